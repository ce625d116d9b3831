import { beforeEach, describe, expect, test } from 'vitest';
import type { Catalog, ProductQuery } from '../../../server/shop/catalog.ts';
import { CouponInput } from '../../../server/shop/coupon.ts';
import type { Store } from '../../../server/shop/store.ts';
import { calculateDiscount } from '../../../server/tools/calculate-discount.ts';
import { checkCoupon } from '../../../server/tools/check-coupon.ts';
import { compareProducts } from '../../../server/tools/compare-products.ts';
import { getProductInfo } from '../../../server/tools/get-product-info.ts';
import { searchProducts } from '../../../server/tools/search-products.ts';
import { type Tool, ToolError } from '../../../server/tools/tool.ts';
import { FakeCatalog } from '../../fakes/fake-catalog.ts';
import { FakeCoupons } from '../../fakes/fake-coupons.ts';
import { aStore } from '../../fixtures/store.ts';
import { makeProduct } from '../../support/make-product.ts';
import { quoteDeps } from '../../support/quote-deps.ts';

const USD = aStore({ currency: 'USD', locale: 'en-US' });
const VND = aStore({ id: 'store-vnd', currency: 'VND', locale: 'vi' });
const clock = { now: () => new Date('2026-06-15T12:00:00Z') };

let catalog: FakeCatalog;
let coupons: FakeCoupons;

beforeEach(async () => {
  catalog = new FakeCatalog({ currency: 'USD' });
  coupons = new FakeCoupons();
  await catalog.upsert(USD.id, [
    makeProduct({
      handle: 'tent-4',
      title: 'Trail Tent 4',
      url: 'https://shop.example/tent-4',
      description: 'Roomy.',
      categories: [{ value: 'Tents' }],
      tags: ['family'],
      metadata: { brand: 'Bergwerk', attributes: { Capacity: '4', Weight: '3 kg' } },
      options: [{ name: 'Colour', values: [{ label: 'Green' }, { label: 'Red' }] }],
      variants: [
        { id: 'red', sku: 'T4-R', title: 'Red', price: 34_900, stock: 0 },
        {
          id: 'green',
          sku: 'T4-G',
          title: 'Green',
          price: 29_900,
          stock: 3,
          options: [{ name: 'Colour', label: 'Green' }],
        },
      ],
    }),
    makeProduct({
      handle: 'tent-2',
      title: 'Trail Tent 2',
      categories: [{ value: 'Tents' }],
      metadata: { attributes: { Capacity: '2' } },
      price: 19_900,
    }),
    makeProduct({ handle: 'lamp', categories: [{ value: 'Lights' }], price: 2_500 }),
  ]);
  await coupons.upsert(USD.id, [
    CouponInput.parse({
      code: 'TENT10',
      title: '10 % off tents',
      discount: { kind: 'percent', basisPoints: 1_000 },
      scope: { kind: 'categories', values: ['Tents'] },
    }),
    CouponInput.parse({
      code: 'ALL10',
      title: '10 % off',
      discount: { kind: 'percent', basisPoints: 1_000 },
    }),
  ]);
});

/** Runs a tool as the agent does: arguments and answer pass its schemas. */
async function call<I, O>(
  tool: Tool<I, O>,
  args: unknown,
  { store = USD, locale }: { store?: Store; locale?: string } = {},
) {
  const context = {
    store,
    locale,
    visitorId: 'visitor',
    conversationId: 'conversation',
    turnId: 'turn',
    callId: 'call',
    signal: new AbortController().signal,
  };
  const output = tool.output.parse(await tool.run(tool.input.parse(args), context));
  return { output, shown: tool.show?.(output, context) };
}

