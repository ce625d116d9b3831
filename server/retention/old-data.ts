import type { Store } from '../shop/store.ts';
import { deleteAll } from './delete-all.ts';

/**
 * Deletes what is older than a moment, a batch at a time, so that no statement runs long; each returns how many rows
 * it took, 0 when none is left. Never waits for rows that somebody uses: those are for the next round.
 */
export interface OldData {
  /** With messages, turns and all they did, except where a turn runs. Model calls for them are no visitor's any more. */
  conversations(storeId: string, lastUsedBefore: Date): Promise<number>;
  /** Photos that no message shows (any more). Their files are removed later: see ImageRemovals. */
  images(storeId: string, uploadedBefore: Date): Promise<number>;
  /**
   * Visitors whose token is no longer valid, or who came before then, once they have neither of the above. Looks at some
   * thousands after `after`, and returns where to go on: most of them may have to stay. Undefined at the end.
   */
  visitors(
    storeId: string,
    moments: { expiredBefore: Date; cameBefore: Date | undefined },
    after: string | undefined,
  ): Promise<string | undefined>;
  /** `storeId` is undefined for calls that the installation made for itself. */
  modelCalls(storeId: string | undefined, startedBefore: Date): Promise<number>;
  /** What the streams of turns that are over were made of; their answers stay. */
  turnEvents(finishedBefore: Date): Promise<number>;
}

const DAY_MS = 86_400_000;

/**
 * The ledger lives longer than conversations, so that a year's bills can be compared with the provider's: it names no
 * visitor once the conversation is gone. Where conversations are kept longer, so is what they cost.
 */
const LEDGER_DAYS = 400;

/** Deletes what a store keeps no longer at `now`. Conversations go first: photos stay while one shows them. */
export async function deleteOldData(
  old: OldData,
  { id, settings }: Pick<Store, 'id' | 'settings'>,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<void> {
  const { retention_days: days } = settings;
  if (days === null) return;
  const before = daysAgo(now, days);
  await deleteAll(() => old.conversations(id, before), signal);
  await deleteAll(() => old.images(id, before), signal);
  const ledgerEnd = daysAgo(now, Math.max(days, LEDGER_DAYS));
  await deleteAll(() => old.modelCalls(id, ledgerEnd), signal);
}

/** Deletes visitors of whom nothing is left at `now`: tokens of theirs that are still valid are no longer. */
export async function deleteOldVisitors(
  old: OldData,
  { id, settings }: Pick<Store, 'id' | 'settings'>,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<void> {
  const { retention_days: days } = settings;
  const cameBefore = days === null ? undefined : daysAgo(now, days);
  let after: string | undefined;
  do {
    after = await old.visitors(id, { expiredBefore: now, cameBefore }, after);
  } while (after !== undefined && !signal.aborted);
}

/** Calls that the installation made for itself: checks at its start, for example. */
export async function deleteOwnModelCalls(
  old: OldData,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<void> {
  await deleteAll(() => old.modelCalls(undefined, daysAgo(now, LEDGER_DAYS)), signal);
}

function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}
