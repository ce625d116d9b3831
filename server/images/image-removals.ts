import type { ImageFiles } from './image-files.ts';

/**
 * Photos whose files are to go. Every photo that is deleted is put on this list together with its deletion, and every
 * new one is on it until it is known: whatever is killed when, each file has its row or stands here.
 */
export interface ImageRemovals {
  /** Image ids whose files nobody needs since a moment in `from` … `until`, in order; at most `limit` after `after`. */
  due(page: RemovalPage): Promise<string[]>;
  /** Takes them off the list. */
  done(imageIds: string[]): Promise<void>;
  /** Takes off what nobody has found a file of since before then. */
  giveUp(before: Date): Promise<void>;
}

export interface RemovalPage {
  from: Date;
  until: Date;
  after: string | undefined;
  limit: number;
}

const FILES_AT_ONCE = 200;

/**
 * Removes the files of photos that are due since `from`, then takes them off the list: killed in between, it begins
 * again, and any number of processes may do it at once. One whose file is not here stays on the list, as it may lie in
 * another process's folder. Throws after the others are done when a file could not be removed.
 */
export async function removeImageFiles(
  { removals, files }: { removals: ImageRemovals; files: ImageFiles },
  { from, until, signal }: { from: Date; until: Date; signal: AbortSignal },
): Promise<void> {
  const failures: unknown[] = [];
  let after: string | undefined;
  do {
    const page = await removals.due({ from, until, after, limit: FILES_AT_ONCE });
    const removed: string[] = [];
    for (const imageId of page) {
      try {
        if (await files.remove(imageId)) removed.push(imageId);
      } catch (error) {
        failures.push(error);
      }
    }
    if (removed.length > 0) await removals.done(removed);
    after = page.length === FILES_AT_ONCE ? page.at(-1) : undefined;
  } while (after !== undefined && !signal.aborted);
  if (failures.length > 0) {
    throw new Error(`the files of ${failures.length} photos could not be removed`, {
      cause: failures[0],
    });
  }
}