describe('search_products', () => {
  test('lists what it found with the prices that may be quoted, and shows cards', async () => {
    const { output, shown } = await call(searchProducts(catalog), { query: 'tent' });
    expect(output.products.map(({ handle }) => handle)).toEqual(['tent-2', 'tent-4']);
    expect(output.more).toBe(false);
    expect(output.products[1]?.price_range).toEqual({
      min: { amount: 29_900, currency: 'USD', display: '$299.00' },
      max: { amount: 34_900, currency: 'USD', display: '$349.00' },
    });
    expect(shown).toMatchObject({
      type: 'data-products',
      data: {
        products: [
          { handle: 'tent-2', variant_id: 'tent-2-1' },
          {
            handle: 'tent-4',
            url: 'https://shop.example/tent-4',
            brand: 'Bergwerk',
            price_range: { min: { amount: 29_900, currency: 'USD' } },
            options: [{ name: 'Colour', count: 2 }],
            availability: { available: true, status: 'in_stock' },
          },
        ],
      },
    });
    expect(JSON.stringify(shown)).not.toContain('display');
  });

  test("reads prices in whole units of the store's currency", async () => {
    const asked: ProductQuery[] = [];
    const recording: Catalog = {
      search: async (_, query) => {
        asked.push(query);
        return { products: [] };
      },
      get: async () => undefined,
      getMany: async () => [],
      categories: async () => [],
      brands: async () => [],
    };
    await call(searchProducts(recording), { query: '', min_price: 19.99, max_price: 300 });
    await call(searchProducts(recording), { query: 'x', max_price: 20_000_000 }, { store: VND });
    expect(asked).toMatchObject([
      { text: undefined, minPrice: 1_999, maxPrice: 30_000, limit: 6 },
      { text: 'x', maxPrice: 20_000_000 },
    ]);
  });

  test('tells the model about an amount that the currency cannot express', async () => {
    const search = call(searchProducts(catalog), { query: 'tent', max_price: 19.999 });
    await expect(search).rejects.toBeInstanceOf(ToolError);
  });

  test('comes close when nothing fulfils every wish, and says what it gave up', async () => {
    const { output, shown } = await call(searchProducts(catalog), {
      query: 'tent',
      brand: 'Bergwerk',
      max_price: 100,
    });
    expect(output).toMatchObject({
      products: [{ handle: 'tent-4' }],
      not_fulfilled: [
        { wish: 'max_price', was: { display: '$100.00' }, now: { display: '$349.00' } },
      ],
    });
    expect(shown).toMatchObject({ data: { products: [{ handle: 'tent-4' }] } });
    const fine = await call(searchProducts(catalog), { query: 'tent' });
    expect(fine.output).not.toHaveProperty('not_fulfilled.0');
  });

  test('says what the most of something goes by, and only then', async () => {
    await catalog.upsert(USD.id, [
      makeProduct({ handle: 'lantern', metadata: { attributes: { Brightness: '400 lm' } } }),
      makeProduct({ handle: 'torch', metadata: { attributes: { Brightness: '1,200 lm' } } }),
    ]);
    const brightest = { query: '', sort: 'attribute_desc', sort_by: 'brightness' };
    const { output } = await call(searchProducts(catalog), brightest);
    expect(output.products.slice(0, 2)).toMatchObject([{ handle: 'torch' }, { handle: 'lantern' }]);
    expect(output.sorted_by).toBe('Brightness');
    for (const forgotten of [{ sort_by: '' }, { sort_by: 'noise' }, { sort: 'relevance' }]) {
      const { output } = await call(searchProducts(catalog), { ...brightest, ...forgotten });
      expect(output.sorted_by).toBeUndefined();
      expect(output.products.length).toBeGreaterThan(2);
    }
  });

  test('finds what measures enough, and says when nothing does', async () => {
    await catalog.upsert(USD.id, [
      makeProduct({ handle: 'lantern', metadata: { attributes: { 'Run time': '12 h' } } }),
    ]);
    const lasting = (value: string) =>
      call(searchProducts(catalog), {
        query: 'lantern',
        min_attributes: [{ name: 'battery', value }],
      });
    expect((await lasting('10 hours')).output).toMatchObject({ products: [{ handle: 'lantern' }] });
    expect((await lasting('10 hours')).output.not_fulfilled).toBeUndefined();
    expect((await lasting('20 h')).output).toMatchObject({
      products: [{ handle: 'lantern' }],
      not_fulfilled: [{ wish: 'min_attribute', was: 'battery: 20 h' }],
    });
  });

  test('lists the cheapest first, and what can be chosen, when asked', async () => {
    const { output } = await call(searchProducts(catalog), {
      query: '',
      sort: 'price_asc',
      choices: true,
      limit: 1,
    });
    expect(output).toMatchObject({
      products: [{ handle: 'lamp' }],
      more: true,
      choices: {
        brands: [{ value: 'Bergwerk', count: 1 }],
        price: { min: { display: '$25.00' } },
      },
    });
  });

  test('says that more match than it lists', async () => {
    const { output } = await call(searchProducts(catalog), { query: 'tent', limit: 1 });
    expect(output).toMatchObject({ more: true, products: [{ handle: 'tent-2' }] });
  });

  test('names what the shop does sell when it found nothing, and shows no cards', async () => {
    const { output, shown } = await call(searchProducts(catalog), { query: 'zeppelin' });
    expect(output).toEqual({ products: [], more: false, categories: ['Tents', 'Lights'] });
    expect(shown).toBeUndefined();
  });

  test('with available_only false still lists what can be bought', async () => {
    const { output } = await call(searchProducts(catalog), { query: '', available_only: false });
    expect(output.products).toHaveLength(3);
  });
});

