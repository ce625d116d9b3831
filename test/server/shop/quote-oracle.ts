/**
 * The discount worked out a second time, by other means: exact fractions, and the spread by handing out
 * one unit after the other. It shares no code with server/shop/quote.ts.
 */
export interface OracleCart {
  lines: { unitPrice: number; quantity: number; eligible: boolean }[];
  discount: { basisPoints: number; cap?: number } | { amount: number };
}

interface Fraction {
  top: bigint;
  bottom: bigint;
}

const less = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom;

/** The nearest whole number; a half goes up. */
function nearest({ top, bottom }: Fraction): bigint {
  const below = top / bottom;
  const rest = { top: top - below * bottom, bottom };
  return less(rest, { top: 1n, bottom: 2n }) ? below : below + 1n;
}

/** What each line is reduced by. */
export function oracleDiscounts({ lines, discount }: OracleCart): bigint[] {
  const worth = lines.map(({ unitPrice, quantity, eligible }) => {
    let sum = 0n;
    for (let piece = 0; piece < quantity; piece += 1) sum += BigInt(unitPrice);
    return eligible ? sum : 0n;
  });
  const eligibleWorth = worth.reduce((a, b) => a + b, 0n);
  const limits = [eligibleWorth];
  if ('amount' in discount) {
    limits.push(BigInt(discount.amount));
  } else {
    limits.push(nearest({ top: eligibleWorth * BigInt(discount.basisPoints), bottom: 10_000n }));
    if (discount.cap !== undefined) limits.push(BigInt(discount.cap));
  }
  const total = limits.toSorted((a, b) => (a < b ? -1 : 1))[0]!;
  const given = worth.map((value) => (eligibleWorth === 0n ? 0n : (total * value) / eligibleWorth));
  const missing = (index: number): Fraction => ({
    top: total * worth[index]! - given[index]! * eligibleWorth,
    bottom: eligibleWorth,
  });
  const roundedUp = new Set<number>();
  while (given.reduce((a, b) => a + b, 0n) < total) {
    let neediest = -1;
    for (const index of worth.keys()) {
      if (roundedUp.has(index) || worth[index] === 0n) continue;
      if (neediest === -1 || less(missing(neediest), missing(index))) neediest = index;
    }
    roundedUp.add(neediest);
    given[neediest]! += 1n;
  }
  return given;
}
