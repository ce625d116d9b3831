import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of all processes below one, by what they are for: those that each has to itself, without files and shared buffers. */
export interface TreeMemory {
  /** The server itself. */
  server: number;
  /** The process that decodes pictures. */
  decoder: number;
  /** The embedded Postgres. */
  database: number;
}

/** As Linux tells it (`RssAnon` in /proc/PID/status); rejects where there is no such folder. */
export async function treeMemory(root = process.pid): Promise<TreeMemory> {
  const sums: TreeMemory = { server: 0, decoder: 0, database: 0 };
  const add = async (pid: number): Promise<void> => {
    const [command, bytes, children] = await Promise.all([
      commandOf(pid),
      ownBytes(pid),
      childrenOf(pid),
    ]);
    const kind = kindOf(command);
    if (kind) sums[kind] += bytes;
    await Promise.all(children.map(add));
  };
  await Promise.all((await childrenOf(root)).map(add));
  return sums;
}

export interface PeakMemory extends TreeMemory {
  /** The most of server and database together at one moment. */
  withoutDecoder: number;
}

/** Looks every 100 ms until it is ended, in a process of its own: a look costs as much as a short request. */
export function watchPeak(): () => Promise<PeakMemory> {
  const watcher = fork(path.join(import.meta.dirname, 'watch-memory.ts'), [String(process.pid)]);
  return async () => {
    watcher.send('end');
    const [peak] = await once(watcher, 'message');
    return peak;
  };
}

/** Undefined for our own helpers. */
function kindOf(command: string): keyof TreeMemory | undefined {
  if (command.includes('/bench/')) return undefined;
  if (command.includes('decoder-child')) return 'decoder';
  return command.includes('postgres') ? 'database' : 'server';
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readOrNothing(`/proc/${pid}/task/${thread}/children`)),
  );
  return lists.join(' ').split(' ').filter(Boolean).map(Number);
}

/** With the name that Postgres gives its processes. */
async function commandOf(pid: number): Promise<string> {
  const stat = await readOrNothing(`/proc/${pid}/stat`);
  const command = await readOrNothing(`/proc/${pid}/cmdline`);
  return `${command} ${stat.slice(0, stat.lastIndexOf(')'))}`;
}

/** Nothing when the process has ended meanwhile. */
function readOrNothing(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

async function ownBytes(pid: number): Promise<number> {
  const text = await readOrNothing(`/proc/${pid}/status`);
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}