describe('get_product_info', () => {
  test('tells everything of a product named by id, handle or SKU', async () => {
    for (const product_id of ['id-tent-4', 'tent-4', 'T4-R']) {
      const { output, shown } = await call(getProductInfo(catalog), { product_id });
      expect(output).toMatchObject({
        product: { handle: 'tent-4', attributes: { Capacity: '4', Weight: '3 kg' } },
        description: 'Roomy.',
        tags: ['family'],
        variants: [
          { sku: 'T4-R', stock: 0, availability: { available: false, status: 'out_of_stock' } },
          { sku: 'T4-G', stock: 3, options: { Colour: 'Green' }, price: { display: '$299.00' } },
        ],
      });
      expect(shown).toMatchObject({ data: { products: [{ handle: 'tent-4' }] } });
    }
  });

  test('says that there is no such product', async () => {
    const info = call(getProductInfo(catalog), { product_id: 'nothing' });
    await expect(info).rejects.toThrow(new ToolError('There is no product nothing in this shop.'));
  });
});

describe('compare_products', () => {
  test('sets every attribute side by side and names what does not exist', async () => {
    const { output, shown } = await call(compareProducts(catalog), {
      product_ids: ['tent-2', 'tent-4', 'nothing'],
    });
    expect(output.products.map(({ handle }) => handle)).toEqual(['tent-2', 'tent-4']);
    expect(output.attributes).toEqual([
      { name: 'Capacity', values: ['2', '4'] },
      { name: 'Weight', values: [null, '3 kg'] },
    ]);
    expect(output.unknown).toEqual(['nothing']);
    expect(shown).toMatchObject({
      data: { products: [{}, {}], comparison: output.attributes },
    });
  });

  test('needs two products, and one named twice is one', async () => {
    const same = call(compareProducts(catalog), { product_ids: ['tent-4', 'T4-R'] });
    await expect(same).rejects.toBeInstanceOf(ToolError);
    const unknown = call(compareProducts(catalog), { product_ids: ['tent-4', 'nothing'] });
    await expect(unknown).rejects.toBeInstanceOf(ToolError);
  });
});

