import type { IncomingFiles } from '../images/intake/incoming-files.ts';
import type { ImageFiles } from '../images/storage/image-files.ts';
import { type ImageRemovals, removeImageFiles } from '../images/storage/image-removals.ts';
import type { Clock } from '../shop/clock.ts';
import type { Stores } from '../shop/store.ts';
import { deleteAll } from './delete-all.ts';
import { eraseRest, type VisitorErasure } from './erase-visitor.ts';
import { deleteOldData, deleteOldVisitors, deleteOwnModelCalls, type OldData } from './old-data.ts';
import type { Job } from './rounds.ts';

export interface RetentionDeps extends FilesToRemove {
  stores: Pick<Stores, 'list'>;
  old: OldData;
  erasure: VisitorErasure;
  incoming: Pick<IncomingFiles, 'sweep'>;
}

export interface FilesToRemove {
  removals: ImageRemovals;
  files: ImageFiles;
  clock: Clock;
}

const MINUTE_MS = 60_000;
/** A visitor is erased within a minute, files included, also when the process that began it is gone. */
const SOON_MS = 15_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Whoever repeats a question within this gets its answer as it was streamed; later, as it is stored. */
const EVENTS_KEPT_MS = HOUR_MS;

/** Every process that runs looks in its folder within this time; one that was away looks at the whole list. */
const NEW_REMOVAL_MS = 10 * MINUTE_MS;
const REMOVAL_KEPT_MS = 7 * DAY_MS;
/** The database writes the list; its clock and ours may part by this much. */
const CLOCK_SLACK_MS = MINUTE_MS;

/** All that is deleted, because its time is over or because a visitor asked for it. */
export function retentionJobs(deps: RetentionDeps): Job[] {
  const { clock, old, erasure, incoming } = deps;
  return [
    {
      name: 'erase visitors',
      intervalMs: SOON_MS,
      run: (signal) => eraseRest(erasure, { now: clock.now(), signal }),
    },
    {
      name: 'delete what stores keep no longer',
      intervalMs: MINUTE_MS,
      run: (signal) => ofEachStore(deps, signal, deleteOldData),
    },
    {
      name: 'delete the oldest model calls that were for no store',
      intervalMs: HOUR_MS,
      run: (signal) => deleteOwnModelCalls(old, { now: clock.now(), signal }),
    },
    {
      // All visitors are looked at, and nothing that they said is left.
      name: 'delete visitors of whom nothing is left',
      intervalMs: HOUR_MS,
      run: (signal) => ofEachStore(deps, signal, deleteOldVisitors),
    },
    {
      name: 'delete the events of turns that are over',
      intervalMs: MINUTE_MS,
      async run(signal) {
        const before = new Date(clock.now().getTime() - EVENTS_KEPT_MS);
        await deleteAll(() => old.turnEvents(before), signal);
      },
    },
    removeFilesAgain(deps),
    {
      name: 'remove uploads that were broken off',
      intervalMs: MINUTE_MS,
      run: () => incoming.sweep(),
    },
  ];
}

/** Removes the files of photos that were deleted in the last minutes. */
export function removeNewFiles(deps: FilesToRemove, signal: AbortSignal): Promise<void> {
  return removeFilesSince(deps, deps.clock.now().getTime() - NEW_REMOVAL_MS, signal);
}

function removeFilesSince(deps: FilesToRemove, fromMs: number, signal: AbortSignal): Promise<void> {
  const until = new Date(deps.clock.now().getTime() + CLOCK_SLACK_MS);
  return removeImageFiles(deps, { from: new Date(fromMs), until, signal });
}

/** Looks at the whole list when the process starts and once an hour, else at what is new on it. */
function removeFilesAgain(deps: FilesToRemove): Job {
  let wholeAt = Number.NEGATIVE_INFINITY;
  return {
    name: 'remove the files of photos',
    intervalMs: SOON_MS,
    async run(signal) {
      const now = deps.clock.now().getTime();
      if (now - wholeAt < HOUR_MS) return removeNewFiles(deps, signal);
      await removeFilesSince(deps, 0, signal);
      await deps.removals.giveUp(new Date(now - REMOVAL_KEPT_MS));
      wholeAt = now;
    },
  };
}

/** A store whose data cannot be deleted does not keep the others; throws after them. */
async function ofEachStore(
  { stores, old, clock }: RetentionDeps,
  signal: AbortSignal,
  deleteOf: typeof deleteOldData,
): Promise<void> {
  const now = clock.now();
  const failed: string[] = [];
  let cause: unknown;
  for (const store of await stores.list()) {
    try {
      await deleteOf(old, store, { now, signal });
    } catch (error) {
      failed.push(store.key);
      cause ??= error;
    }
  }
  if (failed.length > 0) {
    throw new Error(`could not delete what these stores keep no longer: ${failed.join(', ')}`, {
      cause,
    });
  }
}
