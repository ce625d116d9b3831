import type {
  CatalogFormat,
  FileRecord,
  ReadContext,
  ReadProduct,
  WantedFormat,
} from './catalog-file.ts';
import { fileProblem } from './catalog-file.ts';
import { FORMATS } from './formats.ts';
import { markOf, openCatalogFile } from './open-catalog-file.ts';

/** A product of a file in memory, and where it starts. */
export interface ListedProduct extends ReadProduct {
  line: number;
}

/** A product has at most 2,000 variants, and as many rows again with pictures. */
export const MOST_ROWS_OF_A_PRODUCT = 5_000;

/** The product that the rows of one group are. */
export function readGroup(
  format: CatalogFormat,
  records: FileRecord[],
  context: ReadContext,
): ReadProduct {
  if (records.length <= MOST_ROWS_OF_A_PRODUCT) return FORMATS[format].read(records, context);
  return { problems: [fileProblem(records[0]?.line ?? 1, 'too_many_rows')] };
}

/**
 * Reads a small file at once, in the order of its products' first rows: for demo stores and tests. Large files go
 * through the database, a batch at a time. Throws CatalogFileError.
 */
export async function readCatalog(
  bytes: AsyncIterable<Uint8Array>,
  { format: wanted, currency, now }: { format: WantedFormat; currency: string; now: Date },
): Promise<{ format: CatalogFormat; products: ListedProduct[] }> {
  const limits = { maxBytes: MOST_BYTES_AT_ONCE, maxMs: LONGEST_MS };
  const { format, records, evidence } = await openCatalogFile(bytes, { format: wanted, ...limits });
  const all: FileRecord[] = [];
  for await (const record of records) all.push(record);
  const owners = new Map(all.flatMap(({ alias, group }) => (alias ? [[alias, group]] : [])));
  const groups = Map.groupBy(all, ({ group }) => owners.get(group) ?? group);
  const context = { currency, now, decimalMark: markOf(format, evidence, currency) };
  const products = [...groups.values()].map((rows) => ({
    line: rows[0]?.line ?? 1,
    ...readGroup(format, rows, context),
  }));
  return { format, products };
}

const MOST_BYTES_AT_ONCE = 50_000_000;
const LONGEST_MS = 60_000;
