import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseServe, LoadedCase } from './corpus-format.ts';

/** A case under the id by which the replay server serves one chunking of it. */
export interface ServedCase {
  corpusCase: LoadedCase;
  servedId: string;
  chunking: string;
}

/** Larger bodies are cut into pieces of 1 to 17 KiB instead of bytes, to end this week. */
const FINE_UP_TO = 400_000;

/**
 * Writes the cases into `folder` in the corpus' own format, once for each way of cutting their bytes: as the
 * case says (or one write an event), all in one, and 1 to 17 bytes at a time. A case that is about timing or
 * broken connections is served its own way only.
 */
export async function writeChunkings(folder: string, cases: LoadedCase[]): Promise<ServedCase[]> {
  await mkdir(join(folder, 'quirks'));
  const served = cases.map((corpusCase, position) => writeCase(folder, corpusCase, position));
  return (await Promise.all(served)).flat();
}

async function writeCase(folder: string, corpusCase: LoadedCase, position: number) {
  const responses = corpusCase.responses.map((_, n) => `${position}.${n}.http`);
  await Promise.all(
    corpusCase.responses.map((bytes, n) => writeFile(join(folder, 'quirks', responses[n]!), bytes)),
  );
  const timed = corpusCase.exchanges.some(({ serve }) => isAboutTiming(serve));
  const chunkings = timed ? (['as stated'] as const) : (['as stated', 'whole', 'bytes'] as const);
  return Promise.all(
    chunkings.map(async (chunking): Promise<ServedCase> => {
      const servedId = `${position}-${chunking.replace(' ', '-')}`;
      const exchanges = corpusCase.exchanges.map((exchange, n) => ({
        ...exchange,
        response: responses[n],
        serve: cut(exchange.serve, exchange.body_bytes, chunking),
      }));
      const content = JSON.stringify({ exchanges });
      await writeFile(join(folder, 'quirks', `${servedId}.expected.json`), content);
      return { corpusCase, servedId, chunking };
    }),
  );
}

function isAboutTiming({ delays, delay_each_ms, delay_head_ms, end }: CaseServe): boolean {
  return Boolean(delays ?? delay_each_ms ?? delay_head_ms) || (end ?? 'close') !== 'close';
}

function cut(serve: CaseServe, bytes: number, chunking: string): CaseServe {
  if (chunking === 'as stated') return serve;
  if (chunking === 'whole') return { whole: true };
  const unit = bytes > FINE_UP_TO ? 1024 : 1;
  const splits: number[] = [];
  for (let at = 0, n = 0; at < bytes; n++) {
    at += ((n * 7) % 17) * unit + unit;
    splits.push(at);
  }
  return { splits };
}
