const DECIMALS = 6;

/**
 * US dollars as people type them ("0.15", "0,15", "$2.50") in millionths, exactly: digits are moved, never multiplied
 * as floats. Thousands are not grouped: "1,250" is refused where a comma groups thousands, because it could mean
 * either, and read as a little more than one dollar where a comma is the decimal mark. `locale` is BCP 47.
 * Undefined when the text is no amount, finer than a millionth, or larger than a number holds exactly.
 */
export function readDollars(text: string, locale: string): number | undefined {
  const bare = text.trim().replace(/^(?:US)?\$\s*|\s*(?:US)?\$$/g, '');
  const [, whole, mark, fraction = ''] = /^(\d{1,10})(?:([.,])(\d+))?$/.exec(bare) ?? [];
  if (whole === undefined) return undefined;
  const isGrouped = mark === groupMark(locale) && fraction.length === 3 && !/^0/.test(whole);
  const decimals = fraction.replace(/0+$/, '');
  if (isGrouped || decimals.length > DECIMALS) return undefined;
  const micros = BigInt(whole + decimals.padEnd(DECIMALS, '0'));
  return micros <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(micros) : undefined;
}

/** Millionths of a US dollar for an input: "0.15", with the decimal mark of the locale and nothing else. */
export function dollarsText(micros: number, locale: string): string {
  return new Intl.NumberFormat(locale, { ...EXACT, useGrouping: false }).format(decimal(micros));
}

/** Millionths of a US dollar to the last digit: "$0.075". */
export function showDollars(micros: number, locale: string): string {
  const style = { style: 'currency', currency: 'USD' } as const;
  return new Intl.NumberFormat(locale, { ...EXACT, ...style }).format(decimal(micros));
}

const EXACT = { minimumFractionDigits: 2, maximumFractionDigits: DECIMALS };

function decimal(micros: number): Intl.StringNumericLiteral {
  const digits = String(micros).padStart(DECIMALS + 1, '0');
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}` as Intl.StringNumericLiteral;
}

function groupMark(locale: string): string | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567);
  return parts.find(({ type }) => type === 'group')?.value;
}