describe('check_coupon', () => {
  const check = async (...coupon_codes: string[]) => {
    const tool = checkCoupon(quoteDeps({ catalog, coupons, clock }));
    return (await call(tool, { coupon_codes })).output.coupons;
  };
  const code = (facts: Partial<CouponInput> & { code: string }) =>
    CouponInput.parse({ title: 'A code', discount: { kind: 'amount', amount: 1_000 }, ...facts });

  test('says what a code takes off that is valid now', async () => {
    await coupons.upsert(USD.id, [
      code({
        code: 'BIG',
        discount: { kind: 'percent', basisPoints: 1_250, cap: 6_000 },
        minimumSubtotal: 25_000,
        endsAt: new Date('2026-12-01T00:00:00Z'),
        combinable: true,
      }),
      code({ code: 'FEW', scope: { kind: 'products', productIds: [crypto.randomUUID()] } }),
      code({ code: 'TEN', scope: { kind: 'categories', values: ['Camping > Tents'] } }),
    ]);
    expect(await check('big', 'Few', 'TEN')).toEqual([
      {
        code: 'BIG',
        valid: true,
        title: 'A code',
        takes_off: '12.5%',
        at_most: '$60.00',
        minimum: '$250.00',
        ends_at: '2026-12-01T00:00:00.000Z',
        combinable: true,
      },
      {
        code: 'FEW',
        valid: true,
        title: 'A code',
        takes_off: '$10.00',
        some_products_only: true,
        combinable: false,
      },
      {
        code: 'TEN',
        valid: true,
        title: 'A code',
        takes_off: '$10.00',
        categories: ['Tents'],
        combinable: false,
      },
    ]);
  });

  test('tells an expired, a coming, a used-up, a switched-off and an unknown one not apart', async () => {
    await coupons.upsert(USD.id, [
      code({ code: 'A1', endsAt: new Date('2026-06-15T12:00:00Z') }),
      code({ code: 'A2', startsAt: new Date('2026-06-15T12:00:01Z') }),
      code({ code: 'A3', usageLimit: 1, timesUsed: 1 }),
      code({ code: 'A4', active: false }),
    ]);
    const told = await check('A1', 'A2', 'A3', 'A4', 'A5');
    expect(told).toHaveLength(5);
    for (const { code, ...rest } of told) {
      expect(rest).toEqual({
        valid: false,
        reason: `The code ${code} cannot be used: it is unknown, has expired or was used up.`,
      });
    }
  });

  test('asks for who counts customers to be one', async () => {
    await coupons.upsert(USD.id, [code({ code: 'FIRST', firstOrderOnly: true })]);
    expect(await check('FIRST')).toMatchObject([
      { valid: false, reason: expect.stringContaining('signed in') },
    ]);
  });

  test('counts wrong codes as the quote does, and right ones not', async () => {
    const tool = checkCoupon(quoteDeps({ catalog, coupons, clock }));
    const tried = (coupon_code: string) => call(tool, { coupon_codes: [coupon_code] });
    for (let index = 0; index < 12; index += 1) await tried('ALL10');
    for (let index = 0; index < 10; index += 1) await tried(`guess${index}`);
    await expect(tried('ALL10')).rejects.toThrow(ToolError);
  });
});

