import { mkdir, open, readFile, rename, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import { isImageId } from '../intake/image-id.ts';
import { type OnDiskFailure, onDisk } from './disk-failure.ts';
import type { ImageFiles } from './image-files.ts';

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/**
 * Photos as files `<dataDir>/images/ab/<id>`; `ab` is the id's random end, so that folders fill evenly. When the disk is full
 * or fails, callers get AppError `overloaded` and `onFailure` the reason.
 */
export function diskImageFiles(
  dataDir: string,
  { onFailure = () => {} }: { onFailure?: OnDiskFailure } = {},
): ImageFiles {
  const root = path.resolve(dataDir, 'images');

  function fileOf(imageId: string): string {
    if (!isImageId(imageId)) throw new TypeError('an image id is a UUID');
    return path.join(root, imageId.slice(-2), imageId);
  }

  async function write(imageId: string, bytes: Buffer): Promise<void> {
    const file = fileOf(imageId);
    await mkdir(path.dirname(file), { recursive: true, mode: PRIVATE_FOLDER });
    const unfinished = unfinishedFile(file);
    try {
      await writeDurably(unfinished, bytes);
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async function read(imageId: string): Promise<Buffer | undefined> {
    try {
      return await readFile(fileOf(imageId));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async function remove(imageId: string): Promise<boolean> {
    const file = fileOf(imageId);
    const removed = await Promise.all([unlinkIfThere(file), unlinkIfThere(unfinishedFile(file))]);
    return removed.includes(true);
  }

  return {
    write: (imageId, bytes) => onDisk(write(imageId, bytes), onFailure),
    read: (imageId) => onDisk(read(imageId), onFailure),
    remove: (imageId) => onDisk(remove(imageId), onFailure),
  };
}

/** A photo is written once, under an id of its own: nobody else writes this one. */
function unfinishedFile(file: string): string {
  return `${file}.part`;
}

async function unlinkIfThere(file: string): Promise<boolean> {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function writeDurably(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'wx', PRIVATE_FILE);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
