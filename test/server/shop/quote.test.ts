import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Coupon } from '../../../server/shop/coupon.ts';
import { computeQuote, type PricedLine, type QuoteQuestion } from '../../../server/shop/quote.ts';
import { Quote } from '../../../shared/quote.ts';
import { oracleDiscounts } from './quote-oracle.ts';

/** `QUOTE_PAIRS=1000000 QUOTE_CARTS=100000` is the big run. */
const PAIRS = Number(process.env.QUOTE_PAIRS ?? 20_000);
const CARTS = Number(process.env.QUOTE_CARTS ?? 3_000);
const LONG = 15 * 60_000;

const NOW = new Date('2026-06-15T12:00:00Z');

function line(unitPrice: number, facts: Partial<PricedLine> = {}): PricedLine {
  return { title: 'A thing', quantity: 1, unitPrice, categories: [], ...facts };
}

function coupon(facts: Partial<Coupon> = {}): Coupon {
  return {
    id: 'c1',
    code: 'SAVE',
    title: 'A discount',
    discount: { kind: 'percent', basisPoints: 1_000 },
    scope: { kind: 'everything' },
    timesUsed: 0,
    active: true,
    ...facts,
  };
}

function quote(lines: PricedLine[], facts: Partial<QuoteQuestion> = {}): Quote {
  const answer = computeQuote({
    basis: 'catalog',
    currency: 'USD',
    locale: 'en-US',
    lines,
    couponCode: facts.coupon ? 'save' : undefined,
    now: NOW,
    ...facts,
  });
  return Quote.parse(answer);
}

describe('a quote without a coupon', () => {
  test('is the sum of its lines', () => {
    const { subtotal, discount, total, line_items } = quote([
      line(1_999, { quantity: 3 }),
      line(500),
    ]);
    expect({ subtotal, discount, total }).toEqual({ subtotal: 6_497, discount: 0, total: 6_497 });
    expect(line_items.map((item) => item.subtotal)).toEqual([5_997, 500]);
  });

  test('refuses a cart too dear to count exactly', () => {
    const dear = line(Number.MAX_SAFE_INTEGER, { quantity: 2 });
    expect(() => quote([dear])).toThrowError(expect.objectContaining({ code: 'invalid_request' }));
  });
});

describe('the discount', () => {
  test('rounds half a unit up, once, on the eligible subtotal', () => {
    expect(quote([line(5)], { coupon: coupon() }).discount).toBe(1);
    expect(quote([line(4)], { coupon: coupon() }).discount).toBe(0);
    expect(quote([line(5), line(5)], { coupon: coupon() }).discount).toBe(1);
  });

  test('stops at the cap', () => {
    const capped = coupon({ discount: { kind: 'percent', basisPoints: 5_000, cap: 1_000 } });
    expect(quote([line(100_000)], { coupon: capped }).discount).toBe(1_000);
  });

  test('never takes more than the eligible lines come to', () => {
    const amount = coupon({
      discount: { kind: 'amount', amount: 5_000 },
      scope: { kind: 'products', productIds: ['p1'] },
    });
    const answer = quote([line(3_000, { productId: 'p1' }), line(9_000, { productId: 'p2' })], {
      coupon: amount,
    });
    expect(answer.line_items.map((item) => item.discount)).toEqual([3_000, 0]);
    expect(answer.total).toBe(9_000);
  });

  test('gives the odd units to the largest remainders, the earlier line first', () => {
    const ten = coupon({ discount: { kind: 'amount', amount: 10 } });
    const answer = quote([line(100), line(100), line(100)], { coupon: ten });
    expect(answer.line_items.map((item) => item.discount)).toEqual([4, 3, 3]);
    expect(answer.discounts.applied[0]?.allocations).toEqual([
      { path: '$.line_items[0]', amount: 4 },
      { path: '$.line_items[1]', amount: 3 },
      { path: '$.line_items[2]', amount: 3 },
    ]);
  });

  test('covers only lines of its categories, named by path, last part or another spelling', () => {
    const scoped = (value: string) =>
      quote(
        [
          line(1_000, { categories: ['Camping > Lều trại'] }),
          line(1_000, { categories: ['Giày'] }),
        ],
        { coupon: coupon({ scope: { kind: 'categories', values: [value] } }) },
      ).line_items.map((item) => item.discount);
    expect(scoped('camping > leu trai')).toEqual([100, 0]);
    expect(scoped('LEU TRAI')).toEqual([100, 0]);
    expect(scoped('Camping')).toEqual([100, 0]);
    expect(scoped('giày')).toEqual([0, 100]);
  });

  test(`equals the oracle's for ${PAIRS} prices and percentages`, { timeout: LONG }, () => {
    const price = fc.oneof(
      fc.integer({ min: 0, max: 2_000 }),
      fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    );
    const pair = fc.property(price, fc.integer({ min: 1, max: 10_000 }), (amount, basisPoints) => {
      const percent = coupon({ discount: { kind: 'percent', basisPoints } });
      const lines = [{ unitPrice: amount, quantity: 1, eligible: true }];
      const [expected] = oracleDiscounts({ lines, discount: { basisPoints } });
      return BigInt(quote([line(amount)], { coupon: percent }).discount) === expected;
    });
    fc.assert(pair, { numRuns: PAIRS });
  });

  test(`equals the oracle's line by line for ${CARTS} carts`, { timeout: LONG }, () => {
    const amount = fc.integer({ min: 1, max: 5_000_000 });
    const cartLine = fc.record({
      unitPrice: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 90_000_000 })),
      quantity: fc.integer({ min: 1, max: 12 }),
      eligible: fc.boolean(),
    });
    const discount = fc.oneof(
      fc.record({ amount }),
      fc.record(
        { basisPoints: fc.integer({ min: 1, max: 10_000 }), cap: amount },
        { requiredKeys: ['basisPoints'] },
      ),
    );
    const cart = fc.record({
      lines: fc.array(cartLine, { minLength: 1, maxLength: 12 }),
      discount,
    });
    const property = fc.property(cart, (given) => {
      const rule: Coupon['discount'] =
        'amount' in given.discount
          ? { kind: 'amount', amount: given.discount.amount }
          : { kind: 'percent', ...given.discount };
      const scope: Coupon['scope'] = { kind: 'products', productIds: ['eligible'] };
      const lines = given.lines.map(({ eligible, unitPrice, quantity }) =>
        line(unitPrice, { quantity, productId: eligible ? 'eligible' : 'other' }),
      );
      const answer = quote(lines, { coupon: coupon({ discount: rule, scope }) });
      const discounts = answer.line_items.map((item) => item.discount);
      expect(discounts.map(BigInt)).toEqual(oracleDiscounts(given));
      expectToAddUp(answer);
    });
    fc.assert(property, { numRuns: CARTS });
  });
});

