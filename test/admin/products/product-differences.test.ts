import { describe, expect, it } from 'vitest';
import { moneyOf } from '../../../admin/format/money.ts';
import { productDifferences } from '../../../admin/products/product-differences.ts';
import { english } from '../../../admin/words/english.ts';
import type { AdminProduct } from '../../../shared/admin.ts';

const store = {
  key: 'shop',
  name: 'Shop',
  currency: 'USD',
  currency_exponent: 2,
  locale: 'en-US',
  time_zone: 'UTC',
};
const inEnglish = { money: moneyOf(store), words: english };
const variant = {
  options: [],
  barcodes: [],
  media: [],
  external_id: null,
  id: 'v1',
  sku: null,
  title: 'Green',
  price: 19_900,
  list_price: null,
  stock: 3,
  availability: 'in_stock' as const,
};
const seen: AdminProduct = {
  id: 'p1',
  handle: 'tent',
  title: 'Tent',
  description: 'Sleeps two.',
  brand: null,
  url: null,
  tags: [],
  categories: [],
  options: [],
  attributes: [],
  media: [],
  rating: null,
  external_id: null,
  created_at: '2026-01-01T00:00:00.000Z',
  variants: [variant],
  version: 1,
  updated_at: '2026-01-01T00:00:00.000Z',
};

describe('productDifferences', () => {
  it('shows my price beside the one that is stored now', () => {
    const stored = { ...seen, variants: [{ ...variant, price: 17_900 }] };
    const mine = { variants: [{ id: 'v1', price: 18_900 }] };
    expect(productDifferences({ seen, mine, stored }, inEnglish)).toEqual([
      { field: 'Price', mine: '$189.00', theirs: '$179.00' },
    ]);
  });

  it('shows what somebody else changed although I left it alone', () => {
    const stored = { ...seen, title: 'Big tent' };
    const mine = { variants: [{ id: 'v1', stock: null }] };
    expect(productDifferences({ seen, mine, stored }, inEnglish)).toEqual([
      { field: 'Title', mine: 'Tent', theirs: 'Big tent' },
      { field: 'Stock', mine: 'Not counted', theirs: '3' },
    ]);
  });

  it('has nothing to show when only things changed that are not edited here', () => {
    const stored = { ...seen, brand: 'Acme', version: 2 };
    expect(productDifferences({ seen, mine: {}, stored }, inEnglish)).toEqual([]);
  });

  it('cuts a long text', () => {
    const stored = { ...seen, title: 'x'.repeat(500) };
    const [difference] = productDifferences({ seen, mine: {}, stored }, inEnglish);
    expect(difference?.theirs.length).toBeLessThan(400);
  });
});
