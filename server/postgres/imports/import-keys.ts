import { and, eq, inArray } from 'drizzle-orm';
import { fileProblem } from '../../shop/catalog-files/catalog-file.ts';
import { keysOf } from '../../shop/check-products.ts';
import type { Drizzle } from '../connection/database.ts';
import { catalogImportKey } from '../schema.ts';
import type { CheckedProduct } from './imported-product.ts';
import type { WorkedImport } from './worked-import.ts';

const KEYS_AT_ONCE = 1_000;

/** Refuses products with an id, a handle or a SKU that an earlier one of the file has, and keeps those of the others. */
export async function refuseRepeated(
  tx: Drizzle,
  { id: importId, storeId }: WorkedImport,
  batch: CheckedProduct[],
): Promise<void> {
  const good = batch.flatMap((item) =>
    item.product && item.problems.length === 0 ? [{ item, keys: keysOf(item.product) }] : [],
  );
  const asked = [...new Set(good.flatMap(({ keys }) => keys.map(({ what }) => what)))];
  const used = new Map<string, number>();
  for (const some of parts(asked)) {
    const rows = await tx
      .select({ key: catalogImportKey.key, line: catalogImportKey.line })
      .from(catalogImportKey)
      .where(and(eq(catalogImportKey.importId, importId), inArray(catalogImportKey.key, some)));
    for (const { key, line } of rows) used.set(key, line);
  }
  const added: { key: string; line: number }[] = [];
  for (const { item, keys } of good) {
    const own = new Set<string>();
    for (const { pointer, what, name } of keys) {
      const earlier = used.get(what) ?? (own.has(what) ? item.line : undefined);
      own.add(what);
      if (earlier === undefined) continue;
      const value = `${name} (${earlier})`;
      item.problems.push(fileProblem(item.line, 'repeated', { field: pointer, value }));
    }
    if (item.problems.length > 0) continue;
    for (const key of own) {
      used.set(key, item.line);
      added.push({ key, line: item.line });
    }
  }
  for (const some of parts(added)) {
    await tx
      .insert(catalogImportKey)
      .values(some.map((row) => ({ ...row, importId, storeId })))
      .onConflictDoNothing();
  }
}

function* parts<T>(items: T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += KEYS_AT_ONCE) {
    yield items.slice(from, from + KEYS_AT_ONCE);
  }
}
