import type { AdminProduct, AdminVariant } from '../../../shared/admin-products.ts';

export const STORE = {
  key: 'shop',
  name: 'Shop',
  currency: 'USD',
  currency_exponent: 2,
  locale: 'en-US',
  time_zone: 'UTC',
};

/** A variant as the admin's API tells of it. */
export function adminVariant(changes: Partial<AdminVariant> = {}): AdminVariant {
  return {
    id: 'v1',
    sku: null,
    title: 'Default',
    price: 19_900,
    list_price: null,
    stock: 3,
    availability: 'in_stock',
    options: [],
    barcodes: [],
    media: [],
    external_id: null,
    ...changes,
  };
}

export function adminProduct(changes: Partial<AdminProduct> = {}): AdminProduct {
  return {
    id: 'p1',
    handle: 'tent',
    title: 'Tent',
    description: 'Sleeps two.',
    brand: 'Lull',
    url: null,
    tags: ['light'],
    categories: ['Camping > Tents'],
    options: [],
    attributes: [{ name: 'Weight', value: '2 kg' }],
    media: [],
    variants: [adminVariant()],
    rating: null,
    external_id: null,
    version: 1,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    ...changes,
  };
}

/** A tent in two colours of one size. */
export function colouredTent(): AdminProduct {
  return adminProduct({
    options: [
      { name: 'Colour', values: [{ label: 'Green' }, { label: 'Blue' }] },
      { name: 'Size', values: [{ label: 'Two' }] },
    ],
    variants: ['Green', 'Blue'].map((colour, index) =>
      adminVariant({
        id: `v${index + 1}`,
        title: `${colour} / Two`,
        options: [
          { name: 'Colour', label: colour },
          { name: 'Size', label: 'Two' },
        ],
      }),
    ),
  });
}
