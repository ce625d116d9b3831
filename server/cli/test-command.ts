import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findBinaries } from '../embedded/postgres/find-binaries.ts';
import { ROOT } from './browser-apps.ts';
import { CommandError } from './command-context.ts';
import { ensurePatches } from './driver-patch.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import type { Terminal } from './terminal.ts';

/** Runs vitest with the arguments given; the last line says how many tests passed and failed. */
export async function testCommand(args: string[], terminal: Terminal): Promise<number> {
  if (!terminal.env.TEST_DATABASE_URL) await findBinaries();
  await ensurePatches();
  const folder = await makeScratchFolder();
  try {
    const report = path.join(folder, 'report.json');
    const code = await runVitest(args, { report, env: { ...terminal.env, TMPDIR: folder } });
    const { passed, failed } = await readReport(report);
    // A file that cannot be loaded, or an error outside of any test, has no failed test to show for it.
    const shown = code !== 0 && failed === 0 ? 1 : failed;
    terminal.out(`${passed} passed, ${shown} failed`);
    return shown > 0 ? 1 : code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runVitest(
  args: string[],
  { report, env }: { report: string; env: Terminal['env'] },
): Promise<number> {
  const vitest = vitestEntry();
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env,
  });
  // The terminal tells vitest of a Ctrl-C as well; we wait for it to clear up.
  process.on('SIGINT', () => {}).on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

function vitestEntry(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('vitest/package.json');
    return path.join(path.dirname(manifest), 'vitest.mjs');
  } catch {
    throw new CommandError('vitest is not installed: run "npm install --include=dev".');
  }
}

async function readReport(file: string): Promise<{ passed: number; failed: number }> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = JSON.parse(text);
  return { passed, failed };
}
