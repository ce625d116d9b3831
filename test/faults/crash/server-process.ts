import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const CHILD = path.join(import.meta.dirname, 'server-child.ts');
const START_LIMIT_MS = 180_000;

/** An Aisle in a process of its own. */
export interface ServerProcess {
  hasExited(): boolean;
  /** SIGSTOP, and SIGCONT after so long. */
  freeze(ms: number): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** A process that has loaded all code and has not started: most of the time to start goes into that. */
export interface LoadedServer {
  /** Resolves when it listens. */
  start(env: Record<string, string>): Promise<ServerProcess>;
  kill(): Promise<void>;
}

/** `onError` hears each line that it logs: it logs errors only. */
export async function loadServer(onError: (line: string) => void): Promise<LoadedServer> {
  const child = spawn(process.execPath, [CHILD], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  createInterface({ input: child.stderr! }).on('line', onError);
  const exited = once(child, 'exit');
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  await message(child);
  return {
    kill,
    async start(env) {
      child.send(env);
      await message(child);
      const freeze = async (ms: number) => {
        child.kill('SIGSTOP');
        await sleep(ms);
        child.kill('SIGCONT');
      };
      return { hasExited, freeze, kill };
    },
  };
}

async function message(child: ChildProcess): Promise<void> {
  const given = new AbortController();
  const { signal } = given;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('a server ended before it listened');
  });
  const timer = setTimeout(() => given.abort(), START_LIMIT_MS);
  try {
    await Promise.race([once(child, 'message', { signal }), ended]);
  } finally {
    clearTimeout(timer);
    ended.catch(() => {});
    given.abort();
  }
}
