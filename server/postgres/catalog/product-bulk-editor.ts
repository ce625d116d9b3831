import {
  type BulkRequest,
  type BulkResult,
  ProductChange,
} from '../../../shared/admin-products.ts';
import type { Doing } from '../../admin/audit.ts';
import { productChangeOf } from '../../admin/bulk-change.ts';
import { changeProduct } from '../../admin/change-product.ts';
import type { ProductBulkEditor } from '../../admin/product-bulk-editor.ts';
import { differenceBetween, type ProductDifference } from '../../admin/product-difference.ts';
import type { ProductFacts, StoredProduct } from '../../admin/product-facts.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { isDatabaseUnavailable } from '../connection/database-errors.ts';
import { indexOnce } from './index-once.ts';
import { recordEdit, removeProducts } from './product-editor.ts';
import { lockProducts } from './product-facts.ts';
import { noteMoments, refuseStale } from './product-versions.ts';
import { writeProductFacts } from './write-product-facts.ts';

/** Products of one transaction, so that nobody waits long for one of them. */
const AT_ONCE = 100;
const TIME_LIMIT_MS = 60_000;

export interface BulkOptions {
  /** Products a transaction; 100 unless told. */
  atOnce?: number;
  /** After so many milliseconds no further transaction is begun; 60,000 unless told. */
  limitMs?: number;
}

/** `patient`: a hundred products may take longer than a shopper waits. */
export function postgresProductBulkEditor(
  patient: Drizzle,
  { atOnce = AT_ONCE, limitMs = TIME_LIMIT_MS }: BulkOptions = {},
): ProductBulkEditor {
  return {
    async change(storeId, { products, change }, actor) {
      const endsAt = performance.now() + limitMs;
      const by = { actor, groupId: newId() };
      const results: BulkResult[] = [];
      for (let start = 0; start < products.length; start += atOnce) {
        const part = { products: products.slice(start, start + atOnce), change };
        if (start > 0 && performance.now() >= endsAt) break;
        try {
          results.push(...(await changePart(patient, storeId, { ...part, by })));
        } catch (error) {
          // What is done is told, whatever becomes of the rest.
          if (start === 0 || !isDatabaseUnavailable(error)) throw error;
          break;
        }
      }
      const rest = products.slice(results.length).map(notReached);
      return { group_id: by.groupId, results: [...results, ...rest] };
    },
  };
}

function notReached({ id }: { id: string }): BulkResult {
  return { id, result: 'refused', detail: 'There was no time for it; try it again.' };
}

/** In one transaction. */
async function changePart(
  patient: Drizzle,
  storeId: string,
  { by, ...request }: BulkRequest & { by: Doing },
): Promise<BulkResult[]> {
  return await patient.transaction(async (tx) => {
    const ids = request.products.map(({ id }) => id);
    const stored = await lockProducts(tx, storeId, ids);
    const outcomes = await plan(tx, stored, request);
    await carryOut(tx, storeId, { outcomes, by });
    return outcomes.map(({ result }) => result);
  });
}

/** What happens to one product, and what the merchant is told of it. */
interface Outcome {
  result: BulkResult;
  removed?: StoredProduct;
  changed?: { stored: StoredProduct; after: ProductFacts; difference: ProductDifference };
}

async function plan(
  tx: Drizzle,
  stored: StoredProduct[],
  { products, change }: BulkRequest,
): Promise<Outcome[]> {
  const byId = new Map(stored.map((item) => [item.facts.id, item]));
  const outcomes: Outcome[] = [];
  for (const { id, version } of products) {
    const found = byId.get(id);
    // A product that is named twice is done once.
    byId.delete(id);
    outcomes.push(found ? await outcomeOf(tx, found, { version, change }) : notThere(id));
  }
  return outcomes;
}

function notThere(id: string): Outcome {
  return { result: { id, result: 'not_found' } };
}

async function outcomeOf(
  tx: Drizzle,
  stored: StoredProduct,
  { version, change }: { version: number; change: BulkRequest['change'] },
): Promise<Outcome> {
  const { id } = stored.facts;
  try {
    const wanted = change.delete ? {} : checked(productChangeOf(stored.facts, change));
    await refuseStale(tx, stored, { version, change: wanted });
    if (change.delete) return { result: { id, result: 'deleted' }, removed: stored };
    const after = changeProduct(stored.facts, wanted);
    const difference = differenceBetween(stored.facts, after);
    if (!difference) return { result: { id, result: 'unchanged', version: stored.version } };
    return {
      result: { id, result: 'changed', version: stored.version + 1 },
      changed: { stored, after, difference },
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'version_conflict') {
      return { result: { id, result: 'conflict', version: stored.version } };
    }
    if (error.code !== 'invalid_request' && error.code !== 'conflict') throw error;
    return { result: { id, result: 'refused', detail: error.message } };
  }
}

/** A price raised by percents may become more than an amount can be, a list of tags too long. */
function checked(change: ProductChange): ProductChange {
  const parsed = ProductChange.safeParse(change);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid_request', `/${issue?.path.join('/')} ${issue?.message}`);
}

async function carryOut(
  tx: Drizzle,
  storeId: string,
  { outcomes, by }: { outcomes: Outcome[]; by: Doing },
): Promise<void> {
  const removed = outcomes.flatMap((outcome) => outcome.removed ?? []);
  if (removed.length > 0) return await removeProducts(tx, storeId, { removed, by });
  const changed = outcomes.flatMap((outcome) => outcome.changed ?? []);
  await indexOnce(tx, storeId, async () => {
    const written = changed.map(({ stored, after }) => ({ before: stored.facts, after }));
    await writeProductFacts(tx, storeId, written);
    return { written: changed.filter(changesWords).map(({ after }) => after.id) };
  });
  await noteMoments(
    tx,
    storeId,
    changed.map(({ difference }) => difference.after),
  );
  for (const item of changed) await recordEdit(tx, storeId, { ...item, by });
}

/** Prices and stock are not words. */
function changesWords({ difference }: { difference: ProductDifference }): boolean {
  const { variants: _, ...words } = difference.after;
  return Object.keys(words).length > 0;
}
