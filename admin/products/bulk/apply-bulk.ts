import type { BulkChange, BulkResult } from '../../../shared/admin-products.ts';
import { productApi } from '../../api/product-api.ts';
import { words } from '../../words/words.ts';
import { announceChange } from '../last-change.ts';
import { productsWords } from '../products-words.ts';
import type { Sheet } from '../sheet/sheet.ts';
import type { ChangedGroup } from '../undo-groups.ts';

/** As many as one call takes. */
const PRODUCTS_A_CALL = 500;

/** A product that stayed as it was, and why. */
export interface BulkFailure {
  id: string;
  title: string;
  reason: string;
}

/**
 * Changes what is selected, on the versions that the merchant saw, and shows what is stored then. What was refused
 * stays selected and is named in the answer. Throws ApiProblem when a call fails as a whole.
 */
export async function applyBulk(sheet: Sheet, change: BulkChange): Promise<BulkFailure[]> {
  const seen = [...sheet.selected.peek()].flatMap((id) => {
    const stored = sheet.product(id)?.peek().stored;
    return stored ? [{ id, version: stored.version, title: stored.title }] : [];
  });
  const results: BulkResult[] = [];
  const groups: ChangedGroup[] = [];
  try {
    for (let start = 0; start < seen.length; start += PRODUCTS_A_CALL) {
      const products = seen
        .slice(start, start + PRODUCTS_A_CALL)
        .map(({ id, version }) => ({ id, version }));
      const answer = await productApi.bulk(sheet.storeKey, { products, change });
      results.push(...answer.results);
      groups.push({ id: answer.group_id, count: answer.results.filter(isDone).length });
    }
  } finally {
    // Also when a later call failed: what the ones before it did can be taken back.
    await showDone(sheet, { results, groups, isDeletion: change.delete === true });
  }
  return results.flatMap((result) => {
    const reason = failureReason(result);
    const title = seen.find(({ id }) => id === result.id)?.title ?? result.id;
    return reason === undefined ? [] : [{ id: result.id, title, reason }];
  });
}

interface Done {
  results: BulkResult[];
  /** Of each call, in their order. */
  groups: ChangedGroup[];
  isDeletion: boolean;
}

/** What is done is no longer selected; what was refused, or not reached, is. */
async function showDone(sheet: Sheet, { results, groups, isDeletion }: Done): Promise<void> {
  const done = results.filter(isDone);
  const settled = new Set(
    results.filter((result) => failureReason(result) === undefined).map(({ id }) => id),
  );
  if (isDeletion) sheet.remove(done.map(({ id }) => id));
  sheet.selected.value = new Set([...sheet.selected.peek()].filter((id) => !settled.has(id)));
  await sheet.reload();
  if (done.length === 0) return;
  const text = productsWords();
  announceChange(isDeletion ? text.deletedCount(done.length) : text.changedCount(done.length), {
    storeKey: sheet.storeKey,
    entry: { groups },
    onUndone: () => sheet.reload(),
  });
}

function isDone({ result }: BulkResult): boolean {
  return result === 'changed' || result === 'deleted';
}

function failureReason(result: BulkResult): string | undefined {
  switch (result.result) {
    case 'conflict':
      return words().conflictTitle;
    case 'not_found':
      return words().problems.notFound;
    case 'refused':
      return result.detail;
    default:
      return undefined;
  }
}
