import type {
  ImportFailure,
  ImportFormat,
  ImportProblem,
  RefusalReason,
  WantedImportFormat,
} from '../../../shared/catalog-import.ts';
import type { Product } from '../../../shared/product.ts';

/** The formats of catalog files that are recognised; `aisle` is JSON, `aisle-csv` our own table. */
export type CatalogFormat = ImportFormat;

/** What a merchant may ask for; with `aisle` the file may be JSON or our table. */
export type WantedFormat = WantedImportFormat;

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

/** `line`, `reason`, `field` (a column, an element, a JSON pointer) and `value`, at most 200 characters of it. */
export type FileProblem = ImportProblem;

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
export type FileFailure = Exclude<ImportFailure, 'interrupted' | 'internal'>;

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

/** `value` is what stands in the file, cut to 200 characters and made storable; lines count from 1. */
export function fileProblem(
  line: number,
  reason: RefusalReason,
  { field = '', value = '' }: { field?: string; value?: string } = {},
): FileProblem {
  return { line, reason, field, value: value.slice(0, SHOWN).toWellFormed().replaceAll('\0', ' ') };
}
