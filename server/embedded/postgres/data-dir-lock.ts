import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, startedAt } from './process-identity.ts';

/** Who uses a data folder's embedded Postgres; written into the folder. */
export interface LockHolder {
  pid: number;
  startedAt: string | undefined;
  /** What people know it by: a URL, or a command. */
  name: string;
  /** Leads to its database, once that runs. */
  databaseUrl: string | undefined;
}

export interface DataDirLock {
  announceDatabase(url: string): Promise<void>;
  release(): Promise<void>;
}

export type LockResult = { lock: DataDirLock } | { holder: LockHolder };

const TRIES = 20;

/** Takes the folder for this process, or says who has it. A holder that no longer runs does not count. */
export async function lockDataDir(dataDir: string, name: string): Promise<LockResult> {
  const file = path.join(dataDir, 'aisle.lock');
  const me: LockHolder = {
    pid: process.pid,
    startedAt: await startedAt(process.pid),
    name,
    databaseUrl: undefined,
  };
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await createWhole(file, me)) return { lock: heldLock(file, me) };
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder && (await stillRuns(holder))) return { holder };
    await removeStale(file, text);
  }
  throw new Error(`${file} changes all the time`);
}

/** Who has the folder now, if anybody. */
export async function lockHolder(dataDir: string): Promise<LockHolder | undefined> {
  const text = await readFile(path.join(dataDir, 'aisle.lock'), 'utf8').catch(() => '');
  const holder = parseHolder(text);
  return holder && (await stillRuns(holder)) ? holder : undefined;
}

function heldLock(file: string, me: LockHolder): DataDirLock {
  return {
    async announceDatabase(url) {
      const next = `${file}.${randomBytes(6).toString('hex')}`;
      await writeFile(next, JSON.stringify({ ...me, databaseUrl: url }), { mode: 0o600 });
      await rename(next, file);
    },
    release: () => rm(file, { force: true }),
  };
}

/** False when the file exists. Nobody ever sees half of it. */
async function createWhole(file: string, holder: LockHolder): Promise<boolean> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Two starters may find the same stale file; the slower one must not take the lock of the faster. */
async function removeStale(file: string, expected: string): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await readFile(aside, 'utf8')) !== expected) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(text);
    return Number.isInteger(holder?.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

async function stillRuns(holder: LockHolder): Promise<boolean> {
  return isAlive(holder.pid) && (await startedAt(holder.pid)) === holder.startedAt;
}
