/** "820 ms", "3.4 s". */
export function formatDuration(milliseconds: number, locale: string): string {
  const [value, unit] =
    milliseconds < 1_000 ? [milliseconds, 'millisecond'] : [milliseconds / 1_000, 'second'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unit as 'millisecond' | 'second',
    maximumFractionDigits: 1,
  }).format(value as number);
}

/** Millionths of a US dollar as dollars, with enough decimals that a single answer does not read as nothing. */
export function formatCost(micros: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: micros < 1_000_000 ? 4 : 2,
  }).format(micros / 1_000_000);
}

export function formatCount(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** Hundredths of a percent: 1,250 is "12.5%". */
export function formatBasisPoints(basisPoints: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(
    basisPoints / 10_000,
  );
}
