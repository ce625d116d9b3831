import type { Product } from '../../../shared/product.ts';

/** The formats of catalog files that are recognised; `aisle` is JSON, `aisle-csv` our own table. */
export type CatalogFormat = 'aisle' | 'aisle-csv' | 'shopify' | 'google' | 'woocommerce';

/** What a merchant may ask for; with `aisle` the file may be JSON or our table. */
export type WantedFormat = 'auto' | Exclude<CatalogFormat, 'aisle-csv'>;

/**
 * Cells or elements by normalised name, each with every value that it has, in order; none for an empty cell. A line of
 * JSON has `json` alone.
 */
export type RecordValues = Record<string, string[]>;

/** One row, line or item of a file. Records of one group are one product, wherever they stand. */
export interface FileRecord {
  /** Where it starts; the first line of a file is 1. */
  line: number;
  group: string;
  /** Another name by which rows may refer to the group. */
  alias?: string;
  values: RecordValues;
}

/** Why a product or a whole file is refused. Pages have a sentence for each. */
export type RefusalReason =
  | 'not_json'
  | 'shape'
  | 'title_missing'
  | 'price_missing'
  | 'price_unreadable'
  | 'price_ambiguous'
  | 'number_unreadable'
  | 'currency_differs'
  | 'unpublished'
  | 'parent_missing'
  | 'repeated'
  | 'handle_taken'
  | 'sku_taken'
  | 'same_product'
  | 'too_many_rows'
  | 'not_written';

export interface FileProblem {
  line: number;
  reason: RefusalReason;
  /** A column, an element, or a JSON pointer into the product; empty for all of it. */
  field: string;
  /** What stands there, or what is wrong with it; at most 200 characters. */
  value: string;
}

/** A product as a file states it, or why it cannot be had. `product` is present exactly when `problems` is empty. */
export interface ReadProduct {
  product?: Product;
  problems: FileProblem[];
  /** What the file calls it, for whoever looks at a refusal. */
  title?: string;
}

/** What reading prices and sales depends on. */
export interface ReadContext {
  /** Of the store; ISO 4217. */
  currency: string;
  /** Digits behind the decimal mark: see `decimalMarkOf`. */
  decimalMark: DecimalMark;
  /** Sales that are not on at this moment do not count. */
  now: Date;
}

/** `unknown`: the file's prices leave it open. */
export type DecimalMark = '.' | ',' | 'unknown';

/** Why nothing of a file can be used. */
export type FileFailure =
  | 'empty'
  | 'no_rows'
  | 'not_text'
  | 'archive'
  | 'unknown_format'
  | 'columns_missing'
  | 'too_many_columns'
  | 'line_too_long'
  | 'cut_short'
  | 'quote_open'
  | 'too_large'
  | 'broken_archive';

/** A file that is of no use as a whole. `line` is 0 when no line is to blame. */
export class CatalogFileError extends Error {
  readonly failure: FileFailure;
  readonly line: number;

  constructor(failure: FileFailure, line = 0) {
    super(line > 0 ? `${failure} on line ${line}` : failure);
    this.name = 'CatalogFileError';
    this.failure = failure;
    this.line = line;
  }
}

const SHOWN = 200;

export function fileProblem(
  line: number,
  reason: RefusalReason,
  { field = '', value = '' }: { field?: string; value?: string } = {},
): FileProblem {
  return { line, reason, field, value: value.slice(0, SHOWN).toWellFormed().replaceAll('\0', ' ') };
}
