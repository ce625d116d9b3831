import { z } from 'zod';

/** Imports of catalog files as `/admin/api` speaks of them. Amounts in changes are written with decimals. */

export const ImportFormat = z.enum(['aisle', 'aisle-csv', 'shopify', 'google', 'woocommerce']);
export type ImportFormat = z.infer<typeof ImportFormat>;

export const WantedImportFormat = z.enum(['auto', 'aisle', 'shopify', 'google', 'woocommerce']);
export type WantedImportFormat = z.infer<typeof WantedImportFormat>;

export const CatalogExportFormat = z.enum([
  'aisle',
  'aisle-csv',
  'shopify',
  'google-tsv',
  'google-xml',
]);
export type CatalogExportFormat = z.infer<typeof CatalogExportFormat>;

/**
 * `receiving`: the file is on its way. `checking`: its products are compared with the store's. `ready`: it waits to be
 * run. `running`, then `done`; or `cancelled`, `failed` (with `failure`), or `expired` when nobody ran it for a week.
 */
export const ImportStatus = z.enum([
  'receiving',
  'checking',
  'ready',
  'running',
  'done',
  'cancelled',
  'failed',
  'expired',
]);
export type ImportStatus = z.infer<typeof ImportStatus>;

/** What becomes of products that the file does not mention. */
export const MissingProducts = z.enum(['leave', 'unavailable']);
export type MissingProducts = z.infer<typeof MissingProducts>;

export const ImportRowKind = z.enum(['new', 'changed', 'unchanged', 'refused']);
export type ImportRowKind = z.infer<typeof ImportRowKind>;

/** Why nothing of a file can be used. */
export const ImportFailure = z.enum([
  'empty',
  'no_rows',
  'not_text',
  'archive',
  'unknown_format',
  'columns_missing',
  'too_many_columns',
  'line_too_long',
  'cut_short',
  'quote_open',
  'too_large',
  'took_too_long',
  'broken_archive',
  'interrupted',
  'internal',
]);
export type ImportFailure = z.infer<typeof ImportFailure>;

/** Why one product is refused. */
export const RefusalReason = z.enum([
  'not_json',
  /** Not what it should be, in a way that none of the next ones names. */
  'shape',
  'missing',
  /** `value` is what it should be: `string`, `number`, `int`, `boolean`, `array` or `object`. */
  'wrong_kind',
  'empty',
  /** `value` is the most or the least that may be, here and in the next four. */
  'too_long',
  'too_many',
  'too_few',
  'number_too_large',
  'number_too_small',
  'not_one_of',
  'unknown_field',
  'not_address',
  'not_storable',
  'title_missing',
  'price_missing',
  'price_unreadable',
  'price_ambiguous',
  'number_unreadable',
  'currency_differs',
  'unpublished',
  'parent_missing',
  'repeated',
  'handle_taken',
  'sku_taken',
  'same_product',
  'too_many_rows',
  'not_written',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const ImportProblem = z.strictObject({
  /** Of the file; the first is 1. */
  line: z.int(),
  reason: RefusalReason,
  /** A column, an element, or a JSON pointer; empty for all of it. */
  field: z.string(),
  value: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/** A field that would change: as it is, and as it would be; null where there is nothing. Long texts are cut. */
export const ImportFieldChange = z.strictObject({
  /** Whose: a variant's title, or null for the product. */
  variant: z.string().nullable(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ImportFieldChange = z.infer<typeof ImportFieldChange>;

const Moment = z.string().nullable();
const Count = z.int().min(0);

export const CatalogImport = z.strictObject({
  id: z.string(),
  status: ImportStatus,
  file_name: z.string(),
  /** Null until it is recognised. */
  format: ImportFormat.nullable(),
  bytes: Count,
  /** Rows, lines or items that were read. */
  records: Count,
  /** Products; null until it is known which rows belong together. */
  products: Count.nullable(),
  /** How many of them are checked or, while it runs, dealt with. */
  reached: Count,
  /**
   * What was found by checking, until it is run; then what was done. Of one that was stopped, products that were still to
   * be made or changed are in none of them.
   */
  counts: z.strictObject({ new: Count, changed: Count, unchanged: Count, refused: Count }),
  /** Products that are made or changed so far. */
  written: Count,
  missing: MissingProducts,
  /** Products of the store that the file does not mention; null until it is checked. */
  missing_products: Count.nullable(),
  /** How many of those were made unavailable; null when none were to be. */
  missing_done: Count.nullable(),
  failure: z.strictObject({ code: ImportFailure, line: z.int() }).nullable(),
  cancel_requested: z.boolean(),
  actor: z.string(),
  created_at: z.string(),
  ready_at: Moment,
  started_at: Moment,
  finished_at: Moment,
});
export type CatalogImport = z.infer<typeof CatalogImport>;

export const CatalogImportList = z.strictObject({ imports: z.array(CatalogImport) });
export type CatalogImportList = z.infer<typeof CatalogImportList>;

export const ImportRow = z.strictObject({
  position: z.int(),
  line: z.int(),
  kind: ImportRowKind,
  title: z.string(),
  /** Of the store's product, when it is there. */
  product_id: z.string().nullable(),
  changes: z.array(ImportFieldChange),
  problems: z.array(ImportProblem),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportRowPage = z.strictObject({
  rows: z.array(ImportRow),
  next_cursor: z.string().nullable(),
});
export type ImportRowPage = z.infer<typeof ImportRowPage>;

export const ImportRun = z.strictObject({ missing: MissingProducts.default('leave') });
export type ImportRun = z.input<typeof ImportRun>;
