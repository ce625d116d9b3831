import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ServedCase, writeChunkings } from './chunkings.ts';
import { differences, type SeenExchange } from './compare.ts';
import { loadCorpus } from './corpus-format.ts';
import { runCase, whyNotApplicable } from './run-case.ts';

/**
 * Runs a protocol corpus through the real model client over HTTP:
 *   node test/corpus/model-protocol.ts <folder> [part of an id]
 * Prints what failed and a table of level and category. Exit code 1 when a recording or a case of level
 * `must` fails.
 */

interface Replay {
  base: string;
  log(id: string): SeenExchange[];
  reset(id: string): void;
  close(): Promise<void>;
}

interface Verdict {
  served: ServedCase;
  problems: string[];
}

const AT_ONCE = 6;
const LEVELS = ['recorded', 'must', 'should', 'may'];

async function main([folder, filter = '']: string[]): Promise<number> {
  if (!folder) {
    console.error('Usage: node test/corpus/model-protocol.ts <corpus folder> [part of an id]');
    return 2;
  }
  const corpus = (await loadCorpus(resolve(folder))).filter(({ id }) => id.includes(filter));
  const left = corpus.filter((corpusCase) => whyNotApplicable(corpusCase) !== undefined);
  const workFolder = await mkdtemp(join(tmpdir(), 'model-protocol-'));
  try {
    const served = await writeChunkings(
      workFolder,
      corpus.filter((corpusCase) => !left.includes(corpusCase)),
    );
    const module = await import(pathToFileURL(resolve(folder, 'tools', 'replay.mjs')).href);
    const replay: Replay = await module.startReplay({ dir: workFolder });
    const verdicts = await runAll(served, replay);
    await replay.close();
    for (const skipped of left) console.log(`skipped  ${skipped.id}: ${whyNotApplicable(skipped)}`);
    return report(verdicts);
  } finally {
    await rm(workFolder, { recursive: true });
  }
}

async function runAll(served: ServedCase[], replay: Replay): Promise<Verdict[]> {
  const waiting = [...served];
  const verdicts: Verdict[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      verdicts.push({ served: next, problems: await judge(next, replay) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return verdicts;
}

async function judge({ corpusCase, servedId }: ServedCase, replay: Replay): Promise<string[]> {
  const problems: string[] = [];
  for (const suffix of corpusCase.client.base_url_suffixes ?? ['/v1']) {
    replay.reset(servedId);
    try {
      const result = await runCase(corpusCase, `${replay.base}/case/${servedId}${suffix}`);
      // The socket's close reaches the server a moment after ours.
      if (result.aborted) await new Promise((done) => setTimeout(done, 50));
      problems.push(...differences(corpusCase.expect, result, replay.log(servedId)));
    } catch (error) {
      problems.push(`threw ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return problems;
}

/** A case passes when all its chunkings do. */
function report(verdicts: Verdict[]): number {
  const cases = Map.groupBy(verdicts, ({ served }) => served.corpusCase);
  const rows = new Map<string, { passed: number; failed: string[] }>();
  for (const [{ id, level, category }, chunkings] of cases) {
    const key = `${level.padEnd(9)} ${category.padEnd(20)}`;
    const row = rows.get(key) ?? { passed: 0, failed: [] };
    rows.set(key, row);
    const failed = chunkings.filter(({ problems }) => problems.length > 0);
    if (failed.length === 0) row.passed++;
    else row.failed.push(id);
    for (const { served, problems } of failed) {
      console.log(`failed   ${id} (${level}, ${served.chunking}): ${problems.join('; ')}`);
    }
  }
  const ordered = [...rows].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
  console.log(`\n${'level'.padEnd(9)} ${'category'.padEnd(20)} passed failed`);
  for (const [key, { passed, failed }] of ordered) {
    const counts = `${String(passed).padStart(6)} ${String(failed.length).padStart(6)}`;
    console.log(`${key} ${counts}  ${failed.join(' ')}`);
  }
  const passed = ordered.reduce((sum, [, row]) => sum + row.passed, 0);
  const failed = ordered.reduce((sum, [, row]) => sum + row.failed.length, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return ordered.some(([key, row]) => rank(key) < 2 && row.failed.length > 0) ? 1 : 0;
}

function rank(key: string): number {
  return LEVELS.findIndex((level) => key.startsWith(level));
}

process.exitCode = await main(process.argv.slice(2));
