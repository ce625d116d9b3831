/**
 * Formats an amount in minor units for people. Imports nothing, so that browsers can have it too.
 * The number of decimals is the currency's own, as `Intl` (CLDR) states it: 2 for USD, 0 for VND, 3 for KWD.
 */
export function formatPrice(price: { amount: number; currency: string }, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: price.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(price.amount / 10 ** digits);
}
