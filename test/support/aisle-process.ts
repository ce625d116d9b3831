import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './installation.ts';

const ENTRY = path.join(import.meta.dirname, '../../server/cli/aisle.mjs');
/** Browser apps may have to be built first. */
const START_LIMIT_MS = 90_000;

/** `aisle start` in a process of its own, as a deploy runs it. */
export interface AisleProcess extends AsyncDisposable {
  url: string;
  signal(name: NodeJS.Signals): void;
  /** Its exit code; rejects when it still runs after `limitMs`, and when a signal ended it. */
  exitCode(limitMs: number): Promise<number>;
}

/** Resolves when it listens. */
export async function startAisleProcess(env: Record<string, string>): Promise<AisleProcess> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-process-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [ENTRY, 'start'], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      // A scripted model expects the questions of the test and no others.
      MODEL_CHECK_AT_START: 'false',
      PICTURE_INDEX: 'false',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const said: string[] = [];
  const listens = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (line.includes('Ctrl-C stops everything')) resolve();
      });
    }
  });
  const ended = exited.then(([code]) => {
    throw new Error(`it ended with ${code} before it listened: ${said.join('\n')}`);
  });
  await within(START_LIMIT_MS, Promise.race([listens, ended]), () => said.join('\n'));
  ended.catch(() => {});
  return {
    url,
    signal: (name) => void child.kill(name),
    async exitCode(limitMs) {
      const [code, signal] = await within(limitMs, exited, () => said.join('\n'));
      if (code === null) throw new Error(`${signal} ended it`);
      return code;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function within<T>(limitMs: number, work: Promise<T>, said: () => string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`not within ${limitMs} ms; it said: ${said()}`)),
    limitMs,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
