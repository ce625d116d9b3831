/**
 * A price as people type it ("19.99", "19,99", "1.299,00", "20.000.000 ₫", "USD 5") in minor units, exactly: digits are
 * moved, never multiplied as floats. `exponent` is the currency's number of decimals (2 for USD, 0 for VND).
 * With two kinds of mark the last one is the decimal mark. A single mark before exactly three digits groups thousands,
 * unless the currency has three decimals. Undefined when the text is not a price or finer than the currency.
 */
export function readPrice(text: string, exponent: number): number | undefined {
  const bare = text.trim().replace(/^[A-Z]{3}(?![A-Z])|[A-Z]{3}$|đ$|[\p{Sc}\s'’]/gu, '');
  if (!/^\d[\d.,]{0,24}$/.test(bare)) return undefined;
  const mark = decimalMark(bare, exponent);
  const [whole = '', fraction = '', ...rest] = mark ? bare.split(mark) : [bare];
  const digits = ungrouped(whole);
  const decimals = fraction.replace(/0+$/, '');
  const isDecimal = /^\d*$/.test(fraction) && (!mark || fraction !== '');
  if (digits === undefined || !isDecimal || rest.length > 0 || decimals.length > exponent) {
    return undefined;
  }
  const minor = BigInt(digits + decimals.padEnd(exponent, '0'));
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : undefined;
}

/** An amount in minor units as plain text for an input field: grouped by the locale's habit, without a currency sign. */
export function priceText(amount: number, exponent: number, locale: string): string {
  const digits = String(amount).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const decimal = exponent > 0 ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
    numberingSystem: 'latn',
  });
  return format.format(decimal as Intl.StringNumericLiteral);
}

function decimalMark(bare: string, exponent: number): '.' | ',' | undefined {
  const lastDot = bare.lastIndexOf('.');
  const lastComma = bare.lastIndexOf(',');
  if (lastDot >= 0 && lastComma >= 0) return lastDot > lastComma ? '.' : ',';
  const mark = lastDot >= 0 ? '.' : ',';
  const last = Math.max(lastDot, lastComma);
  if (last < 0 || bare.indexOf(mark) !== last) return undefined;
  const digitsAfter = bare.length - last - 1;
  return digitsAfter !== 3 || exponent === 3 || bare.startsWith('0') ? mark : undefined;
}

/** The digits of "1.299", "20,000,000" or (India) "2,00,00,000"; undefined when it is grouped in no way that people use. */
function ungrouped(whole: string): string | undefined {
  if (/^\d{1,16}$/.test(whole)) return whole;
  return /^\d{1,3}([.,])(?:\d{2,3}\1)*\d{3}$/.test(whole) ? whole.replace(/[.,]/g, '') : undefined;
}
