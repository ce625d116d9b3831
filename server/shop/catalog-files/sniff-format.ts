import { CatalogFileError, type CatalogFormat, type WantedFormat } from './catalog-file.ts';
import { columnName } from './csv-records.ts';
import { FORMATS } from './formats.ts';

export type FileKind =
  | { syntax: 'json'; format: CatalogFormat }
  | { syntax: 'xml'; format: CatalogFormat }
  | { syntax: 'csv'; format: CatalogFormat; delimiter: string };

const DELIMITERS = [',', ';', '\t', '|'];
type TableFormat = Exclude<CatalogFormat, 'aisle'>;

/**
 * What a file is, by its beginning (`head`, at least its first line). Throws CatalogFileError `empty`,
 * `unknown_format`, and `columns_missing` where the format was named and the columns are another's.
 */
export function sniffFormat(head: string, wanted: WantedFormat): FileKind {
  const text = head.trimStart();
  if (text === '') throw new CatalogFileError('empty');
  if (text.startsWith('<')) return onlyAs(wanted, 'google', { syntax: 'xml', format: 'google' });
  if (text.startsWith('{') || text.startsWith('[')) {
    return onlyAs(wanted, 'aisle', { syntax: 'json', format: 'aisle' });
  }
  const { delimiter, columns } = readHeader(text);
  const format =
    wanted === 'auto' ? tableFormat(columns) : wanted === 'aisle' ? 'aisle-csv' : wanted;
  if (!format) throw new CatalogFileError('unknown_format');
  if (!hasWhatItNeeds(format, columns)) throw new CatalogFileError('columns_missing', 1);
  return { syntax: 'csv', format, delimiter };
}

function onlyAs(wanted: WantedFormat, format: WantedFormat, kind: FileKind): FileKind {
  if (wanted === 'auto' || wanted === format) return kind;
  throw new CatalogFileError('columns_missing', 1);
}

/** The sign that parts most columns of the first line, quoted text left aside. */
function readHeader(text: string): { delimiter: string; columns: string[] } {
  const bare = text.replace(/"(?:[^"]|"")*"/g, (quoted) => quoted.replace(/[,;\t|\r\n]/g, ' '));
  const [line = ''] = bare.split(/\r\n|\r|\n/, 1);
  const counts = DELIMITERS.map((sign) => line.split(sign).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  const columns = line.split(delimiter).map((cell) => columnName(cell.replaceAll('"', '')));
  return { delimiter, columns };
}

/** Told apart by columns that the others do not have. */
function tableFormat(columns: string[]): TableFormat | undefined {
  const has = (...names: string[]) => names.some((name) => columns.includes(name));
  if (has('url handle', 'body (html)', 'option1 value', 'variant price')) return 'shopify';
  const woo = columns.map((column) => FORMATS.woocommerce.canonical?.(column) ?? column);
  const hasWooPrice = woo.includes('regular price') || woo.includes('sale price');
  if (hasWooPrice && woo.includes('name')) return 'woocommerce';
  if (has('handle', 'external_id') && has('title') && has('price')) return 'aisle-csv';
  const google = columns.map((column) => FORMATS.google.canonical?.(column) ?? column);
  const looksGoogle = ['id', 'title', 'price'].every((name) => google.includes(name));
  const hasMore = ['link', 'image_link', 'availability', 'gtin'].some((name) =>
    google.includes(name),
  );
  if (looksGoogle && hasMore) return 'google';
  return has('id') && has('title') && has('price') ? 'aisle-csv' : undefined;
}

function hasWhatItNeeds(format: TableFormat, columns: string[]): boolean {
  const { needs, canonical = (column: string) => column } = FORMATS[format];
  const known = new Set(columns.map(canonical));
  return needs.every((names) => names.some((name) => known.has(name)));
}
