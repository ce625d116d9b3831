import { eq, sql } from 'drizzle-orm';
import type { ImportFieldChange, ImportRowKind } from '../../../shared/catalog-import.ts';
import { differencesOf } from '../../admin/import-differences.ts';
import { type CatalogFormat, fileProblem } from '../../shop/catalog-files/catalog-file.ts';
import { productFromRows } from '../catalog/catalog-rows.ts';
import { type PlannedProduct, planProducts, sameProducts } from '../catalog/plan-products.ts';
import { takenNames } from '../catalog/taken-by-others.ts';
import type { Drizzle } from '../connection/database.ts';
import { catalogImport } from '../schema.ts';
import { refuseRepeated } from './import-keys.ts';
import { type CheckedProduct, KINDS } from './imported-product.ts';
import {
  completionOf,
  currencyOf,
  formatOf,
  readImportedProducts,
} from './read-imported-products.ts';
import type { BatchContext, WorkedImport } from './worked-import.ts';

const PRODUCTS_AT_ONCE = 100;

/** Reads the next products of the file and compares them with the store's. */
export async function checkImportBatch(
  tx: Drizzle,
  job: WorkedImport,
  context: BatchContext,
): Promise<void> {
  const currency = await currencyOf(tx, job);
  const next = sql`position > ${job.reached} and position <= ${job.reached + PRODUCTS_AT_ONCE}`;
  const batch: CheckedProduct[] = await readImportedProducts(tx, job, next);
  await refuseRepeated(tx, job, batch);
  await plan(tx, batch, { ...context, format: formatOf(job) });
  await tx.execute(sql`
    update catalog_import_product p
    set kind = v.kind, title = v.title, product = v.product, product_id = v.product_id,
      changes = v.changes, problems = v.problems
    from jsonb_to_recordset(${JSON.stringify(batch.map((item) => verdictOf(item, { currency, context })))}::jsonb)
      as v(position integer, kind text, title text, product text, product_id uuid, changes jsonb, problems jsonb)
    where p.import_id = ${job.id} and p.position = v.position`);
  const count = (kind: ImportRowKind) => batch.filter((item) => kindOf(item) === kind).length;
  await tx
    .update(catalogImport)
    .set({
      reached: batch.at(-1)?.position ?? job.products ?? 0,
      newProducts: sql`${catalogImport.newProducts} + ${count('new')}`,
      changedProducts: sql`${catalogImport.changedProducts} + ${count('changed')}`,
      unchangedProducts: sql`${catalogImport.unchangedProducts} + ${count('unchanged')}`,
      refusedProducts: sql`${catalogImport.refusedProducts} + ${count('refused')}`,
    })
    .where(eq(catalogImport.id, job.id));
}

async function plan(
  tx: Drizzle,
  batch: CheckedProduct[],
  { storeId, links, format }: BatchContext & { format: CatalogFormat },
): Promise<void> {
  const good = batch.flatMap((item) =>
    item.product && item.problems.length === 0 ? [{ item, product: item.product }] : [],
  );
  if (good.length === 0) return;
  const products = good.map(({ product }) => product);
  const completion = completionOf(
    good.map(({ item, product }) => ({ ...item, product })),
    format,
  );
  const planned = await planProducts(tx, storeId, { products, links, completion });
  for (const [index, { item }] of good.entries()) item.planned = planned[index];
  for (const { index, earlier } of sameProducts(planned)) {
    const { item } = good[index]!;
    const value = `${good[earlier]?.item.line ?? ''}`;
    item.problems.push(fileProblem(item.line, 'same_product', { value }));
  }
  const taken = await takenNames(tx, storeId, planned);
  for (const [index, { item }] of good.entries()) {
    for (const { reason, value } of taken[index] ?? []) {
      item.problems.push(fileProblem(item.line, reason, { value }));
    }
  }
}

function kindOf({ problems, planned }: CheckedProduct): ImportRowKind {
  return problems.length > 0 || !planned ? 'refused' : KINDS[planned.change];
}

function verdictOf(
  item: CheckedProduct,
  { currency, context }: { currency: string; context: BatchContext },
) {
  const { position, product, planned, problems } = item;
  const kind = kindOf(item);
  const storable = (text: string | undefined) =>
    text?.toWellFormed().replaceAll('\0', '').slice(0, 500) ?? null;
  return {
    position,
    kind,
    title: storable(item.title ?? product?.title),
    // As it would be written now, for a run by a version of us that does not read the file's rows again then.
    product: kind === 'new' || kind === 'changed' ? JSON.stringify(planned?.product) : null,
    product_id: planned?.before?.product.id ?? null,
    changes: changesOf(planned, { currency, context }),
    problems: problems.map((problem) => ({ ...problem, value: storable(problem.value) ?? '' })),
  };
}

function changesOf(
  planned: PlannedProduct | undefined,
  { currency, context: { links } }: { currency: string; context: BatchContext },
): ImportFieldChange[] {
  if (!planned?.before || planned.change !== 'updated') return [];
  const as = (rows: PlannedProduct['rows']) => productFromRows(rows, { currency, links });
  return differencesOf(as(planned.before), as(planned.rows));
}
