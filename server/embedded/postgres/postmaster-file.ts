import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a running Postgres writes into `postmaster.pid` (miscadmin.h, LOCK_FILE_LINE_*): we read three of its lines. */
export interface PostmasterFile {
  pid: number;
  /** Seconds since 1970. */
  startedAt: number;
  ready: boolean;
}

/** Undefined when there is none, or when it is being written. */
export async function readPostmasterFile(
  clusterFolder: string,
): Promise<PostmasterFile | undefined> {
  const text = await readFile(path.join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, startedAt: Number(lines[2]), ready: lines[7]?.trim() === 'ready' };
}

/** Whether two readings tell of one and the same run of a server. */
export function sameRun(
  one: PostmasterFile | undefined,
  other: PostmasterFile | undefined,
): boolean {
  return one?.pid === other?.pid && one?.startedAt === other?.startedAt;
}
