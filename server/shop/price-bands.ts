/** Borders that a person would choose: 300 rather than 287. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10];

/**
 * Where to cut prices into bands that hold about as many products each: the given quantiles, made round. In minor units,
 * ascending, each above `min` and at most `max`; empty when all cost about the same.
 */
export function priceBorders(
  quantiles: number[],
  { min, max }: { min: number; max: number },
): number[] {
  const borders = new Set(quantiles.map(roundPrice));
  return [...borders].filter((border) => border > min && border <= max).sort((a, b) => a - b);
}

function roundPrice(price: number): number {
  if (price < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(price));
  const steps = ROUND.map((step) => Math.round(step * power));
  return steps.reduce((best, step) =>
    Math.abs(step - price) < Math.abs(best - price) ? step : best,
  );
}
