import type { Product } from '../../../shared/product.ts';
import type { CatalogFormat, FileRecord, ReadContext } from './catalog-file.ts';
import { FORMATS } from './formats.ts';

/**
 * What a file with these `columns` would say of a product that the store has. Undefined where no file of this format can
 * be written, or where all is said anyhow.
 */
export function saidBefore(
  stored: Product,
  { format, columns }: { format: CatalogFormat; columns: ReadonlySet<string> },
): Product | undefined {
  const { write, read, hasOptionalColumns } = FORMATS[format];
  if (!write) return undefined;
  const records = write(stored).map((values): FileRecord => {
    const said = Object.entries(values).filter(
      ([name]) => !hasOptionalColumns || columns.has(name),
    );
    return { line: 1, group: '', values: Object.fromEntries(said) };
  });
  const { currency } = stored.price_range.min;
  const context: ReadContext = { currency, decimalMark: '.', now: new Date(0) };
  return read(records, context).product;
}

/** The columns that a product's rows have, empty ones too. */
export function columnsOf(records: FileRecord[]): Set<string> {
  return new Set(records.flatMap(({ values }) => Object.keys(values)));
}
