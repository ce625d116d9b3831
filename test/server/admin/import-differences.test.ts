import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../server/admin/import-differences.ts';
import { Product } from '../../../shared/product.ts';

const stored = Product.parse({
  id: 'p1',
  handle: 'tent',
  title: 'Tent',
  description: { plain: 'Roomy.' },
  price_range: {
    min: { amount: 18_900, currency: 'USD' },
    max: { amount: 18_900, currency: 'USD' },
  },
  rating: { count: 213, value: 4.5, scale_max: 5, scale_min: 1 },
  metadata: { season: { to: 'May', from: 'March' }, origin: 'EU' },
  variants: [
    {
      id: 'v1',
      title: 'Moss',
      price: { amount: 18_900, currency: 'USD' },
      availability: { available: true, status: 'in_stock' },
    },
  ],
});

describe('what an import would change', () => {
  it('is named field by field, whatever order the file keeps its fields in', () => {
    const after = Product.parse({
      ...stored,
      title: 'Family tent',
      rating: { value: 4.5, scale_min: 1, scale_max: 5, count: 213 },
      metadata: { origin: 'EU', season: { from: 'March', to: 'May' } },
    });
    expect(differencesOf(stored, after)).toEqual([
      { variant: null, field: 'title', before: 'Tent', after: 'Family tent' },
    ]);
  });

  it('holds a rating that is another one', () => {
    const after = { ...stored, rating: { value: 4.6, scale_min: 1, scale_max: 5, count: 214 } };
    expect(differencesOf(stored, after)).toMatchObject([{ field: 'rating' }]);
  });
});
