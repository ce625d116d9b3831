import type { CatalogWriter, UpsertCount } from './catalog.ts';
import type { FileProblem } from './catalog-files/catalog-file.ts';
import { readCatalog } from './catalog-files/read-catalog.ts';
import { systemClock } from './clock.ts';
import type { Store } from './store.ts';

export interface ImportReport extends UpsertCount {
  /** Products in the file, right or wrong. */
  read: number;
  /** Every wrong product, in the order of the file. */
  problems: FileProblem[];
}

/**
 * Brings a small file of ours into a store at once, in one transaction: for demo stores, where a merchant's file goes
 * through a job. With a wrong product in it nothing is written. Throws CatalogFileError for what is no catalog, and
 * AppError `invalid_request` when the products clash with each other or with what the store has.
 */
export async function importCatalog(
  { writer }: { writer: CatalogWriter },
  store: Pick<Store, 'id' | 'currency'>,
  text: string,
): Promise<ImportReport> {
  async function* bytes() {
    yield Buffer.from(text);
  }
  const { currency } = store;
  const options = { format: 'aisle', currency, now: systemClock.now() } as const;
  const { products: listed } = await readCatalog(bytes(), options);
  const problems = listed.flatMap((item) => item.problems);
  const report = { read: listed.length, problems, created: 0, updated: 0, unchanged: 0 };
  if (problems.length > 0) return report;
  const products = listed.flatMap(({ product }) => product ?? []);
  return { ...report, ...(await writer.upsert(store.id, products)) };
}
