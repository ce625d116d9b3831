import type { BulkChange, BulkResult } from '../../../shared/admin-products.ts';
import { productApi } from '../../api/product-api.ts';
import { words } from '../../words/words.ts';
import { announceChange } from '../last-change.ts';
import { productsWords } from '../products-words.ts';
import type { Sheet } from '../sheet/sheet.ts';

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
  const groups: string[] = [];
  for (let start = 0; start < seen.length; start += PRODUCTS_A_CALL) {
    const products = seen
      .slice(start, start + PRODUCTS_A_CALL)
      .map(({ id, version }) => ({ id, version }));
    const answer = await productApi.bulk(sheet.storeKey, { products, change });
    results.push(...answer.results);
    groups.push(answer.group_id);
  }
  const done = results.filter(({ result }) => result === 'changed' || result === 'deleted');
  const failures = results.flatMap((result) => {
    const reason = failureReason(result);
    const title = seen.find(({ id }) => id === result.id)?.title ?? result.id;
    return reason === undefined ? [] : [{ id: result.id, title, reason }];
  });
  if (change.delete) sheet.remove(done.map(({ id }) => id));
  sheet.selected.value = new Set(failures.map(({ id }) => id));
  await sheet.reload();
  if (done.length > 0)
    tell(sheet, { count: done.length, isDeletion: change.delete === true, groups });
  return failures;
}

interface Told {
  count: number;
  isDeletion: boolean;
  groups: string[];
}

function tell(sheet: Sheet, { count, isDeletion, groups }: Told): void {
  const text = productsWords();
  const [group] = groups;
  // What took several calls cannot be taken back with one.
  const undo = group !== undefined && groups.length === 1;
  announceChange(
    isDeletion ? text.deletedCount(count) : text.changedCount(count),
    undo
      ? { storeKey: sheet.storeKey, entry: { group }, onUndone: () => sheet.reload() }
      : undefined,
  );
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
