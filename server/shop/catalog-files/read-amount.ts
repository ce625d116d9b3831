import type { RefusalReason } from '../../../shared/catalog-import.ts';
import type { DecimalMark } from './catalog-file.ts';

/** How many prices of a file can only be read with a point, or only with a comma, as the decimal mark. */
export interface MarkEvidence {
  points: number;
  commas: number;
}

/** What is longer is no price, and reading it would take long. */
const LONGEST_PRICE = 60;

/** What one price says of the decimal mark of its file. */
export function markIn(text: string): DecimalMark {
  if (text.length > LONGEST_PRICE) return 'unknown';
  const digits =
    /[.,]?\d[\d., '’\u00a0\u202f]*/.exec(text)?.[0].replace(/[ '’\u00a0\u202f]/g, '') ?? '';
  const point = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  if (point < 0 && comma < 0) return 'unknown';
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const mark = point >= 0 ? '.' : ',';
  const parts = digits.split(mark);
  // Twice: it parts thousands.
  if (parts.length > 2) return mark === '.' ? ',' : '.';
  const [whole = '', fraction = ''] = parts;
  const mayPartThousands = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  return mayPartThousands ? 'unknown' : mark;
}

/** The mark of a file; `unknown` when its prices say nothing, or say both. */
export function decimalMarkOf({ points, commas }: MarkEvidence): DecimalMark {
  if (points > 0 && commas === 0) return '.';
  if (commas > 0 && points === 0) return ',';
  return 'unknown';
}

export interface AmountFormat {
  decimalMark: DecimalMark;
  /** Of the store: its ISO 4217 code and decimals. */
  currency: string;
  exponent: number;
}

export type ReadAmount = { amount: number } | { reason: RefusalReason };

const PRICE = /^([^\d.,-]*)(\d[\d., '’\u00a0\u202f]*|[.,]\d+)([^\d.,-]*)$/u;

/**
 * A price as people and shops write it ("1.299,00 €", "12.99 USD", "$1,299") in minor units, by arithmetic on its digits.
 * Refused: what is negative, in another currency, finer than the currency, or open to two readings.
 */
export function readAmount(text: string, format: AmountFormat): ReadAmount {
  if (text.length > LONGEST_PRICE) return { reason: 'price_unreadable' };
  const match = PRICE.exec(text.trim());
  if (!match) return { reason: 'price_unreadable' };
  const [, before = '', digits = '', after = ''] = match;
  const code = /(?:^|[^A-Z])([A-Z]{3})(?:$|[^A-Z])/.exec(`${before} ${after}`.toUpperCase())?.[1];
  if (code !== undefined && code !== format.currency) return { reason: 'currency_differs' };
  const compact = digits.replace(/[ '’\u00a0\u202f]/g, '');
  const mark = decimalMarkIn(compact, format);
  if (mark === undefined) return { reason: 'price_ambiguous' };
  return minorUnits(compact, mark, format.exponent);
}

/**
 * Three digits behind the only mark are thousands where the file says that it writes decimals with the other one. Where
 * it says nothing, or both, they are thousands in a currency that has no three decimals: nothing else could be meant.
 * Undefined where it could.
 */
function decimalMarkIn(
  digits: string,
  { decimalMark, exponent }: AmountFormat,
): '.' | ',' | undefined {
  const own = markIn(digits);
  if (own !== 'unknown') return own;
  if (decimalMark !== 'unknown') return decimalMark;
  if (!/[.,]/.test(digits)) return '.';
  if (exponent === 3) return undefined;
  return digits.includes('.') ? ',' : '.';
}

function minorUnits(digits: string, mark: '.' | ',', exponent: number): ReadAmount {
  const thousands = mark === '.' ? ',' : '.';
  const [whole = '', fraction = '', ...more] = digits.split(mark);
  const groups = whole.split(thousands);
  const isGrouped = groups.every((part, index) => index === 0 || part.length === 3);
  const kept = fraction.replace(/0+$/, '');
  if (more.length > 0 || !isGrouped || !/^\d*$/.test(fraction) || kept.length > exponent) {
    return { reason: 'price_unreadable' };
  }
  const minor = BigInt(groups.join('') + kept.padEnd(exponent, '0') || '0');
  return minor <= BigInt(Number.MAX_SAFE_INTEGER)
    ? { amount: Number(minor) }
    : { reason: 'price_unreadable' };
}

/** An amount in minor units as files state it: "12.90", with a point, without thousands. */
export function decimalText(amount: number, exponent: number): string {
  const digits = String(amount).padStart(exponent + 1, '0');
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
