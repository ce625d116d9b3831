import { Hono } from 'hono';
import { beforeEach, describe, expect, test } from 'vitest';
import type { StoreEnv } from '../../../server/http/app-env.ts';
import { problemFromError } from '../../../server/http/problem-response.ts';
import { productRoutes } from '../../../server/http/product-routes.ts';
import { quoteRoutes } from '../../../server/http/quote-routes.ts';
import { CouponInput } from '../../../server/shop/coupon.ts';
import { Problem } from '../../../shared/problem.ts';
import { FakeCatalog } from '../../fakes/fake-catalog.ts';
import { FakeCoupons } from '../../fakes/fake-coupons.ts';
import { aStore } from '../../fixtures/store.ts';
import { makeProduct } from '../../support/make-product.ts';
import { quoteDeps } from '../../support/quote-deps.ts';

const STORE = aStore({ currency: 'USD', locale: 'en-US' });
const catalog = new FakeCatalog({ currency: 'USD' });
const coupons = new FakeCoupons();
const clock = { now: () => new Date('2026-06-15T12:00:00Z') };

const app = new Hono<StoreEnv>();
app.use(async (context, next) => {
  context.set('store', STORE);
  context.set('shopper', {});
  await next();
});
app.route('/', productRoutes({ catalog }));
app.route(
  '/',
  quoteRoutes({
    quote: quoteDeps({ catalog, coupons, clock }),
    stores: { get: async () => STORE },
    origins: { require: () => {} },
    networkOf: () => 'a network',
  }),
);
app.onError((error, context) =>
  problemFromError(context, error, (bug) => {
    throw bug;
  }),
);

beforeEach(async () => {
  await catalog.upsert(STORE.id, [
    makeProduct({ handle: 'tent', price: 29_900, categories: [{ value: 'Tents' }] }),
    makeProduct({ handle: 'stove', price: 4_500, stock: 0 }),
    makeProduct({ handle: 'lamp', price: 2_500 }),
  ]);
  await coupons.upsert(STORE.id, [
    CouponInput.parse({
      code: 'SAVE10',
      title: '10 % off',
      discount: { kind: 'percent', basisPoints: 1_000 },
    }),
  ]);
});

async function get(path: string) {
  const response = await app.request(path);
  return { status: response.status, body: await response.json() };
}

async function expectProblem(path: string, code: string): Promise<void> {
  const { status, body } = await get(path);
  expect(Problem.parse(body).code, path).toBe(code);
  expect(status, path).toBe(Problem.parse(body).status);
}