/** The invariants that `Quote` promises, whatever the amounts are. */
function expectToAddUp(answer: Quote): void {
  const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
  for (const item of answer.line_items) {
    expect(item.subtotal).toBe(item.unit_price * item.quantity);
    expect(item.total).toBe(item.subtotal - item.discount);
    expect(item.total).toBeGreaterThanOrEqual(0);
  }
  expect(answer.subtotal).toBe(sum(answer.line_items.map((item) => item.subtotal)));
  expect(answer.discount).toBe(sum(answer.line_items.map((item) => item.discount)));
  expect(answer.total).toBe(answer.subtotal - answer.discount);
  for (const applied of answer.discounts.applied) {
    expect(applied.amount).toBe(answer.discount);
    expect(sum(applied.allocations.map((allocation) => allocation.amount))).toBe(applied.amount);
  }
}

describe('a coupon that does not apply', () => {
  const rejected = (facts: Partial<Coupon> | undefined, lines = [line(10_000)]) => {
    const answer = quote(lines, {
      couponCode: ' sa ve',
      coupon: facts && coupon(facts),
    });
    expect(answer.discount).toBe(0);
    expect(answer.total).toBe(answer.subtotal);
    expect(answer.discounts).toEqual({ codes: ['SAVE'], applied: [] });
    expect(answer.messages).toHaveLength(1);
    return answer.messages[0]!;
  };

  test('is invalid when unknown, switched off, too early or used up, all in the same words', () => {
    const messages = [
      rejected(undefined),
      rejected({ active: false }),
      rejected({ startsAt: new Date(NOW.getTime() + 1) }),
      rejected({ usageLimit: 5, timesUsed: 5 }),
    ];
    for (const message of messages) expect(message).toEqual(messages[0]);
    expect(messages[0]).toEqual({
      type: 'warning',
      code: 'discount_code_invalid',
      path: '$.discounts.codes[0]',
      content: 'The code SAVE is not valid.',
    });
  });

  test('is expired from the very moment it ends, and applies from the very moment it starts', () => {
    expect(rejected({ endsAt: NOW }).code).toBe('discount_code_expired');
    const lastMoment = coupon({ startsAt: NOW, endsAt: new Date(NOW.getTime() + 1) });
    expect(quote([line(10_000)], { coupon: lastMoment }).discount).toBe(1_000);
  });

  test('says how much is missing to the minimum', () => {
    const message = rejected({ minimumSubtotal: 12_050 });
    expect(message.code).toBe('discount_code_user_ineligible');
    expect(message.content).toBe(
      'The code SAVE needs at least $120.50 of the products it is for; $20.50 is missing.',
    );
    expect(quote([line(12_050)], { coupon: coupon({ minimumSubtotal: 12_050 }) }).discount).toBe(
      1_205,
    );
  });

  test('counts only eligible lines towards the minimum', () => {
    const scope: Coupon['scope'] = { kind: 'products', productIds: ['p1'] };
    const lines = [line(4_000, { productId: 'p1' }), line(90_000, { productId: 'p2' })];
    expect(rejected({ minimumSubtotal: 5_000, scope }, lines).content).toContain('$10.00');
  });

  test('says what it is for when nothing in the cart is', () => {
    const scope: Coupon['scope'] = { kind: 'categories', values: ['Camping > Tents', 'Stoves'] };
    const message = rejected({ scope });
    expect(message.code).toBe('discount_code_user_ineligible');
    expect(message.content).toBe('The code SAVE is only for Tents and Stoves.');
  });

  test("is explained in the store's language", () => {
    const answer = (facts: Partial<Coupon>) =>
      quote([line(9_000_000)], {
        locale: 'vi',
        currency: 'VND',
        coupon: coupon(facts),
      }).messages[0]?.content;
    expect(answer({ active: false })).toBe('Mã SAVE không hợp lệ.');
    expect(answer({ endsAt: NOW })).toBe('Mã SAVE đã hết hạn.');
    expect(answer({ minimumSubtotal: 10_000_000 })).toMatch(
      /^Mã SAVE cần tối thiểu 10\.000\.000\s₫ .* còn thiếu 1\.000\.000\s₫\.$/,
    );
  });

  test('is explained in English in a language without labels', () => {
    const german = quote([line(100)], { locale: 'de-DE', couponCode: 'x' });
    expect(german.messages[0]?.content).toBe('The code X is not valid.');
  });
});
