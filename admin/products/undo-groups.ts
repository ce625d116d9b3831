import type { productApi } from '../api/product-api.ts';
import { ApiProblem } from '../api/request.ts';

/** What one call of a bulk edit did: its group in the audit log, and how many products it changed. */
export interface ChangedGroup {
  id: string;
  count: number;
}

type UndoApi = Pick<typeof productApi, 'entryOfGroup' | 'undo'>;

/**
 * Takes back what several calls did, the last one first, and gives how many products stay as they are. One group that cannot
 * be taken back at all holds no other up. Throws ApiProblem when not one of them could be.
 */
export async function undoGroups(
  api: UndoApi,
  storeKey: string,
  groups: ChangedGroup[],
): Promise<number> {
  let refused = 0;
  let undone = 0;
  let failure: ApiProblem | undefined;
  for (const group of groups.toReversed()) {
    try {
      const result = await undoGroup(api, storeKey, group.id);
      refused += result.refused;
      undone += result.undone;
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      failure = problem;
      refused += group.count;
    }
  }
  if (failure && undone === 0) throw failure;
  return refused;
}

/** The server stops when it took long; the same again goes on, as long as it gets anywhere. */
async function undoGroup(
  api: UndoApi,
  storeKey: string,
  group: string,
): Promise<{ undone: number; refused: number }> {
  const entry = await api.entryOfGroup(storeKey, group);
  if (entry === undefined) return { undone: 0, refused: 0 };
  let undone = 0;
  while (true) {
    const result = await api.undo(storeKey, entry);
    // Those of the times before are among the refused by now: they were taken back already.
    const refused = result.refused.length - undone;
    undone += result.undone;
    const isUnfinished = result.refused.some(({ code }) => code === 'overloaded');
    if (!isUnfinished || result.undone === 0) return { undone, refused };
  }
}
