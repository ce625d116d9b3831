import type { FileFailure, FileProblem } from './catalog-file.ts';

type Sentence = (value: string) => string;

const REASONS: Record<FileProblem['reason'], Sentence> = {
  not_json: () => 'is not JSON',
  shape: (value) => value || 'is not what it should be',
  title_missing: () => 'has no title',
  price_missing: () => 'has no price',
  price_unreadable: (value) => `"${value}" is not a price of this store's currency`,
  price_ambiguous: (value) => `"${value}" can be read in two ways`,
  number_unreadable: (value) => `"${value}" is not a whole number`,
  currency_differs: (value) => `${value}: the store sells in another currency`,
  unpublished: (value) => `is not published (${value})`,
  parent_missing: (value) => `its parent product "${value}" is not in the file`,
  repeated: (value) => `stands twice in the file: ${value}`,
  handle_taken: (value) => `the handle is another product's: ${value}`,
  sku_taken: (value) => `the SKU is another product's: ${value}`,
  same_product: (value) => `is the same product of the store as line ${value}`,
  too_many_rows: () => 'has more rows than a product may have',
  not_written: (value) => `could not be written: ${value}`,
};

/** Why a product is refused, in English, for terminals and files: `price "x" is not a price…`. */
export function problemText({ field, reason, value }: FileProblem): string {
  return `${field} ${REASONS[reason](value)}`.trim();
}

const FAILURES: Record<FileFailure | 'interrupted' | 'internal', string> = {
  empty: 'The file is empty.',
  no_rows: 'The file has a header and nothing below it.',
  not_text: 'The file is not text: export it as CSV, JSON or XML.',
  archive: 'The file is an archive or a spreadsheet: unpack it, or save it as CSV.',
  unknown_format:
    'The columns are those of no format that is known here: Aisle, Shopify, WooCommerce, Google Merchant.',
  columns_missing: 'Columns are missing that this format needs.',
  too_many_columns: 'The file has too many columns.',
  line_too_long: 'A row is too long to be one of a catalog.',
  cut_short: 'The file ends in the middle: it was cut short.',
  quote_open: 'A quotation mark is opened and never closed.',
  too_large: 'The file is too large.',
  broken_archive: 'The file is packed and cannot be unpacked: it is damaged.',
  interrupted: 'The file did not arrive whole.',
  internal: 'Something went wrong here.',
};

/** Why a whole file is refused, as a sentence in English. `line` is 0 when no line is to blame. */
export function failureText({ code, line }: { code: keyof typeof FAILURES; line: number }): string {
  return line > 0 ? `Line ${line}: ${FAILURES[code]}` : FAILURES[code];
}
