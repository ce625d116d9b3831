import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { isAlive, programName } from './process-identity.ts';

/** How long each way of asking may take. Its watchdog stops an orphan within two seconds, so that comes first. */
const WAYS: { signal?: NodeJS.Signals; limitMs: number }[] = [
  { limitMs: 2_500 },
  { signal: 'SIGINT', limitMs: 5_000 },
  { signal: 'SIGQUIT', limitMs: 5_000 },
];

/**
 * After a kill of Aisle its Postgres may still be on its way out, or, when the watchdog was killed as well, run on.
 * Whoever holds the lock of the data folder calls this: nobody else may be using the server.
 * Throws EmbeddedPostgresError when it does not go.
 */
export async function stopLeftoverServer(clusterFolder: string): Promise<void> {
  const left = await readPostmasterFile(clusterFolder);
  if (!left) return;
  for (const { signal, limitMs } of WAYS) {
    if (!(await isPostgres(left.pid))) break;
    if (signal) process.kill(left.pid, signal);
    await untilGone(left.pid, limitMs);
  }
  if (await isPostgres(left.pid)) {
    throw new EmbeddedPostgresError(
      `A Postgres of an earlier run (pid ${left.pid}) does not stop: end it and start again.`,
    );
  }
  if (isAlive(left.pid)) await disownPid(clusterFolder);
}

async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const name = await programName(pid);
  return name === undefined || name.startsWith('postgres');
}

async function untilGone(pid: number, limitMs: number): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (isAlive(pid) && Date.now() < deadline) await sleep(20);
}

/**
 * Another program has the dead server's pid by now, which would keep Postgres from starting. The file must stay: with
 * its other lines Postgres makes sure that no process of the dead server still works on the data. It never takes its
 * grandparent, which we will be, for another server (miscinit.c, CreateLockFile).
 */
async function disownPid(clusterFolder: string): Promise<void> {
  const file = path.join(clusterFolder, 'postmaster.pid');
  const [, ...others] = (await readFile(file, 'utf8')).split('\n');
  // Also not "ready": that is for the next server to say.
  await writeFile(file, [process.pid, ...others.slice(0, 6), ''].join('\n'));
}
