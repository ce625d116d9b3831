/**
 * Money is an integer of a currency's minor unit, 0 to 2^53 - 1; nothing here or in a quote is a float. There is one
 * place where an amount is rounded, and one rule: a percentage is taken once of the sum it is for, and half a minor unit
 * goes up (`roundHalfUp`). Spreading an amount over lines rounds nothing: `spread` hands out whole units until none is left.
 */

/** `top / bottom` to the nearest whole number, half up. Neither may be negative. */
export function roundHalfUp(top: bigint, bottom: bigint): bigint {
  return (2n * top + bottom) / (2n * bottom);
}

/**
 * `amount` in parts proportional to `weights` that add up to it exactly (largest remainder, Hamilton's method): everyone's
 * share rounded down, then one unit each to the largest remainders, the earlier part first where two are equal. With an
 * amount of at most the sum of the weights no part is more than its weight. All parts are 0 when all weights are.
 */
export function spread(amount: number, weights: number[]): number[] {
  const whole = BigInt(sumOf(weights));
  if (whole === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = exact.map((share) => Number(share / whole));
  const left = amount - sumOf(shares);
  const remainders = exact.map((share, index) => ({ index, remainder: share % whole }));
  remainders.sort((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  for (const { index } of remainders.slice(0, left)) shares[index]! += 1;
  return shares;
}

/** Of amounts in minor units of one currency; 0 of none. */
export function sumOf(amounts: number[]): number {
  return amounts.reduce((a, b) => a + b, 0);
}

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
