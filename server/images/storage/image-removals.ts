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
/** Then it is the storage that fails, and each further file would only wait for it. */
const FAILURES_IN_A_ROW = 3;

/**
 * Removes the files of photos that are due since `from`, then takes them off the list: killed in between, it begins
 * again, and any number of processes may do it at once. One whose file is not here stays on the list, as it may lie in
 * another process's folder. Throws after the others are done when a file could not be removed; when the storage itself seems
 * to be away, without having tried them.
 */
export async function removeImageFiles(
  { removals, files }: { removals: ImageRemovals; files: ImageFiles },
  { from, until, signal }: { from: Date; until: Date; signal: AbortSignal },
): Promise<void> {
  const failures: unknown[] = [];
  let after: string | undefined;
  let isAway = false;
  do {
    const page = await removals.due({ from, until, after, limit: FILES_AT_ONCE });
    const removed: string[] = [];
    let inARow = 0;
    for (const imageId of page) {
      if (signal.aborted || inARow >= FAILURES_IN_A_ROW) break;
      try {
        if (await unlessAborted(files.remove(imageId), signal)) removed.push(imageId);
        inARow = 0;
      } catch (error) {
        failures.push(error);
        inARow += 1;
      }
    }
    if (removed.length > 0) await removals.done(removed);
    isAway = inARow >= FAILURES_IN_A_ROW;
    after = page.length === FILES_AT_ONCE ? page.at(-1) : undefined;
  } while (after !== undefined && !isAway && !signal.aborted);
  if (failures.length > 0) {
    throw new Error(`the files of ${failures.length} photos could not be removed`, {
      cause: failures[0],
    });
  }
}

/** Nobody waits for a slow storage any longer; what it still removes is then on the list for another time. */
async function unlessAborted(removed: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const onAbort = () => resolve(false);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  return Promise.race([removed, promise]).finally(() => {
    signal.removeEventListener('abort', onAbort);
    removed.catch(() => {});
  });
}
