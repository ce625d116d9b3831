import fc from 'fast-check';
import type { Coupon } from '../../../server/shop/coupon.ts';
import { computeQuote, NOBODY, type PricedLine } from '../../../server/shop/quote.ts';
import type { Quote } from '../../../shared/quote.ts';
import { type OracleCart, oracleAnswer } from './quote-oracle.ts';

/** How often a quote was held against the oracle, and where they differ. */
export interface Comparison {
  trials: number;
  differences: string[];
}

/** One price and one percentage at a time. */
export function comparePairs(trials: number, seed: number): Comparison {
  const price = fc.oneof(
    fc.integer({ min: 0, max: 2_000 }),
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  );
  const pair = fc.tuple(price, fc.integer({ min: 1, max: 10_000 }));
  return compare(
    pair,
    ([unitPrice, basisPoints]) => ({
      lines: [{ unitPrice, quantity: 1 }],
      coupons: [{ code: 'A', discount: { basisPoints }, covers: [true], combinable: false }],
    }),
    { trials, seed },
  );
}

/** Carts of up to twelve lines with up to four coupons, in each order in which those may be given. */
export function compareCarts(trials: number, seed: number): Comparison {
  const amount = fc.integer({ min: 1, max: 5_000_000 });
  const cartLine = fc.record({
    unitPrice: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 90_000_000 })),
    quantity: fc.integer({ min: 1, max: 12 }),
  });
  const percentage = fc.record(
    { basisPoints: fc.constantFrom(1, 333, 1_000, 1_500, 5_000, 9_999, 10_000), cap: amount },
    { requiredKeys: ['basisPoints'] },
  );
  const coupon = fc.record({
    discount: fc.oneof(fc.record({ amount }), percentage),
    covers: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    combinable: fc.boolean(),
  });
  const cart = fc.record({
    lines: fc.array(cartLine, { minLength: 1, maxLength: 12 }),
    coupons: fc.array(coupon, { minLength: 1, maxLength: 4 }),
  });
  return compare(
    cart,
    ({ lines, coupons }) => ({
      lines,
      coupons: coupons
        .map((facts, index) => ({ ...facts, code: 'ABCD'[index]! }))
        .filter(({ covers }) => lines.some((_, index) => covers[index])),
    }),
    { trials, seed },
  );
}

function compare<T>(
  arbitrary: fc.Arbitrary<T>,
  toCart: (given: T) => OracleCart,
  { trials, seed }: { trials: number; seed: number },
): Comparison {
  const differences: string[] = [];
  const property = fc.property(arbitrary, (given) => {
    const cart = toCart(given);
    const expected = oracleAnswer(cart);
    for (const codes of orders(cart.coupons.map(({ code }) => code))) {
      const quote = quoteOf(cart, codes);
      const wrong = wrongSums(quote) ?? difference(quote, expected);
      if (wrong) differences.push(`${wrong}: ${JSON.stringify(cart)}`);
    }
  });
  fc.assert(property, { numRuns: trials, seed });
  return { trials, differences };
}

function quoteOf({ lines, coupons }: OracleCart, codes: string[]): Quote {
  const priced = lines.map(
    ({ unitPrice, quantity }, index): PricedLine => ({
      productId: `p${index}`,
      title: 'A thing',
      quantity,
      unitPrice,
      currency: 'USD',
      categories: [],
    }),
  );
  return computeQuote({
    basis: 'catalog',
    currency: 'USD',
    locale: 'en',
    lines: priced,
    codes,
    coupons: coupons.map(
      ({ code, discount, covers, combinable }): Coupon => ({
        id: code,
        code,
        title: code,
        discount:
          'amount' in discount ? { kind: 'amount', ...discount } : { kind: 'percent', ...discount },
        scope: {
          kind: 'products',
          productIds: covers.flatMap((yes, index) => (yes ? [`p${index}`] : [])),
        },
        timesUsed: 0,
        firstOrderOnly: false,
        combinable,
        active: true,
      }),
    ),
    shopper: NOBODY,
    now: new Date(0),
  });
}

function difference(
  { line_items, discounts }: Quote,
  { taken, discounts: lines }: ReturnType<typeof oracleAnswer>,
) {
  const ours = JSON.stringify({
    lines: line_items.map(({ discount }) => String(discount)),
    taken: discounts.applied.map(({ code, amount }) => `${code} ${amount}`),
  });
  const theirs = JSON.stringify({
    lines: lines.map(String),
    taken: taken.map(({ code, amount }) => `${code} ${amount}`),
  });
  return ours === theirs ? undefined : `${ours} instead of ${theirs}`;
}

/** What of the sums that `Quote` promises does not hold, whatever the amounts are. */
export function wrongSums(quote: Quote): string | undefined {
  const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
  const { line_items: lines, discounts } = quote;
  const perLine = lines.map(() => 0);
  for (const { amount, allocations } of discounts.applied) {
    if (sum(allocations.map((part) => part.amount)) !== amount) return 'a coupon does not add up';
    for (const { path, amount: part } of allocations)
      perLine[Number(/\d+/.exec(path)?.[0])]! += part;
  }
  const isRight =
    lines.every((line, index) => line.discount === perLine[index]) &&
    lines.every((line) => line.subtotal === line.unit_price * line.quantity) &&
    lines.every((line) => line.total === line.subtotal - line.discount && line.total >= 0) &&
    quote.subtotal === sum(lines.map((line) => line.subtotal)) &&
    quote.discount === sum(lines.map((line) => line.discount)) &&
    quote.total === quote.subtotal - quote.discount;
  return isRight ? undefined : 'the quote does not add up';
}

/** Every order of them. */
function orders(codes: string[]): string[][] {
  if (codes.length <= 1) return [codes];
  return codes.flatMap((code, index) =>
    orders(codes.toSpliced(index, 1)).map((rest) => [code, ...rest]),
  );
}
