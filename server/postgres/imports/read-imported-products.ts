import { eq, type SQL, sql } from 'drizzle-orm';
import type { Product } from '../../../shared/product.ts';
import {
  type CatalogFormat,
  type FileRecord,
  fileProblem,
} from '../../shop/catalog-files/catalog-file.ts';
import { FORMATS } from '../../shop/catalog-files/formats.ts';
import { keepUnsaid } from '../../shop/catalog-files/keep-unsaid.ts';
import { markOf } from '../../shop/catalog-files/open-catalog-file.ts';
import { MOST_ROWS_OF_A_PRODUCT, readGroup } from '../../shop/catalog-files/read-catalog.ts';
import { columnsOf, saidBefore } from '../../shop/catalog-files/said-before.ts';
import type { Completion } from '../catalog/plan-products.ts';
import type { Drizzle } from '../connection/database.ts';
import { store } from '../schema.ts';
import type { ImportedProduct } from './imported-product.ts';
import type { WorkedImport } from './worked-import.ts';

const CHARACTERS_AT_ONCE = 8_000_000;
/** What is larger is no product, and is never read at once. */
const LARGEST_PRODUCT = 16_000_000;

/**
 * Reads products of the file again from its rows: those of `which` (a condition on `catalog_import_product`), in order,
 * as many as fit into memory well, at least one. One whose rows are not kept has the problem `too_many_rows` and no columns.
 */
export async function readImportedProducts(
  tx: Drizzle,
  job: WorkedImport,
  which: SQL,
): Promise<ImportedProduct[]> {
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
      where import_id = ${job.id} and ${which}
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
  const format = formatOf(job);
  const currency = await currencyOf(tx, job);
  const evidence = { points: job.pricePoints, commas: job.priceCommas };
  const decimalMark = markOf(format, evidence, currency);
  const readContext = { currency, decimalMark, now: job.createdAt };
  return [...Map.groupBy(rows, ({ position }) => position)].map(([position, members]) => {
    const [first] = members;
    const line = first?.start ?? 1;
    const group = first?.groupKey ?? '';
    const records = members.flatMap(({ line: at, cells }): FileRecord[] =>
      at === null || cells === null ? [] : [{ line: at, group, values: JSON.parse(cells) }],
    );
    const own = {
      position,
      line,
      columns: columnsOf(records),
      isHandleStated: FORMATS[format].statesHandle(records),
    };
    return records.length === 0
      ? { ...own, problems: [fileProblem(line, 'too_many_rows')] }
      : { ...own, ...readGroup(format, records, readContext) };
  });
}

export function formatOf({ format }: WorkedImport): CatalogFormat {
  return format ?? 'aisle';
}

export async function currencyOf(tx: Drizzle, { storeId }: WorkedImport): Promise<string> {
  const [owner] = await tx
    .select({ currency: store.currency })
    .from(store)
    .where(eq(store.id, storeId));
  return owner?.currency ?? 'USD';
}

export interface Completable {
  product: Product;
  /** What the file says something in; undefined: all of the product is said. */
  columns: ReadonlySet<string> | undefined;
  isHandleStated: boolean;
}

/** Completes products of a file, by their places, with what the file does not say of them. */
export function completionOf(items: Completable[], format: CatalogFormat): Completion {
  return {
    isHandleStated: (index) => items[index]?.isHandleStated ?? true,
    complete(index, stored) {
      const { product, columns, isHandleStated } = items[index]!;
      if (!columns) return product;
      const said = saidBefore(stored, { format, columns });
      return keepUnsaid(product, { stored, said, isHandleStated });
    },
  };
}
