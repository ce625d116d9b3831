import type { Product } from '../../../shared/product.ts';
import type { FileRecord, ReadContext, ReadProduct, RecordValues } from './catalog-file.ts';

/** How one format is read. Pure: what needs the store or the database is done by whoever calls it. */
export interface FormatReader {
  /** Columns with prices: they tell how the file writes decimals. */
  priceColumns: string[];
  /** Columns without which nothing of the file can be read; any one of each list will do. */
  needs: string[][];
  /** Names that mean the same as an older or shorter one of ours. */
  canonical?(column: string): string;
  /** Columns whose values are parted by commas in a table; in XML each element is one of them. */
  listColumns?: ReadonlySet<string>;
  /** Which product a row belongs to; empty when the row does not say. */
  groupOf(values: RecordValues): { group: string; alias?: string };
  /** The product that these rows are, in the order of the file. */
  read(records: FileRecord[], context: ReadContext): ReadProduct;
  /** Whether its rows name a product's handle; it is made up where they do not. */
  statesHandle(records: FileRecord[]): boolean;
  /** The rows that say of a product what this format can say; absent where it is only read. */
  write?(product: Product): RecordValues[];
  /** A column that the file does not have says nothing, and what the store has there stays. */
  hasOptionalColumns?: boolean;
}
