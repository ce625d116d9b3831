const formats = new Map<string, Intl.NumberFormat>();

/**
 * Formats an amount in minor units for people. Imports nothing, so that browsers can have it too.
 * The number of decimals is the currency's own, as `Intl` (CLDR) states it: 2 for USD, 0 for VND, 3 for KWD.
 */
export function formatPrice(price: { amount: number; currency: string }, locale: string): string {
  const format = priceFormat(price.currency, locale);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(price.amount / 10 ** digits);
}

/** Kept: making one costs a hundred times what using one does. */
function priceFormat(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  const format = known ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  if (!known) formats.set(key, format);
  return format;
}
