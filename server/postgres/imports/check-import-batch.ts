import { eq, sql } from 'drizzle-orm';
import type { ImportFieldChange, ImportRowKind } from '../../../shared/catalog-import.ts';
import type { Product } from '../../../shared/product.ts';
import { differencesOf } from '../../admin/import-differences.ts';
import {
  type CatalogFormat,
  type FileProblem,
  type FileRecord,
  fileProblem,
} from '../../shop/catalog-files/catalog-file.ts';
import { FORMATS } from '../../shop/catalog-files/formats.ts';
import { keepUnsaid } from '../../shop/catalog-files/keep-unsaid.ts';
import { markOf } from '../../shop/catalog-files/open-catalog-file.ts';
import { MOST_ROWS_OF_A_PRODUCT, readGroup } from '../../shop/catalog-files/read-catalog.ts';
import { columnsOf, saidBefore } from '../../shop/catalog-files/said-before.ts';
import { productFromRows } from '../catalog/catalog-rows.ts';
import {
  type Completion,
  type PlannedProduct,
  planProducts,
  sameProducts,
} from '../catalog/plan-products.ts';
import { takenNames } from '../catalog/taken-by-others.ts';
import type { Drizzle } from '../connection/database.ts';
import { catalogImport, store } from '../schema.ts';
import type { BatchContext, WorkedImport } from './catalog-import-work.ts';
import { refuseRepeated } from './import-keys.ts';
import { KINDS } from './write-import-batch.ts';

const PRODUCTS_AT_ONCE = 100;
const CHARACTERS_AT_ONCE = 8_000_000;
/** What is larger is no product, and is never read at once. */
const LARGEST_PRODUCT = 16_000_000;

/** One product of the file on its way to a verdict. */
export interface CheckedProduct {
  position: number;
  line: number;
  groupKey: string;
  title?: string;
  product?: Product;
  problems: FileProblem[];
  /** What the file has to say something in. */
  columns: ReadonlySet<string>;
  isHandleStated: boolean;
  planned?: PlannedProduct;
}

/** Reads the next products of the file and compares them with the store's. */
export async function checkImportBatch(
  tx: Drizzle,
  job: WorkedImport,
  context: BatchContext,
): Promise<void> {
  const [owner] = await tx
    .select({ currency: store.currency })
    .from(store)
    .where(eq(store.id, job.storeId));
  const currency = owner?.currency ?? 'USD';
  const batch = await readBatch(tx, job, currency);
  await refuseRepeated(tx, job, batch);
  await plan(tx, batch, { ...context, format: job.format ?? 'aisle' });
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

/** As many as fit into memory well, at least one. */
async function readBatch(
  tx: Drizzle,
  job: WorkedImport,
  currency: string,
): Promise<CheckedProduct[]> {
  const rows = await tx.execute<{
    position: number;
    groupKey: string;
    start: number;
    line: number | null;
    cells: string | null;
  }>(sql`
    with chosen as (
      select position, group_key, line, size,
        sum(size) over (order by position) - size as before
      from catalog_import_product
      where import_id = ${job.id} and position > ${job.reached} and position <= ${job.reached + PRODUCTS_AT_ONCE}
    )
    select c.position, c.group_key as "groupKey", c.line as start, r.line, r.cells
    from chosen c
    left join lateral (
      select line, cells from catalog_import_record
      where import_id = ${job.id} and group_key = c.group_key and c.size <= ${LARGEST_PRODUCT}
      order by seq limit ${MOST_ROWS_OF_A_PRODUCT + 1}
    ) r on true
    where c.before < ${CHARACTERS_AT_ONCE}
    order by c.position, r.line`);
  const format = job.format ?? 'aisle';
  const evidence = { points: job.pricePoints, commas: job.priceCommas };
  const decimalMark = markOf(format, evidence, currency);
  const readContext = { currency, decimalMark, now: job.createdAt };
  return [...Map.groupBy(rows, ({ position }) => position)].map(([position, members]) => {
    const [first] = members;
    const line = first?.start ?? 1;
    const groupKey = first?.groupKey ?? '';
    const records = members.flatMap(({ line: at, cells }): FileRecord[] =>
      at === null || cells === null
        ? []
        : [{ line: at, group: groupKey, values: JSON.parse(cells) }],
    );
    const own = {
      position,
      line,
      groupKey,
      columns: columnsOf(records),
      isHandleStated: FORMATS[format].statesHandle(records),
    };
    return records.length === 0
      ? { ...own, problems: [fileProblem(line, 'too_many_rows')] }
      : { ...own, ...readGroup(format, records, readContext) };
  });
}

async function plan(
  tx: Drizzle,
  batch: CheckedProduct[],
  { storeId, links, format }: BatchContext & { format: CatalogFormat },
): Promise<void> {
  const good = batch.filter(({ problems }) => problems.length === 0);
  const products = good.flatMap(({ product }) => product ?? []);
  if (products.length === 0) return;
  const completion: Completion = {
    isHandleStated: (index) => good[index]?.isHandleStated ?? true,
    complete(index, stored) {
      const { columns, isHandleStated } = good[index]!;
      const said = saidBefore(stored, { format, columns });
      return keepUnsaid(products[index]!, { stored, said, isHandleStated });
    },
  };
  const planned = await planProducts(tx, storeId, { products, links, completion });
  for (const [index, item] of good.entries()) item.planned = planned[index];
  for (const { index, earlier } of sameProducts(planned)) {
    const value = `${good[earlier]?.line ?? ''}`;
    good[index]?.problems.push(fileProblem(good[index].line, 'same_product', { value }));
  }
  const taken = await takenNames(tx, storeId, planned);
  for (const [index, item] of good.entries()) {
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
    // Only what will be written is kept: the rest would double the file.
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
