import { describe, expect, it } from 'vitest';
import type { FiledCoupon } from '../../demo/coupon-file.ts';
import { couponInput } from '../../demo/coupon-file.ts';
import { DEMO_SHOPS } from '../../demo/storefront/demo-shop.ts';
import { newId } from '../../server/shop/new-id.ts';
import { demoFiles } from './demo-catalog-files.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const FAR_AHEAD = new Date('2035-01-01T00:00:00Z');

/** One reason a coupon can be like, stated as a test on the file. */
const RULES: Record<string, (coupon: FiledCoupon) => boolean> = {
  'a percentage with a cap': (coupon) => isUsable(coupon) && coupon.percent_cap !== undefined,
  'a fixed amount': (coupon) => isUsable(coupon) && coupon.amount !== undefined,
  'a minimum spend': (coupon) => isUsable(coupon) && coupon.minimum_subtotal !== undefined,
  'one category only': (coupon) => isUsable(coupon) && coupon.category_values?.length === 1,
  'some products only': (coupon) => isUsable(coupon) && coupon.product_ids !== undefined,
  expired: (coupon) => coupon.ends_at !== undefined && new Date(coupon.ends_at) < NOW,
  'used up': (coupon) =>
    coupon.usage_limit !== undefined && coupon.times_used >= coupon.usage_limit,
  'not yet valid': (coupon) =>
    coupon.starts_at !== undefined && new Date(coupon.starts_at) > FAR_AHEAD,
  'switched off': (coupon) => !coupon.active,
  'one that goes with others': (coupon) => isUsable(coupon) && coupon.combinable === true,
  'first orders only': (coupon) => isUsable(coupon) && coupon.first_order_only === true,
};

describe.each(DEMO_SHOPS)('the coupons of the %s shop', (shop) => {
  const { coupons, products } = demoFiles(shop);

  it.each(Object.keys(RULES))('have one with this rule: %s', (rule) => {
    expect(coupons.filter(RULES[rule]!).map(({ code }) => code)).not.toEqual([]);
  });

  it('have a code each, and name categories and products that exist', () => {
    const categories = products.flatMap((product) =>
      (product.categories ?? []).map(({ value }) => value),
    );
    const ids = products.map(({ id }) => id);
    expect(new Set(coupons.map(({ code }) => code)).size).toBe(coupons.length);
    for (const { category_values = [], product_ids = [] } of coupons) {
      expect(categories).toEqual(expect.arrayContaining(category_values));
      expect(ids).toEqual(expect.arrayContaining(product_ids));
    }
  });

  it('are coupons as the shop takes them', () => {
    for (const coupon of coupons) {
      const productIds = (coupon.product_ids ?? []).map(() => newId());
      const input = couponInput(coupon, productIds);
      expect(input.code).toBe(coupon.code);
      expect(input.startsAt?.getTime()).toBe(coupon.starts_at && Date.parse(coupon.starts_at));
      expect(input.discount.kind === 'amount').toBe(coupon.amount !== undefined);
      if (coupon.product_ids) expect(input.scope).toEqual({ kind: 'products', productIds });
    }
  });
});

it('SUMMER2025 takes a capped percentage off everything in the laptop shop for years', () => {
  const coupon = demoFiles('laptop').coupons.find(({ code }) => code === 'SUMMER2025')!;
  expect(coupon).toMatchObject({ percent_basis_points: 1_000, percent_cap: 2_000_000 });
  expect(isUsable(coupon)).toBe(true);
  expect(new Date(coupon.ends_at!) > FAR_AHEAD).toBe(true);
  expect(coupon.category_values ?? coupon.product_ids ?? coupon.minimum_subtotal).toBeUndefined();
});

function isUsable(coupon: FiledCoupon): boolean {
  const { starts_at, ends_at, usage_limit, times_used, active } = coupon;
  const hasBegun = starts_at === undefined || new Date(starts_at) <= NOW;
  const goesOn = ends_at === undefined || new Date(ends_at) > NOW;
  return active && hasBegun && goesOn && (usage_limit === undefined || times_used < usage_limit);
}
