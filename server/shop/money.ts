/**
 * How many decimals a currency has (ISO 4217, as `Intl` knows it): 2 for USD, 0 for VND, 3 for KWD.
 * Throws RangeError for what is not a currency code.
 */
export function currencyExponent(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * An amount as people say it ("19.99", 300, 20000000) in minor units, exactly: no float arithmetic.
 * Undefined when it is negative, not a decimal number, finer than the currency or too large to count safely.
 */
export function toMinorUnits(amount: number | string, currency: string): number | undefined {
  const text = typeof amount === 'number' ? decimalText(amount) : amount.trim();
  const match = /^(\d{1,16})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match) return undefined;
  const exponent = currencyExponent(currency);
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > exponent) return undefined;
  const minor = BigInt(match[1] + fraction.padEnd(exponent, '0'));
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : undefined;
}

/** The shortest decimal that reads back as the same number, never with an exponent. */
function decimalText(amount: number): string {
  return Number.isSafeInteger(amount) || Math.abs(amount) < 1e15 ? String(amount) : '';
}
