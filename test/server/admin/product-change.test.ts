import { describe, expect, it } from 'vitest';
import { newPrice } from '../../../server/admin/bulk-change.ts';
import { changeProduct } from '../../../server/admin/change-product.ts';
import { handleOf, makeProduct } from '../../../server/admin/new-product.ts';
import { differenceBetween } from '../../../server/admin/product-difference.ts';
import type { ProductFacts } from '../../../server/admin/product-facts.ts';
import { ProductChange } from '../../../shared/admin-products.ts';

/** Lehmer's generator (Park and Miller, 1988): the same numbers in every run. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const COLOURS = ['Red', 'Blue', 'Green', 'Grey'];

/** A product in one of many states; variants keep their ids from one state to another. */
function anyState(base: ProductFacts, pick: (below: number) => number): ProductFacts {
  const labels = COLOURS.slice(0, 1 + pick(COLOURS.length));
  const variants = labels.map((label, index) => ({
    ...base.variants[index]!,
    title: pick(2) ? label : `No. ${index}`,
    price: 100 + pick(5),
    list_price: pick(2) ? null : 900,
    stock: pick(2) ? null : pick(3),
    sku: pick(2) ? null : `S-${pick(100)}-${index}`,
    options: [{ name: 'Colour', label }],
    media: pick(2) ? [] : [{ type: 'image', url: `/media/${pick(3)}.webp` }],
  }));
  const turned = pick(variants.length);
  return {
    ...base,
    title: `Title ${pick(3)}`,
    brand: pick(2) ? null : 'Fjordlys',
    tags: ['a', 'b', 'c'].slice(pick(3)),
    attributes: pick(2)
      ? []
      : [
          { name: '2', value: 'x' },
          { name: '1', value: 'y' },
        ],
    options: [{ name: 'Colour', values: labels.map((label) => ({ label })) }],
    variants: [...variants.slice(turned), ...variants.slice(0, turned)],
  };
}

describe('the difference between two states of a product', () => {
  it('leads from one to the other and back, through JSON and the rules of a request', () => {
    const pick = numbers(7);
    const base = makeProduct({
      title: 'Shirt',
      options: [{ name: 'Colour', values: COLOURS.map((label) => ({ label })) }],
      variants: COLOURS.map((label) => ({ price: 1, options: [{ name: 'Colour', label }] })),
    });
    let compared = 0;
    for (let round = 0; round < 400; round += 1) {
      const [older, newer] = [anyState(base, pick), anyState(base, pick)];
      const difference = differenceBetween(older, newer);
      if (!difference) continue;
      const sent = (change: unknown) => ProductChange.parse(JSON.parse(JSON.stringify(change)));
      expect(changeProduct(older, sent(difference.after))).toEqual(newer);
      expect(changeProduct(newer, sent(difference.before))).toEqual(older);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(300);
  });
});

describe('a price that is changed by percents', () => {
  it.each([
    [999, 2_500, undefined, 1_249],
    [1, -5_000, undefined, 1],
    [1, -5_001, undefined, 0],
    [2_000, -1_000, { step: 100, value: 99 }, 1_799],
    [1_849, 0, { step: 100, value: 99 }, 1_799],
    [1_850, 0, { step: 100, value: 99 }, 1_899],
    [1_990_000, 333, { step: 1_000, value: 0 }, 2_056_000],
    [10, -9_000, { step: 100, value: 99 }, 99],
    [9_007_199_254_740_991, -1, undefined, 9_006_298_534_815_517],
  ])('%d by %d basis points, ending %j, is %d', (price, basis_points, ending, expected) => {
    expect(newPrice(price, { kind: 'percent', basis_points, ending })).toBe(expected);
  });

  it('is the nearest price that has the ending, the lower one of two', () => {
    const pick = numbers(11);
    for (let round = 0; round < 300; round += 1) {
      const step = 2 + pick(300);
      const ending = { step, value: pick(step) };
      const price = pick(5_000);
      const candidates = Array.from({ length: 5_000 }, (_, index) => ending.value + index * step);
      const nearest = candidates.reduce((best, candidate) =>
        Math.abs(candidate - price) < Math.abs(best - price) ? candidate : best,
      );
      expect(newPrice(price, { kind: 'percent', basis_points: 0, ending })).toBe(nearest);
    }
  });
});

it.each([
  ['Lều Đôi Siêu Nhẹ', 'leu-doi-sieu-nhe'],
  ['  15.6" Laptop / 16 GB ', '15-6-laptop-16-gb'],
  ['日本の靴', '日本の靴'],
  ['!!!', 'product'],
  ['x'.repeat(500), 'x'.repeat(80)],
])('calls %j %s', (title, handle) => {
  expect(handleOf(title)).toBe(handle);
});
