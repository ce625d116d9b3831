import { describe, expect, test } from 'vitest';
import type { Coupon, Shopper } from '../../../server/shop/coupon.ts';
import {
  computeQuote,
  NOBODY,
  type PricedLine,
  type QuoteQuestion,
} from '../../../server/shop/quote.ts';
import { Quote } from '../../../shared/quote.ts';
import { compareCarts, comparePairs } from './quote-properties.ts';

/** `npm run faults -- --money` does a million and a hundred thousand. */
const PAIRS = 20_000;
const CARTS = 2_000;

const NOW = new Date('2026-06-15T12:00:00Z');

function line(unitPrice: number, facts: Partial<PricedLine> = {}): PricedLine {
  return { title: 'A thing', quantity: 1, unitPrice, currency: 'USD', categories: [], ...facts };
}

function coupon(facts: Partial<Coupon> = {}): Coupon {
  return {
    id: 'c1',
    code: 'SAVE',
    title: 'A discount',
    discount: { kind: 'percent', basisPoints: 1_000 },
    scope: { kind: 'everything' },
    timesUsed: 0,
    firstOrderOnly: false,
    combinable: false,
    active: true,
    ...facts,
  };
}

type Facts = Partial<QuoteQuestion> & { coupon?: Coupon };

/** One coupon, or several, given as a shopper types them. */
function quote(lines: PricedLine[], { coupon: only, ...facts }: Facts = {}): Quote {
  const coupons = facts.coupons ?? (only ? [only] : []);
  const answer = computeQuote({
    basis: 'catalog',
    currency: 'USD',
    locale: 'en-US',
    lines,
    codes: coupons.map(({ code }) => code.toLowerCase()),
    shopper: NOBODY,
    now: NOW,
    ...facts,
    coupons,
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

  test(`equals the oracle's for ${PAIRS} prices and percentages`, { timeout: 60_000 }, () => {
    expect(comparePairs(PAIRS, Date.now())).toEqual({ trials: PAIRS, differences: [] });
  });

  test(`equals the oracle's line by line for ${CARTS} carts and every order of up to four coupons`, {
    timeout: 60_000,
  }, () => {
    expect(compareCarts(CARTS, Date.now())).toEqual({ trials: CARTS, differences: [] });
  });
});

describe('a coupon that does not apply', () => {
  const KNOWN: Shopper = { customerRef: 'ann', orders: 1, redemptions: { c1: 2 } };
  const rejected = (facts: Partial<Coupon> | undefined, lines = [line(10_000)]) => {
    const answer = quote(lines, {
      codes: [' sa ve'],
      coupon: facts && coupon(facts),
      shopper: KNOWN,
    });
    expect(answer.discount).toBe(0);
    expect(answer.total).toBe(answer.subtotal);
    expect(answer.discounts).toEqual({ codes: ['SAVE'], applied: [] });
    expect(answer.messages).toHaveLength(1);
    return answer.messages[0]!;
  };

  test('is invalid when unknown, off, too early, used up or not for this customer, all in the same words', () => {
    const messages = [
      rejected(undefined),
      rejected({ active: false }),
      rejected({ startsAt: new Date(NOW.getTime() + 1) }),
      rejected({ usageLimit: 5, timesUsed: 5 }),
      rejected({ perCustomerLimit: 2 }),
      rejected({ firstOrderOnly: true }),
    ];
    for (const message of messages) expect(message).toEqual(messages[0]);
    expect(messages[0]).toEqual({
      type: 'warning',
      code: 'discount_code_invalid',
      path: '$.discounts.codes[0]',
      content: 'The code SAVE cannot be used: it is unknown, has expired or was used up.',
    });
  });

  test('is wrong from the very moment it ends, and applies from the very moment it starts', () => {
    expect(rejected({ endsAt: NOW }).code).toBe('discount_code_invalid');
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
      quote([line(9_000_000, { currency: 'VND' })], {
        locale: 'vi',
        currency: 'VND',
        coupon: coupon(facts),
      }).messages[0]?.content;
    expect(answer({ active: false })).toBe(
      'Không dùng được mã SAVE: mã không tồn tại, đã hết hạn hoặc đã hết lượt.',
    );
    expect(answer({ minimumSubtotal: 10_000_000 })).toMatch(
      /^Mã SAVE cần tối thiểu 10\.000\.000\s₫ .* còn thiếu 1\.000\.000\s₫\.$/,
    );
  });

  test('is explained in English in a language without words, with amounts as its locale writes them', () => {
    const polish = quote([line(100_000)], {
      locale: 'pl-PL',
      coupon: coupon({ minimumSubtotal: 200_000 }),
    });
    expect(polish.messages[0]?.content).toMatch(
      /^The code SAVE needs at least 2000,00\sUSD of .*; 1000,00\sUSD is missing\.$/,
    );
  });

  test('needs to know who the customer is when it counts their orders', () => {
    for (const facts of [{ perCustomerLimit: 1 }, { firstOrderOnly: true }]) {
      const anonymous = quote([line(1_000)], { coupon: coupon(facts) });
      expect(anonymous.messages[0]?.code).toBe('discount_code_user_not_logged_in');
      const shopper = { customerRef: 'new', orders: 0, redemptions: {} };
      expect(quote([line(1_000)], { coupon: coupon(facts), shopper }).discount).toBe(100);
    }
  });
});

describe('several coupons', () => {
  const percent = coupon({ id: 'p', code: 'TEN', combinable: true });
  const five = coupon({
    id: 'f',
    code: 'FIVE',
    discount: { kind: 'amount', amount: 500 },
    combinable: true,
  });
  const half = coupon({ id: 'h', code: 'HALF', discount: { kind: 'percent', basisPoints: 5_000 } });
  const codes = (answer: Quote) => answer.discounts.applied.map(({ code }) => code);

  test('come off one after the other, percentages first, in whatever order they are given', () => {
    for (const coupons of [
      [percent, five],
      [five, percent],
    ]) {
      const answer = quote([line(10_000)], { coupons });
      expect(codes(answer)).toEqual(['TEN', 'FIVE']);
      expect(answer.total).toBe(8_500);
    }
  });

  test('are taken together only when all may be, else what takes off most', () => {
    const best = quote([line(10_000)], { coupons: [percent, five, half] });
    expect(codes(best)).toEqual(['HALF']);
    expect(best.messages.map(({ code, path }) => [code, path])).toEqual([
      ['discount_code_combination_disallowed', '$.discounts.codes[0]'],
      ['discount_code_combination_disallowed', '$.discounts.codes[1]'],
    ]);
    expect(best.messages[0]?.content).toBe('The code TEN cannot be used together with HALF.');
    const small = quote([line(700)], { coupons: [half, five, percent] });
    expect(codes(small)).toEqual(['TEN', 'FIVE']);
    expect(small.messages[0]).toMatchObject({ path: '$.discounts.codes[0]' });
  });

  test('count once, however often and however they are written', () => {
    const answer = quote([line(10_000)], { coupons: [percent], codes: ['TEN', ' ten'] });
    expect(answer.discount).toBe(1_000);
    expect(answer.discounts.codes).toEqual(['TEN', 'TEN']);
    expect(answer.messages).toMatchObject([
      { code: 'discount_code_already_applied', path: '$.discounts.codes[1]' },
    ]);
  });

  test('never make a cart cost less than nothing', () => {
    const all = coupon({
      code: 'ALL',
      discount: { kind: 'percent', basisPoints: 10_000 },
      combinable: true,
    });
    const answer = quote([line(500), line(0)], { coupons: [all, five] });
    expect(answer.total).toBe(0);
    expect(answer.discounts.applied.map(({ amount }) => amount)).toEqual([500, 0]);
  });
});

test('refuses a line in another currency', () => {
  const mixed = [line(100), line(100, { currency: 'EUR' })];
  expect(() => quote(mixed)).toThrowError(expect.objectContaining({ code: 'currency_mismatch' }));
});
