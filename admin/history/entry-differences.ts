import type { AdminAuditEntry } from '../../shared/admin-audit.ts';
import { showDollars } from '../format/dollars.ts';
import { formatDateTime } from '../format/format-moment.ts';
import type { HistoryWords } from './history-words.ts';

/** One field that an entry made different, ready to be read. */
export interface EntryDifference {
  /** As it is called: "price"; a field that nobody named here is called as it is in the API. */
  field: string;
  before: string;
  after: string;
}

export interface Reader {
  words: HistoryWords;
  /** BCP 47 */
  locale: string;
  /** In the currency of the store; undefined where amounts are of no store. */
  showPrice: ((amount: number) => string) | undefined;
}

/** ISO 8601 with a time zone. */
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
const PRICES = new Set(['price', 'list_price', 'minimum_subtotal']);

/** What stands in an entry's `before` and `after`, field by field. */
export function entryDifferences(
  { before, after }: Pick<AdminAuditEntry, 'before' | 'after'>,
  reader: Reader,
): EntryDifference[] {
  const [old, now] = [flat(before), flat(after)];
  const all = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  // Some fields are kept as a whole, with parts that stayed as they were.
  const names = all.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  return names.map((name) => ({
    field: fieldName(name, reader.words),
    before: show(name, old[name], reader),
    after: show(name, now[name], reader),
  }));
}

type Fields = Record<string, unknown>;

/** Variants field by field, the theme and proactive messages as well: they are changed in parts. */
function flat(fields: unknown): Fields {
  if (!isFields(fields)) return {};
  const { theme, proactive, variants, ...rest } = fields;
  const parts: Fields = { ...rest };
  for (const [group, values] of Object.entries({ theme, proactive })) {
    if (!isFields(values)) continue;
    for (const [name, value] of Object.entries(values)) parts[`${group}.${name}`] = value;
  }
  if (Array.isArray(variants)) {
    for (const [index, variant] of variants.filter(isFields).entries()) {
      const { id: _, metadata: __, ...facts } = variant;
      const place = variants.length > 1 ? ` ${index + 1}` : '';
      for (const [name, value] of Object.entries(facts)) parts[name + place] = value;
    }
  }
  return parts;
}

function fieldName(name: string, { fields }: HistoryWords): string {
  const [, plain = name, place = ''] = /^(.*?)( \d+)?$/.exec(name) ?? [];
  return (fields[plain] ?? plain) + place;
}

function show(name: string, value: unknown, reader: Reader): string {
  const { words, locale, showPrice } = reader;
  if (value === undefined || value === null || value === '') return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    if (name.endsWith('_micros')) return showDollars(value, locale);
    if (showPrice && PRICES.has(name.replace(/ \d+$/, ''))) return showPrice(value);
    return new Intl.NumberFormat(locale).format(value);
  }
  if (typeof value === 'string') return MOMENT.test(value) ? formatDateTime(value, locale) : value;
  if (Array.isArray(value)) return showList(value, words);
  return JSON.stringify(value);
}

function showList(list: unknown[], words: HistoryWords): string {
  const names = list.map((item) => (isFields(item) ? nameOf(item) : String(item)));
  const known = names.filter((name) => name !== undefined);
  if (list.length === 0) return words.nothing;
  return known.length === list.length ? known.join(', ') : words.count(list.length);
}

function nameOf({ title, name, value, url, key, texts }: Fields): string | undefined {
  const said = Array.isArray(texts) && isFields(texts[0]) ? texts[0].text : undefined;
  const found = [title, name, value, url, key, said].find((text) => typeof text === 'string');
  return found as string | undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
