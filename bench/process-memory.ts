import { readdir, readFile } from 'node:fs/promises';

/** Bytes of all processes below this one, by what they are for: those that each has to itself, without files and shared buffers. */
export interface TreeMemory {
  /** The server itself. */
  server: number;
  /** The process that decodes pictures. */
  decoder: number;
  /** The embedded Postgres. */
  database: number;
}

interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** As Linux tells it (`RssAnon` in /proc/PID/status); rejects where there is no such folder. */
export async function treeMemory(): Promise<TreeMemory> {
  const processes = await listProcesses();
  const below = new Set([process.pid]);
  const sums: TreeMemory = { server: 0, decoder: 0, database: 0 };
  // Until nothing is added: a list is not in the order of descent.
  for (let size = 0; size < below.size; ) {
    size = below.size;
    for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
  }
  const own = processes.filter(({ pid }) => below.has(pid) && pid !== process.pid);
  const sizes = await Promise.all(own.map(({ pid }) => ownBytes(pid)));
  for (const [index, { command }] of own.entries()) {
    const kind = kindOf(command);
    if (kind) sums[kind] += sizes[index]!;
  }
  return sums;
}

/** Looks every `intervalMs` until it is ended; then the most of each kind, and of all but the decoder at one moment. */
export function watchPeak(intervalMs: number) {
  const peak = { server: 0, decoder: 0, database: 0, withoutDecoder: 0 };
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      const { server, decoder, database } = await treeMemory();
      peak.server = Math.max(peak.server, server);
      peak.decoder = Math.max(peak.decoder, decoder);
      peak.database = Math.max(peak.database, database);
      peak.withoutDecoder = Math.max(peak.withoutDecoder, server + database);
      await new Promise((resolve) => setTimeout(resolve, intervalMs));
    }
  })();
  return async () => {
    ended = true;
    await watching;
    return peak;
  };
}

/** Undefined for our own helpers. */
function kindOf(command: string): keyof TreeMemory | undefined {
  if (command.includes('/bench/')) return undefined;
  if (command.includes('decoder-child')) return 'decoder';
  return command.includes('postgres') ? 'database' : 'server';
}

async function listProcesses(): Promise<Process[]> {
  const names = await readdir('/proc');
  const found = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => describeProcess(Number(name))),
  );
  return found.filter((one) => one !== undefined);
}

/** Undefined when it has ended meanwhile. */
async function describeProcess(pid: number): Promise<Process | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything, further parentheses included.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return { pid, parent, command: `${command} ${stat.slice(0, stat.lastIndexOf(')'))}` };
  } catch {
    return undefined;
  }
}

async function ownBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}
