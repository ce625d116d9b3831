/**
 * Discounts worked out a second time, by other means: exact fractions, the spread by handing out one unit after the other,
 * the order by asking of each pair which goes first. It shares no code with server/shop.
 */
export interface OracleCoupon {
  code: string;
  discount: { basisPoints: number; cap?: number } | { amount: number };
  /** For each line of the cart whether the coupon is for it. */
  covers: boolean[];
  combinable: boolean;
}

export interface OracleCart {
  lines: { unitPrice: number; quantity: number }[];
  coupons: OracleCoupon[];
}

export interface OracleAnswer {
  /** Codes in the order in which they were taken off, with how much each did. */
  taken: { code: string; amount: bigint }[];
  /** What each line is reduced by. */
  discounts: bigint[];
}

interface Fraction {
  top: bigint;
  bottom: bigint;
}

const less = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom;
const add = (amounts: bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

/** The nearest whole number; a half goes up. */
function nearest({ top, bottom }: Fraction): bigint {
  const below = top / bottom;
  const rest = { top: top - below * bottom, bottom };
  return less(rest, { top: 1n, bottom: 2n }) ? below : below + 1n;
}

/** Coupons that apply, each by itself, to the same cart. */
export function oracleAnswer({ lines, coupons }: OracleCart): OracleAnswer {
  const prices = lines.map(({ unitPrice, quantity }) => {
    let sum = 0n;
    for (let piece = 0; piece < quantity; piece += 1) sum += BigInt(unitPrice);
    return sum;
  });
  let best: OracleAnswer = { taken: [], discounts: prices.map(() => 0n) };
  const groups = [
    coupons.filter(({ combinable }) => combinable),
    ...inOrder(coupons.filter(({ combinable }) => !combinable)).map((alone) => [alone]),
  ];
  for (const group of groups) {
    const answer = together(group, prices);
    const isFirst = best.taken.length === 0;
    if (isFirst || add(answer.discounts) > add(best.discounts)) best = answer;
  }
  return best;
}

function together(coupons: OracleCoupon[], prices: bigint[]): OracleAnswer {
  const discounts = prices.map(() => 0n);
  const taken: OracleAnswer['taken'] = [];
  for (const { code, discount, covers } of inOrder(coupons)) {
    const left = prices.map((price, index) => (covers[index] ? price - discounts[index]! : 0n));
    const given = handOut(left, discount);
    for (const [index, part] of given.entries()) discounts[index]! += part;
    taken.push({ code, amount: add(given) });
  }
  return { taken, discounts };
}

function inOrder(coupons: OracleCoupon[]): OracleCoupon[] {
  const waiting = [...coupons];
  const ordered: OracleCoupon[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((one) =>
      waiting.every((other) => one === other || goesFirst(one, other)),
    );
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

/** Percentages before amounts, then the greater, then the one whose code comes first. */
function goesFirst(one: OracleCoupon, other: OracleCoupon): boolean {
  const rank = ({ discount }: OracleCoupon) =>
    'amount' in discount ? [1, -discount.amount] : [0, -discount.basisPoints];
  const [kind = 0, size = 0] = rank(one);
  const [otherKind = 0, otherSize = 0] = rank(other);
  if (kind !== otherKind) return kind < otherKind;
  return size === otherSize ? one.code < other.code : size < otherSize;
}

function handOut(worth: bigint[], discount: OracleCoupon['discount']): bigint[] {
  const whole = add(worth);
  const limits = [whole];
  if ('amount' in discount) {
    limits.push(BigInt(discount.amount));
  } else {
    limits.push(nearest({ top: whole * BigInt(discount.basisPoints), bottom: 10_000n }));
    if (discount.cap !== undefined) limits.push(BigInt(discount.cap));
  }
  const total = limits.toSorted((a, b) => (a < b ? -1 : 1))[0]!;
  const given = worth.map((value) => (whole === 0n ? 0n : (total * value) / whole));
  const missing = (index: number): Fraction => ({
    top: total * worth[index]! - given[index]! * whole,
    bottom: whole,
  });
  const roundedUp = new Set<number>();
  while (add(given) < total) {
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
