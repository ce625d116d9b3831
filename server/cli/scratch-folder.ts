import { access, chmod, constants, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ScratchPlaces {
  /** A file system in memory; Linux has one. */
  memory?: string;
  /** What must be free there, in bytes. */
  atLeast?: number;
}

/** A run of all tests was seen to need 340 MB at most. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * A new folder for what nobody needs afterwards, in memory where there is plenty: a database is three hundred files, and
 * a disk takes up to half a second to make them. Every user may write there, since Postgres refuses to run as root.
 */
export async function makeScratchFolder({
  memory = '/dev/shm',
  atLeast = ENOUGH_BYTES,
}: ScratchPlaces = {}): Promise<string> {
  const parent = (await hasRoom(memory, atLeast)) ? memory : tmpdir();
  const folder = await mkdtemp(path.join(parent, 'aisle-'));
  await chmod(folder, 0o1777);
  return folder;
}

async function hasRoom(folder: string, bytes: number): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= bytes;
  } catch {
    return false;
  }
}
