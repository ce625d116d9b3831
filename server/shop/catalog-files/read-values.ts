import type { Variant } from '../../../shared/product.ts';
import { currencyExponent } from '../money.ts';
import {
  type FileProblem,
  type FileRecord,
  fileProblem,
  type ReadContext,
  type RecordValues,
} from './catalog-file.ts';
import { inCommaList } from './cell-text.ts';
import { readAmount } from './read-amount.ts';

/** The first value of that name; empty when there is none. */
export function textOf(values: RecordValues, ...names: string[]): string {
  for (const name of names) {
    const value = Object.hasOwn(values, name) ? values[name]?.[0] : undefined;
    if (value !== undefined && value !== '') return value;
  }
  return '';
}

/** All values of that name, empty ones too, in the order of the file. */
export function allOf(values: RecordValues, name: string): string[] {
  return Object.hasOwn(values, name) ? (values[name] ?? []) : [];
}

/** With the values of these columns as a table's cells have them, to be read by `commaList`. */
export function withLists(
  values: RecordValues,
  columns: ReadonlySet<string> = new Set(),
): RecordValues {
  const cells = Object.entries(values).map(([name, given]) => [
    name,
    columns.has(name) ? given.map(inCommaList) : given,
  ]);
  return Object.fromEntries(cells);
}

/** A row as reading a table would give it; an empty cell is a column without a value. */
export function recordValues(columns: readonly string[], cells: string[]): RecordValues {
  const values = columns.map((name, index) => [name, cells[index] ? [cells[index]] : []]);
  return Object.fromEntries(values) as RecordValues;
}

/** What belongs to the product stands on its first row, or on all of them. */
export function firstOf(records: FileRecord[], ...names: string[]): string {
  for (const { values } of records) {
    const value = textOf(values, ...names);
    if (value !== '') return value;
  }
  return '';
}

export interface ReadPrices {
  price: Variant['price'];
  list_price?: Variant['price'];
}

/**
 * The price of a row and the higher one that is crossed out beside it. Undefined, with a problem added, when there is no
 * price or one cannot be read.
 */
export function readPrices(
  { line, values }: FileRecord,
  columns: { price: string; listPrice: string },
  { context, problems }: { context: ReadContext; problems: FileProblem[] },
): ReadPrices | undefined {
  const price = readPrice({ line, values }, columns.price, { context, problems });
  const listed = readPrice({ line, values }, columns.listPrice, { context, problems });
  if (price === 'unreadable' || listed === 'unreadable') return undefined;
  if (price === undefined) {
    problems.push(fileProblem(line, 'price_missing', { field: columns.price }));
    return undefined;
  }
  return pricePair(price, listed, context.currency);
}

/** A crossed-out price that is not higher would be a lie. */
export function pricePair(price: number, listed: number | undefined, currency: string): ReadPrices {
  const pair: ReadPrices = { price: { amount: price, currency } };
  if (listed !== undefined && listed > price) pair.list_price = { amount: listed, currency };
  return pair;
}

/** Undefined for an empty cell. */
export function readPrice(
  { line, values }: Pick<FileRecord, 'line' | 'values'>,
  column: string,
  { context, problems }: { context: ReadContext; problems: FileProblem[] },
): number | undefined | 'unreadable' {
  const text = textOf(values, column);
  if (text.trim() === '') return undefined;
  const { currency, decimalMark } = context;
  const read = readAmount(text, { currency, decimalMark, exponent: currencyExponent(currency) });
  if ('amount' in read) return read.amount;
  problems.push(fileProblem(line, read.reason, { field: column, value: text }));
  return 'unreadable';
}

/** A number of pieces; what is owed counts as none. Undefined for an empty cell, and with a problem for no number. */
export function readCount(
  { line, values }: FileRecord,
  column: string,
  problems: FileProblem[],
): number | undefined {
  const text = textOf(values, column).trim();
  if (text === '') return undefined;
  const match = /^(-?)(\d{1,9})(?:[.,]0+)?$/.exec(text);
  if (match) return match[1] === '-' ? 0 : Number(match[2]);
  problems.push(fileProblem(line, 'number_unreadable', { field: column, value: text }));
  return undefined;
}

/** A handle made of a title and what tells it from another of that title: small letters without marks, digits, dashes. */
export function handleOf(title: string, own = ''): string {
  const [first, second] = [dashed(title), dashed(own)];
  return [first, ...(first.includes(second) ? [] : [second])]
    .filter(Boolean)
    .join('-')
    .slice(0, 200);
}

function dashed(text: string): string {
  return text
    .replace(/[đĐ]/g, 'd')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** The options of a product from those of its variants, in the order in which they and their values first stand there. */
export function optionsOf(variants: Pick<Variant, 'options'>[]) {
  const labels = new Map<string, Set<string>>();
  for (const { options } of variants) {
    for (const { name, label } of options ?? []) {
      const known = labels.get(name) ?? new Set();
      labels.set(name, known.add(label));
    }
  }
  return [...labels].map(([name, values]) => ({
    name,
    values: [...values].map((label) => ({ label })),
  }));
}

/** A list, or nothing instead of an empty one. */
export function filled<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** An object, or nothing instead of one whose fields are all undefined. */
export function filledObject<T extends object>(object: T): T | undefined {
  return Object.values(object).some((value) => value !== undefined) ? object : undefined;
}

/** Each picture once, whatever stands around its address. */
export function pictures(urls: string[], alts: string[] = []) {
  const seen = new Set<string>();
  return urls.flatMap((given, index) => {
    const url = given.trim();
    if (url === '' || seen.has(url)) return [];
    seen.add(url);
    const alt = alts[index]?.trim();
    return [{ type: 'image', url, ...(alt ? { alt_text: alt.slice(0, 1000) } : {}) }];
  });
}

/** What a barcode of so many digits is called. */
export function barcodes(code: string): Variant['barcodes'] {
  const value = code.trim().replace(/^'/, '');
  if (value === '') return undefined;
  const digits = value.replace(/[\s-]/g, '');
  const type = /^\d{13}$/.test(digits)
    ? /^97[89]/.test(digits)
      ? 'ISBN'
      : 'EAN'
    : /^\d{12}$/.test(digits)
      ? 'UPC'
      : 'GTIN';
  return [{ type, value: /^[\d\s-]+$/.test(value) ? digits : value }];
}
