import { problemText } from '../api/problem-text.ts';
import { productApi } from '../api/product-api.ts';
import { ApiProblem } from '../api/request.ts';
import { announce, announceProblem } from '../parts/toast.tsx';
import { endIfSignedOut } from '../session/session.ts';
import { productsWords } from './products-words.ts';

/** A change that can be taken back: by its entry in the audit log, or by the groups that a bulk edit made. */
export interface LastChange {
  storeKey: string;
  entry: string | { groups: string[] };
  /** Asked first where taking it back would lose something; false leaves it as it is. */
  mayBegin?(): boolean;
  /** Called when it was taken back: shows what is stored now. */
  onUndone(): void | Promise<void>;
}

let last: LastChange | undefined;

/** Says what was saved, with a button that takes it back; so does Control and Z on the page, as long as nothing follows. */
export function announceChange(text: string, change: LastChange | undefined): void {
  last = change;
  announce(text, change && { label: productsWords().undo, run: () => void takeBack(change) });
}

/** Does nothing when there is nothing to take back. */
export async function undoLastChange(): Promise<void> {
  if (last) await takeBack(last);
}

async function takeBack(change: LastChange): Promise<void> {
  if (change.mayBegin && !change.mayBegin()) return;
  if (last === change) last = undefined;
  try {
    const { storeKey, entry } = change;
    const refused =
      typeof entry === 'string'
        ? (await productApi.undo(storeKey, entry)).refused.length
        : await undoGroups(storeKey, entry.groups);
    await change.onUndone();
    const text = productsWords();
    if (refused > 0) announceProblem(text.partlyUndone(refused));
    else announce(text.undone);
  } catch (problem) {
    if (endIfSignedOut(problem)) return;
    const isTooLate =
      problem instanceof ApiProblem && ['version_conflict', 'conflict'].includes(problem.code);
    announceProblem(isTooLate ? productsWords().undoTooLate : problemText(problem));
  }
}

/**
 * Takes back what several calls did, the last one first, and gives how many products stay as they are. One group that cannot
 * be taken back at all holds no other up. Throws ApiProblem when not one of them could be.
 */
async function undoGroups(storeKey: string, groups: string[]): Promise<number> {
  let refused = 0;
  let undone = 0;
  let failure: ApiProblem | undefined;
  for (const group of groups.toReversed()) {
    try {
      const result = await undoGroup(storeKey, group);
      refused += result.refused;
      undone += result.undone;
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      failure = problem;
    }
  }
  if (failure && undone === 0) throw failure;
  return refused;
}

/** The server stops when it took long; the same again goes on, as long as it gets anywhere. */
async function undoGroup(
  storeKey: string,
  group: string,
): Promise<{ undone: number; refused: number }> {
  const entry = await productApi.entryOfGroup(storeKey, group);
  if (entry === undefined) return { undone: 0, refused: 0 };
  let undone = 0;
  while (true) {
    const result = await productApi.undo(storeKey, entry);
    // Those of the times before are among the refused by now: they were taken back already.
    const refused = result.refused.length - undone;
    undone += result.undone;
    const isUnfinished = result.refused.some(({ code }) => code === 'overloaded');
    if (!isUnfinished || result.undone === 0) return { undone, refused };
  }
}

/** When its page is left the keys do not reach it any more. */
export function forgetLastChange(): void {
  last = undefined;
}
