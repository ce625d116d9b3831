import { describe, expect, it } from 'vitest';
import { moneyOf } from '../../../admin/format/money.ts';
import { draftOf, type ProductDraft, readDraft } from '../../../admin/product/product-draft.ts';
import type { AdminProduct } from '../../../shared/admin.ts';

const store = {
  key: 'shop',
  name: 'Shop',
  currency: 'USD',
  currency_exponent: 2,
  locale: 'en-US',
  time_zone: 'UTC',
};
const money = moneyOf(store);
const product: AdminProduct = {
  id: 'p1',
  handle: 'tent',
  title: 'Tent',
  description: 'Sleeps two.',
  brand: null,
  url: null,
  categories: [],
  media: [],
  variants: [
    {
      id: 'v1',
      sku: null,
      title: 'Green',
      price: 19_900,
      list_price: null,
      stock: null,
      availability: 'in_stock',
    },
  ],
  version: 3,
  updated_at: '2026-01-01T00:00:00.000Z',
};

function draftWith(fields: Partial<ProductDraft['variants'][string]>): ProductDraft {
  const draft = draftOf(product, money);
  const before = draft.variants.v1;
  if (!before) throw new Error('the draft has the variant');
  return { ...draft, variants: { v1: { ...before, ...fields } } };
}

describe('readDraft', () => {
  it('finds nothing to save in a form that nobody touched', () => {
    const { change, count } = readDraft(draftOf(product, money), product, money);
    expect([change, count]).toEqual([{}, 0]);
  });

  it('finds nothing to save when the same price is written in another way', () => {
    expect(readDraft(draftWith({ price: '$199' }), product, money).count).toBe(0);
  });

  it('sends only what differs', () => {
    const draft = { ...draftWith({ price: '189.50', stock: '4' }), title: ' New tent ' };
    expect(readDraft(draft, product, money)).toEqual({
      change: { title: 'New tent', variants: [{ id: 'v1', price: 18_950, stock: 4 }] },
      count: 3,
      mistakes: new Map(),
    });
  });

  it('takes an empty list price for none and an empty stock for uncounted', () => {
    const counted = {
      ...product,
      variants: product.variants.map((variant) => ({ ...variant, list_price: 25_000, stock: 2 })),
    };
    const draft = draftWith({ listPrice: ' ', stock: '' });
    expect(readDraft(draft, counted, money).change).toEqual({
      variants: [{ id: 'v1', list_price: null, stock: null }],
    });
  });

  it.each([
    [{ price: 'cheap' }, 'v1 price', 'price'],
    [{ price: '' }, 'v1 price', 'price'],
    [{ listPrice: '1.2.3' }, 'v1 listPrice', 'list-price'],
    [{ listPrice: '100' }, 'v1 listPrice', 'list-price-too-low'],
    [{ stock: '1.5' }, 'v1 stock', 'stock'],
    [{ stock: '-1' }, 'v1 stock', 'stock'],
  ])('saves nothing while a field is wrong: %o', (fields, where, mistake) => {
    const reading = readDraft(draftWith(fields), product, money);
    expect(reading.change).toBeUndefined();
    expect(reading.mistakes.get(where)).toBe(mistake);
    expect(reading.count).toBeGreaterThan(0);
  });

  it('wants a title', () => {
    const draft = { ...draftOf(product, money), title: '  ' };
    expect(readDraft(draft, product, money).mistakes.get('title')).toBe('title');
  });
});
