import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '../../../server/embedded/postgres/start-embedded-postgres.ts';
import { openDatabase } from '../../../server/postgres/connection/database.ts';

/** A Postgres that nobody else uses, to be maltreated. Each fault resolves when it is over, ready or not. */
export interface PrivatePostgres extends AsyncDisposable {
  url: string;
  /** SIGKILL to the server and all its processes; it is started again at once. */
  kill(): Promise<void>;
  /** A shutdown in good order, and a start after `awayMs`. */
  restart(awayMs: number): Promise<void>;
  /** It keeps all connections and says nothing. */
  freeze(forMs: number): Promise<void>;
  /** Resolves when it takes queries. */
  ready(): Promise<void>;
}

const READY_LIMIT_MS = 30_000;
/** What is committed is safe from the end of processes without that; only from the end of the machine it is not. */
const SETTINGS = { fsync: 'off' };

export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-private-'));
  const options = { dataDir: path.join(folder, 'data'), settings: SETTINGS };
  let server = await startEmbeddedPostgres(options);
  const { url } = server;
  return {
    url,
    async kill() {
      signal(await processes(options.dataDir), 'SIGKILL');
    },
    async restart(awayMs) {
      await server.stop();
      await sleep(awayMs);
      server = await startEmbeddedPostgres(options);
    },
    async freeze(forMs) {
      const pids = await processes(options.dataDir);
      signal(pids, 'SIGSTOP');
      await sleep(forMs);
      signal(pids.toReversed(), 'SIGCONT');
    },
    ready: () => untilReady(url),
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The postmaster and its children. */
async function processes(dataDir: string): Promise<number[]> {
  const file = await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
  const postmaster = Number(file.split('\n')[0]);
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const all = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const children = all.filter(([, parent]) => parent === postmaster).map(([pid]) => pid!);
  return [postmaster, ...children];
}

/** A child may end by itself meanwhile. */
function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {}
  }
}

async function untilReady(url: string): Promise<void> {
  const giveUpAt = performance.now() + READY_LIMIT_MS;
  const database = openDatabase(url, { maxConnections: 1, statementLimitMs: 500 });
  try {
    for (;;) {
      try {
        await database.sql`select 1`;
        return;
      } catch (error) {
        if (performance.now() > giveUpAt) throw error;
        await sleep(20);
      }
    }
  } finally {
    await database.close(500);
  }
}
