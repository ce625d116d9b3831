import { problemText } from '../api/problem-text.ts';
import { productApi } from '../api/product-api.ts';
import { ApiProblem } from '../api/request.ts';
import { announce, announceProblem } from '../parts/toast.tsx';
import { endIfSignedOut } from '../session/session.ts';
import { productsWords } from './products-words.ts';
import { type ChangedGroup, undoGroups } from './undo-groups.ts';

/** A change that can be taken back: by its entry in the audit log, or by the groups that a bulk edit made. */
export interface LastChange {
  storeKey: string;
  entry: string | { groups: ChangedGroup[] };
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
        : await undoGroups(productApi, storeKey, entry.groups);
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

/** When its page is left the keys do not reach it any more. */
export function forgetLastChange(): void {
  last = undefined;
}
