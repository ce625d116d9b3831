import { expect, it } from 'vitest';
import { PageContext } from '../../../shared/page-context.ts';
import { readContext } from '../../../widget/app/read-context.ts';
import type { AisleContext } from '../../../widget/index.d.ts';

const tent = { productId: 'tent' };

it('reads what a page tells, numbers as names', () => {
  const cart = [{ productId: 7, variantId: 8, quantity: 2 }];
  expect(readContext({ productId: 5, page: 'product', cart })).toEqual({
    product_id: '5',
    page: 'product',
    cart: [{ product_id: '7', variant_id: '8', quantity: 2 }],
  });
  expect(readContext(null)).toBeUndefined();
});

it.each<[unknown, unknown]>([
  [
    { ...tent, page: 5 },
    { product_id: 'tent', page: '5' },
  ],
  [{ ...tent, page: '' }, { product_id: 'tent' }],
  [{ productId: null, page: 'home' }, { page: 'home' }],
  [{ productId: '', page: 'home' }, { page: 'home' }],
  [{ productId: {}, page: ['home'] }, {}],
  [{ ...tent, cart: { items: [] } }, { product_id: 'tent' }],
  [{ ...tent, cart: null }, { product_id: 'tent' }],
  [{ cart: [null, 'tent', {}, tent] }, { cart: [{ product_id: 'tent', quantity: 1 }] }],
  [{ cart: [{ ...tent, quantity: '2' }] }, { cart: [{ product_id: 'tent', quantity: 2 }] }],
  [{ cart: [{ ...tent, quantity: 5000 }] }, { cart: [{ product_id: 'tent', quantity: 999 }] }],
  [{ cart: [{ ...tent, quantity: 0 }] }, { cart: [] }],
  [{ cart: [{ ...tent, quantity: Number.NaN }] }, { cart: [] }],
  [{ page: `${'a'.repeat(199)}😀` }, { page: 'a'.repeat(199) }],
  ['tent', {}],
])('leaves out of %j what the server would refuse', (told, read) => {
  const context = JSON.parse(JSON.stringify(readContext(told as AisleContext)));
  expect(context).toEqual(read);
  expect(PageContext.safeParse(context).success).toBe(true);
});
