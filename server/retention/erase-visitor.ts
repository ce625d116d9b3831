import { setTimeout as sleep } from 'node:timers/promises';
import { deleteAll } from './delete-all.ts';

/** Deletes all that is known of a visitor who asks for it. */
export interface VisitorErasure {
  /**
   * From here on the visitor's token is nobody's and the work goes on until it is done, whatever is killed. Asks for
   * the visitor's running turns to be stopped, in whatever process they run, and returns their ids.
   */
  begin(visitor: ErasedVisitor): Promise<string[]>;
  hasRunningTurn(visitor: ErasedVisitor): Promise<boolean>;
  /** Deletes a batch; 0 when nothing is left, the visitor included. */
  deleteBatch(visitor: ErasedVisitor): Promise<number>;
  /** Begun before then and not done. */
  unfinished(begunBefore: Date): Promise<ErasedVisitor[]>;
}

export interface ErasedVisitor {
  storeId: string;
  visitorId: string;
}

export interface EraseDeps {
  erasure: VisitorErasure;
  /** Stops a turn that runs in this process; others hear of it through the database. */
  stopHere(turnId: string): void;
  /** Removes files that nobody needs any more. */
  removeFiles(signal: AbortSignal): Promise<void>;
  onError(error: unknown, doing: string): void;
}

/** A turn that does not end in this time has lost its process: it is deleted as it is. */
const STOP_LIMIT_MS = 1_500;
const STOP_POLL_MS = 25;
/** What is not deleted by then is left to `eraseRest`: no request waits for it. */
const ERASE_LIMIT_MS = 3_000;

/**
 * Erases a visitor: stops the running turns, then deletes conversations, photos with their files, and what was set
 * aside or written down for them. Rejects only when it could not be begun; what is begun and not done in three seconds
 * goes on in the background.
 */
export async function eraseVisitor(deps: EraseDeps, visitor: ErasedVisitor): Promise<void> {
  const turnIds = await deps.erasure.begin(visitor);
  for (const turnId of turnIds) deps.stopHere(turnId);
  try {
    const signal = AbortSignal.timeout(ERASE_LIMIT_MS);
    await untilStopped(deps.erasure, visitor);
    await deleteAll(() => deps.erasure.deleteBatch(visitor), signal);
    await deps.removeFiles(signal);
  } catch (error) {
    deps.onError(error, 'erase a visitor');
  }
}

/** Those that are being erased by a request are left to it for this long. */
const REQUEST_MS = 10_000;

/** Goes on where requests left off. One that cannot be erased does not keep the others; throws after them. */
export async function eraseRest(
  erasure: VisitorErasure,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<void> {
  const failures: unknown[] = [];
  for (const visitor of await erasure.unfinished(new Date(now.getTime() - REQUEST_MS))) {
    try {
      await deleteAll(() => erasure.deleteBatch(visitor), signal);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    throw new Error(`${failures.length} visitors could not be erased`, { cause: failures[0] });
  }
}

async function untilStopped(erasure: VisitorErasure, visitor: ErasedVisitor): Promise<void> {
  const giveUpAt = performance.now() + STOP_LIMIT_MS;
  while (performance.now() < giveUpAt && (await erasure.hasRunningTurn(visitor))) {
    await sleep(STOP_POLL_MS);
  }
}
