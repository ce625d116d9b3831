import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { ImportRowKind } from '../../../shared/catalog-import.ts';
import type { Product } from '../../../shared/product.ts';
import { AppError } from '../../errors.ts';
import {
  type CatalogFormat,
  type FileProblem,
  fileProblem,
} from '../../shop/catalog-files/catalog-file.ts';
import { writeWithin } from '../catalog/catalog-write.ts';
import type { PlannedProduct } from '../catalog/plan-products.ts';
import { NameTaken } from '../catalog/taken-by-others.ts';
import type { Drizzle } from '../connection/database.ts';
import { catalogImport, catalogImportProduct } from '../schema.ts';
import { KINDS } from './imported-product.ts';
import {
  type Completable,
  completionOf,
  formatOf,
  readImportedProducts,
} from './read-imported-products.ts';
import type { BatchContext, WorkedImport } from './worked-import.ts';

const PRODUCTS_AT_ONCE = 100;

interface Waiting extends Completable {
  position: number;
  line: number;
  kind: 'new' | 'changed';
}

/**
 * Writes the next products of the file: all of each or nothing of it, and the progress with them. What the file does not
 * say of a product stays as it is now, not as it was when the file was checked: somebody may have edited it since.
 */
export async function writeImportBatch(
  tx: Drizzle,
  job: WorkedImport,
  context: BatchContext,
): Promise<void> {
  const { waiting, upTo } = await readWaiting(tx, job);
  const { written, refused } = await writeEach(tx, waiting, { ...context, format: formatOf(job) });
  if (written.length > 0) {
    await tx.execute(sql`
      update catalog_import_product p
      set is_written = true, kind = v.kind, product_id = v.product_id, product = null
      from jsonb_to_recordset(${JSON.stringify(
        written.map(({ position, planned }) => ({
          position,
          kind: KINDS[planned.change],
          product_id: planned.rows.product.id,
        })),
      )}::jsonb) as v(position integer, kind text, product_id uuid)
      where p.import_id = ${job.id} and p.position = v.position`);
  }
  for (const { item, why } of refused) {
    const problems = [fileProblem(item.line, why.reason, { value: why.value })];
    await tx
      .update(catalogImportProduct)
      .set({ kind: 'refused', problems, product: null })
      .where(
        and(
          eq(catalogImportProduct.importId, job.id),
          eq(catalogImportProduct.position, item.position),
        ),
      );
  }
  // The store may have changed since the check: what is counted in the end is what was done.
  const done = (kind: ImportRowKind) =>
    written.filter(({ planned }) => KINDS[planned.change] === kind).length;
  const more = (kind: Waiting['kind']) =>
    done(kind) - waiting.filter((item) => item.kind === kind).length;
  await tx
    .update(catalogImport)
    .set({
      reached: upTo,
      written: sql`${catalogImport.written} + ${done('new') + done('changed')}`,
      newProducts: sql`${catalogImport.newProducts} + ${more('new')}`,
      changedProducts: sql`${catalogImport.changedProducts} + ${more('changed')}`,
      unchangedProducts: sql`${catalogImport.unchangedProducts} + ${done('unchanged')}`,
      refusedProducts: sql`${catalogImport.refusedProducts} + ${refused.length}`,
    })
    .where(eq(catalogImport.id, job.id));
}

async function readWaiting(
  tx: Drizzle,
  job: WorkedImport,
): Promise<{ waiting: Waiting[]; upTo: number }> {
  const upTo = Math.min(job.reached + PRODUCTS_AT_ONCE, job.products ?? 0);
  const { position, line, kind, product, importId } = catalogImportProduct;
  const rows = await tx
    .select({ position, line, kind, product })
    .from(catalogImportProduct)
    .where(
      and(
        eq(importId, job.id),
        gt(position, job.reached),
        lte(position, upTo),
        inArray(kind, ['new', 'changed']),
      ),
    )
    .orderBy(asc(position));
  const checked = rows.flatMap((row) =>
    row.product !== null && (row.kind === 'new' || row.kind === 'changed')
      ? [{ ...row, kind: row.kind, product: row.product }]
      : [],
  );
  const positions = sql.param(checked.map((row) => row.position));
  const read = await readImportedProducts(tx, job, sql`position = any (${positions}::integer[])`);
  const waiting = read.map((item, index): Waiting => {
    const { product: asChecked, ...row } = checked[index]!;
    // The version of us before this one forgot the rows as soon as they were checked.
    if (!item.product || item.columns.size === 0) {
      const whole = JSON.parse(asChecked) as Product;
      return { ...row, product: whole, columns: undefined, isHandleStated: true };
    }
    const { columns, isHandleStated } = item;
    return { ...row, product: item.product, columns, isHandleStated };
  });
  const isAll = read.length === checked.length;
  return { waiting, upTo: isAll ? upTo : read.at(-1)!.position };
}

interface Written {
  position: number;
  planned: PlannedProduct;
}

interface Refused {
  item: Waiting;
  why: Why;
}

type Why = Pick<FileProblem, 'reason' | 'value'>;

/** Together when they go together, else each by itself, so that one that cannot be written keeps none of the others. */
async function writeEach(
  tx: Drizzle,
  items: Waiting[],
  context: BatchContext & { format: CatalogFormat },
): Promise<{ written: Written[]; refused: Refused[] }> {
  if (items.length === 0) return { written: [], refused: [] };
  const { storeId, links, format } = context;
  try {
    const products = items.map(({ product }) => product);
    const completion = completionOf(items, format);
    const planned = await tx.transaction((part) =>
      writeWithin(part, storeId, { products, links, completion }),
    );
    const written = items.map(({ position }, index) => ({ position, planned: planned[index]! }));
    return { written, refused: [] };
  } catch (error) {
    const why = whyNotWritten(error);
    if (why === undefined) throw error;
    const [item] = items;
    if (items.length === 1 && item) return { written: [], refused: [{ item, why }] };
  }
  const written: Written[] = [];
  const refused: Refused[] = [];
  for (const item of items) {
    const result = await writeEach(tx, [item], context);
    written.push(...result.written);
    refused.push(...result.refused);
  }
  return { written, refused };
}

const DEEPEST_CAUSE = 4;
/** SQLSTATE of data that does not fit, and of rules that it breaks. */
const PRODUCT_TO_BLAME = /^2[23]...$/;

/** Undefined when it is not the product's fault. */
function whyNotWritten(error: unknown): Why | undefined {
  if (error instanceof NameTaken) return error.taken;
  if (error instanceof AppError) {
    const isOfProduct = error.code === 'invalid_request' || error.code === 'conflict';
    return isOfProduct ? { reason: 'not_written', value: error.code } : undefined;
  }
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && current instanceof Error; depth += 1) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string' && PRODUCT_TO_BLAME.test(code)) {
      return { reason: 'not_written', value: `SQLSTATE ${code}` };
    }
    current = current.cause;
  }
  return undefined;
}