describe('calculate_discount', () => {
  const discount = (args: unknown, store = USD) =>
    call(calculateDiscount(quoteDeps({ catalog, coupons, clock })), args, { store });

  test("takes a coupon off products at the catalog's price, the first variant that can be bought", async () => {
    const { output, shown } = await discount({
      coupon_code: 'tent10',
      items: [{ product_id: 'tent-4', quantity: 2 }, { product_id: 'lamp' }],
    });
    expect(output.quote).toMatchObject({
      basis: 'catalog',
      subtotal: 62_300,
      discount: 5_980,
      total: 56_320,
      line_items: [{ variant_id: 'green', discount: 5_980 }, { discount: 0 }],
    });
    expect(output.display).toEqual({ subtotal: '$623.00', discount: '$59.80', total: '$563.20' });
    expect(shown).toEqual({ type: 'data-quote', data: output.quote });
  });

  test('shows the signed quote, and tells the model all of it but the token', async () => {
    const tool = calculateDiscount(quoteDeps({ catalog, coupons, clock }));
    const { output, shown } = await call(tool, {
      coupon_codes: ['ALL10', 'nope'],
      items: [{ product_id: 'lamp' }],
      language: 'vi',
    });
    const { token, ...quote } = output.quote;
    expect(token).toEqual(expect.any(String));
    expect(shown).toMatchObject({ data: { token } });
    expect(tool.tell?.(output)).toEqual({ ...output, quote });
    expect(quote.messages[0]?.content).toBe(
      'Không dùng được mã NOPE: mã không tồn tại, đã hết hạn hoặc đã hết lượt.',
    );
  });

  test('says why a code is refused in the language of the page, unless the model heard another', async () => {
    const tool = calculateDiscount(quoteDeps({ catalog, coupons, clock }));
    const refusal = async (args: object) => {
      const asked = { coupon_code: 'ALL99', original_price: 5, ...args };
      const { output } = await call(tool, asked, { store: USD, locale: 'de-AT' });
      return output.quote.messages[0]?.content;
    };
    const german =
      'Der Gutschein ALL99 gilt nicht: Er ist unbekannt, abgelaufen oder aufgebraucht.';
    expect(await refusal({})).toBe(german);
    expect(await refusal({ language: 'de' })).toBe(german);
    expect(await refusal({ language: 'fr' })).toContain('Le code promo ALL99');
  });

  test('says that enough codes were guessed', async () => {
    const tool = calculateDiscount(quoteDeps({ catalog, coupons, clock }));
    const guess = (coupon_code: string) => call(tool, { coupon_code, original_price: 5 });
    for (let index = 0; index < 10; index += 1) await guess(`guess${index}`);
    await expect(guess('ALL10')).rejects.toThrow(
      new ToolError(
        'Too many coupon codes that are not valid. Codes can be tried again in 60 minutes.',
      ),
    );
  });

  test('names the variant of a SKU and of a variant id', async () => {
    const bySku = await discount({ coupon_code: 'ALL10', items: [{ product_id: 'T4-R' }] });
    expect(bySku.output.quote.subtotal).toBe(34_900);
    const items = [{ product_id: 'tent-4', variant_id: 'red' }];
    const byId = await discount({ coupon_code: 'ALL10', items });
    expect(byId.output.quote.subtotal).toBe(34_900);
  });

  test('takes a coupon off a price that the shopper stated, and says so', async () => {
    const { output } = await discount({ coupon_code: 'ALL10', original_price: 199.99 });
    expect(output.quote).toMatchObject({
      basis: 'stated_price',
      subtotal: 19_999,
      discount: 2_000,
    });
    expect(output.quote.line_items[0]?.product_id).toBeUndefined();
  });

  test('gives the reason with the full price when the coupon does not apply', async () => {
    const { output } = await discount({ coupon_code: 'TENT10', items: [{ product_id: 'lamp' }] });
    expect(output.quote).toMatchObject({ discount: 0, total: 2_500 });
    expect(output.quote.messages[0]?.content).toBe('The code TENT10 is only for Tents.');
  });

  test('tells the model which product or variant does not exist', async () => {
    const product = discount({ coupon_code: 'ALL10', items: [{ product_id: 'nothing' }] });
    await expect(product).rejects.toThrow(
      new ToolError('There is no product nothing in this shop.'),
    );
    const items = [{ product_id: 'lamp', variant_id: 'xl' }];
    const variant = discount({ coupon_code: 'ALL10', items });
    await expect(variant).rejects.toThrow(new ToolError('lamp has no variant xl.'));
  });

  test('wants either items or a price', () => {
    const { input } = calculateDiscount(quoteDeps({ catalog, coupons, clock }));
    const items = [{ product_id: 'lamp' }];
    expect(input.safeParse({ coupon_code: 'A' }).success).toBe(false);
    expect(input.safeParse({ coupon_code: 'A', items, original_price: 5 }).success).toBe(false);
    expect(input.safeParse({ coupon_code: 'A', items }).success).toBe(true);
    expect(input.safeParse({ coupon_codes: ['A', 'B'], items }).success).toBe(true);
    expect(input.safeParse({ original_price: 5 }).success).toBe(false);
  });

  test('works out what several cost together where no coupon is meant', async () => {
    const tool = calculateDiscount(quoteDeps({ catalog, coupons, clock }));
    const asked = { items: [{ product_id: 'tent-4', quantity: 2 }, { product_id: 'lamp' }] };
    expect(tool.input.safeParse(asked).success).toBe(true);
    const { output } = await call(tool, asked);
    expect(output.quote).toMatchObject({ subtotal: 62_300, discount: 0, messages: [] });
    expect(output.display.total).toBe('$623.00');
  });
});
