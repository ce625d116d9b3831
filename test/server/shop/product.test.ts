import { describe, expect, test } from 'vitest';
import { isInCategory } from '../../../server/shop/category.ts';
import {
  defaultVariant,
  findByRef,
  findVariant,
  priceRange,
  productAvailability,
  stockedAvailability,
  uncountedAvailability,
} from '../../../server/shop/product.ts';
import { makeProduct } from '../../support/make-product.ts';

const GONE = { available: false, status: 'out_of_stock' } as const;
const THERE = { available: true, status: 'in_stock' } as const;

test('what a shopper gets without naming a variant is the first that can be bought', () => {
  const variants = [
    { id: 'a', price: 1, availability: GONE },
    { id: 'b', price: 2 },
  ];
  const product = makeProduct({ handle: 'tent', variants });
  expect(defaultVariant(product).id).toBe('b');
  expect(productAvailability(product)).toEqual(THERE);
  const soldOut = makeProduct({ handle: 'tent', variants: variants.slice(0, 1) });
  expect(defaultVariant(soldOut).id).toBe('a');
  expect(productAvailability(soldOut)).toEqual(GONE);
});

test('a price range goes from the cheapest to the dearest, and is of something', () => {
  const prices = [300, 100, 200].map((amount) => ({ amount, currency: 'USD' }));
  expect(priceRange(prices)).toEqual({
    min: { amount: 100, currency: 'USD' },
    max: { amount: 300, currency: 'USD' },
  });
  expect(() => priceRange([])).toThrow(RangeError);
});

test('a reference is an id before a handle, a handle before a SKU, a SKU before a foreign id', () => {
  const named = [
    makeProduct({ handle: 'd', metadata: { external_id: 'x' } }),
    makeProduct({ handle: 'c', variants: [{ id: 'v', sku: 'x', price: 1 }] }),
    makeProduct({ handle: 'x' }),
    { ...makeProduct({ handle: 'a' }), id: 'x' },
  ];
  const found = [4, 3, 2, 1].map((count) => findByRef(named.slice(0, count), 'x')?.handle);
  expect(found).toEqual(['a', 'x', 'c', 'd']);
  expect(findByRef(named, 'y')).toBeUndefined();
  expect(findVariant(named[1]!, 'x')?.id).toBe('v');
});

describe('a count of none', () => {
  test('is out of stock, unless the shop takes orders all the same', () => {
    expect(stockedAvailability(THERE, 0)).toEqual(GONE);
    expect(stockedAvailability(THERE, 1)).toEqual(THERE);
    expect(stockedAvailability(THERE, undefined)).toEqual(THERE);
    const preorder = { available: true, status: 'preorder' } as const;
    expect(stockedAvailability(preorder, 0)).toEqual(preorder);
    const discontinued = { available: true, status: 'discontinued' } as const;
    expect(stockedAvailability(discontinued, 0)).toEqual({ ...discontinued, available: false });
  });

  test('is kept as a count, so that the next delivery ends it', () => {
    const kept = uncountedAvailability(GONE, 0);
    expect(stockedAvailability(kept, 0)).toEqual(GONE);
    expect(stockedAvailability(kept, 5)).toEqual(THERE);
    expect(uncountedAvailability({ available: false }, undefined)).toEqual(GONE);
    expect(uncountedAvailability(GONE, 3)).toEqual(GONE);
  });
});

test('a category answers to its path, the paths above it and its last part', () => {
  const value = 'Cắm trại > Lều > Lều gia đình';
  for (const named of ['cam trai', 'Cắm trại > lều', value, 'LEU GIA DINH']) {
    expect(isInCategory(value, named), named).toBe(true);
  }
  for (const named of ['Lều', 'gia đình', '', 'Cắm trại > Lều gia đình']) {
    expect(isInCategory(value, named), named).toBe(false);
  }
});