describe('GET /v1/products', () => {
  const handles = async (query: string) => {
    const { body } = await get(`/v1/products?${query}`);
    return body.products.map(({ handle }: { handle: string }) => handle);
  };

  test('lists, searches and filters in minor units', async () => {
    expect(await handles('store=shop')).toEqual(['lamp', 'stove', 'tent']);
    expect(await handles('q=tent')).toEqual(['tent']);
    expect(await handles('category=tents')).toEqual(['tent']);
    expect(await handles('min_price=4500&max_price=29900')).toEqual(['stove', 'tent']);
    expect(await handles('available=true')).toEqual(['lamp', 'tent']);
    expect(await handles('available=false')).toEqual(['lamp', 'stove', 'tent']);
  });

  test('says what it can be narrowed to, how many match, and what it gave up, when asked', async () => {
    const { body } = await get('/v1/products?facets=true&total=true&max_price=1000&relax=true');
    expect(body).toMatchObject({
      products: [{ handle: 'lamp' }, { handle: 'stove' }, { handle: 'tent' }],
      relaxed: [{ filter: 'max_price', was: 1_000, now: 29_900 }],
      facets: { categories: [{ value: 'Tents', count: 1 }], complete: true },
      total: { count: 3, exact: true },
    });
    const plain = await get('/v1/products?max_price=1000');
    expect(plain.body).toEqual({ products: [] });
  });

  test('goes on where a page ended', async () => {
    const first = await get('/v1/products?limit=2');
    expect(first.body.products).toHaveLength(2);
    const second = await get(`/v1/products?limit=2&cursor=${first.body.next_cursor}`);
    expect(second.body.products.map(({ handle }: { handle: string }) => handle)).toEqual(['tent']);
    expect(second.body.next_cursor).toBeUndefined();
  });

  test.each(['1e3', '１０', '٣', '-1', '1.0', '+1', ' 1', '', '01', '0x1', '99999999999999999'])(
    'refuses %s as a price',
    async (number) => {
      await expectProblem(
        `/v1/products?min_price=${encodeURIComponent(number)}`,
        'invalid_request',
      );
    },
  );

  test('refuses limits out of range, two values for one name and cursors of others', async () => {
    await expectProblem('/v1/products?limit=0', 'invalid_request');
    await expectProblem('/v1/products?limit=101', 'invalid_request');
    await expectProblem('/v1/products?q=a&q=b', 'invalid_request');
    await expectProblem('/v1/products?available=yes', 'invalid_request');
    await expectProblem('/v1/products?cursor=made-up', 'invalid_request');
    await expectProblem('/v1/products?option=red', 'invalid_request');
    await expectProblem('/v1/products?sort=best', 'invalid_request');
    await expectProblem(`/v1/products?${'brand=a&'.repeat(21)}`, 'invalid_request');
  });

  test('names a parameter that does not exist', async () => {
    await expectProblem('/v1/products?colour=red', 'unknown_field');
    await expectProblem('/v1/products/tent?fields=id', 'unknown_field');
  });

  test('takes several brands, categories, options and attributes, and an order', async () => {
    await catalog.upsert(STORE.id, [
      makeProduct({
        handle: 'jacket',
        metadata: { brand: 'Lark & Co', attributes: { Filling: 'Down: 700' } },
        variants: [
          { id: 'jacket-red', price: 9_000, options: [{ name: 'Colour', label: 'Red' }] },
          { id: 'jacket-blue', price: 8_000, options: [{ name: 'Colour', label: 'Blue' }] },
        ],
      }),
    ]);
    expect(await handles('category=tents&category=lights&sort=price_asc')).toEqual(['tent']);
    expect(await handles('brand=lark %26 co&brand=other')).toEqual(['jacket']);
    expect(await handles('option=colour:red&option=Colour:Green')).toEqual(['jacket']);
    expect(await handles('option=colour:red&max_price=8500')).toEqual([]);
    expect(await handles('attribute=filling:down: 700')).toEqual(['jacket']);
    expect(await handles('sort=price_desc')).toEqual(['tent', 'jacket', 'stove', 'lamp']);
  });

  test('takes amounts of what the shop says, and an order by one', async () => {
    const weighing = (handle: string, weight: string) =>
      makeProduct({ handle, metadata: { attributes: { Weight: weight } } });
    await catalog.upsert(STORE.id, [weighing('quilt', '990 g'), weighing('anvil', '150 kg')]);
    expect(await handles('max_attribute=weight:1.5 kg')).toEqual(['quilt']);
    expect(await handles('min_attribute=Weight:2 lb&min_attribute=weight:100 kg')).toEqual([
      'anvil',
    ]);
    expect((await handles('sort=attribute_desc&sort_by=weight')).slice(0, 2)).toEqual([
      'anvil',
      'quilt',
    ]);
    const { body } = await get('/v1/products?sort=attribute_asc&sort_by=weight');
    expect(body.sorted_by).toBe('Weight');
    expect(await handles('on_sale=true')).toEqual([]);
    await expectProblem('/v1/products?sort=attribute_asc', 'invalid_request');
    await expectProblem('/v1/products?sort_by=weight', 'invalid_request');
    await expectProblem('/v1/products?min_attribute=Weight:light', 'invalid_request');
    await expectProblem('/v1/products?max_attribute=Weight', 'invalid_request');
  });
});

describe('GET /v1/products/:idOrHandle', () => {
  test('gives a product by id or handle, or 404', async () => {
    expect((await get('/v1/products/tent?store=shop')).body.handle).toBe('tent');
    expect((await get('/v1/products/id-tent')).body.handle).toBe('tent');
    await expectProblem('/v1/products/nothing', 'not_found');
  });
});

describe('POST /v1/quotes', () => {
  async function post(body: unknown) {
    const response = await app.request('/v1/quotes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  test("works out a cart at the catalog's prices", async () => {
    const items = [{ product_id: 'tent', quantity: 2 }, { product_id: 'id-lamp' }];
    const { status, body } = await post({ coupon_code: 'save 10', items });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      basis: 'catalog',
      currency: 'USD',
      subtotal: 62_300,
      discount: 6_230,
      total: 56_070,
    });
  });

  test('gives the full price and the reason when a coupon does not apply', async () => {
    const { status, body } = await post({
      coupon_code: 'NOPE',
      items: [{ product_id: 'lamp' }],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 2_500, discount: 0 });
    expect(body.messages[0]).toMatchObject({ code: 'discount_code_invalid' });
  });

  test('refuses what is no cart', async () => {
    const tent = { product_id: 'tent' };
    const refused: [unknown, string][] = [
      ['not json', 'invalid_request'],
      [{ items: [] }, 'invalid_request'],
      [{ items: [{ ...tent, quantity: 0 }] }, 'invalid_request'],
      [{ items: [{ ...tent, quantity: 1.5 }] }, 'invalid_request'],
      [{ items: [{ ...tent, quantity: '1' }] }, 'invalid_request'],
      [{ items: [{ ...tent, price: 1 }] }, 'unknown_field'],
      [{ items: [{ product_id: 'nothing' }] }, 'not_found'],
      [{ items: [{ ...tent, variant_id: 'nothing' }] }, 'not_found'],
    ];
    for (const [body, code] of refused) {
      const answer = await post(body);
      expect(Problem.parse(answer.body).code, JSON.stringify(body)).toBe(code);
    }
  });
});
