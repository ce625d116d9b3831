import { describe, expect, test } from 'vitest';
import type { Catalog, CatalogWriter, ProductQuery } from '../../server/shop/catalog.ts';
import type { Product } from '../../shared/product.ts';
import { makeProduct } from '../support/make-product.ts';

export interface CatalogUnderTest extends AsyncDisposable {
  catalog: Catalog & CatalogWriter;
  /** Two stores that sell in USD. */
  storeId: string;
  otherStoreId: string;
}

const TENT = makeProduct({
  handle: 'trail-tent',
  title: 'Trail Tent 4',
  description: 'A roomy shelter for four.',
  categories: [{ value: 'Camping > Lều trại' }],
  tags: ['family'],
  media: [{ type: 'image', url: 'https://pictures.example/tent.webp', alt_text: 'A tent' }],
  options: [{ name: 'Colour', values: [{ label: 'Green' }, { label: 'Red' }] }],
  rating: { value: 4.5, scale_max: 5, count: 12 },
  metadata: { brand: 'Bergwerk', attributes: { Weight: '3 kg', Capacity: '4 people' } },
  variants: [
    {
      id: 'tent-green',
      sku: 'TT-4-GRN',
      title: 'Green',
      price: 29_900,
      stock: 3,
      options: [{ name: 'Colour', label: 'Green' }],
    },
    {
      id: 'tent-red',
      sku: 'TT-4-RED',
      title: 'Red',
      price: 34_900,
      stock: 0,
      options: [{ name: 'Colour', label: 'Red' }],
    },
  ],
});
const STOVE = makeProduct({
  handle: 'pocket-stove',
  title: 'Pocket Stove',
  categories: [{ value: 'Camping > Stoves' }],
  metadata: { brand: 'Ember' },
  price: 4_500,
  stock: 0,
});
const LAMP = makeProduct({
  handle: 'head-lamp',
  title: 'Head Lamp',
  categories: [{ value: 'Lights' }],
  metadata: { brand: 'Ember' },
  price: 2_500,
});

/** 0.99, 1 and 150 kg. */
const WEIGHED = Object.entries({
  quilt: '2 lb 3 oz (0.99 kg)',
  scale: '1,000 g',
  anvil: '150 kg',
}).map(([handle, weight]) =>
  makeProduct({ handle, title: handle, metadata: { attributes: { Weight: weight } } }),
);

const withRam = (handle: string, versions: [string, number][]) =>
  makeProduct({
    handle,
    title: `Computer ${handle}`,
    metadata: { attributes: { RAM: '4 GB DDR5 (up to 256 GB)' } },
    options: [{ name: 'RAM', values: versions.map(([label]) => ({ label })) }],
    variants: versions.map(([label, price]) => ({
      id: `${handle}-${label}`,
      title: label,
      price,
      options: [{ name: 'RAM', label }],
    })),
  });
const REMEMBERING = [
  withRam('big', [
    ['8 GB', 40_000],
    ['64 GB', 90_000],
  ]),
  withRam('small', [['16 GB', 30_000]]),
];

/** What every catalog does, in memory or in Postgres. */
export function describeCatalog(name: string, create: () => Promise<CatalogUnderTest>): void {
  const filled = async (): Promise<CatalogUnderTest> => {
    const under = await create();
    await under.catalog.upsert(under.storeId, [TENT, STOVE, LAMP]);
    return under;
  };
  const handles = async ({ catalog, storeId }: CatalogUnderTest, query: Partial<ProductQuery>) => {
    const page = await catalog.search(storeId, { limit: 10, ...query });
    return page.products.map(({ handle }) => handle);
  };

  describe(name, () => {
    test('keeps attributes in the order in which the merchant gave them', async () => {
      await using under = await filled();
      const tent = await under.catalog.get(under.storeId, 'trail-tent');
      expect(Object.keys(tent?.metadata?.attributes ?? {})).toEqual(['Weight', 'Capacity']);
    });

    test('gives a product back by id, handle and SKU with everything that was stored', async () => {
      await using under = await filled();
      const { catalog, storeId } = under;
      const tent = await catalog.get(storeId, 'trail-tent');
      expect(withoutIds(tent)).toEqual(
        withoutIds({
          ...TENT,
          variants: TENT.variants.map((variant) =>
            variant.sku === 'TT-4-RED'
              ? { ...variant, availability: { available: false, status: 'out_of_stock' } }
              : variant,
          ),
        }),
      );
      expect(await catalog.get(storeId, 'TT-4-RED')).toEqual(tent);
      expect(await catalog.get(storeId, tent!.id)).toEqual(tent);
      expect(await catalog.get(storeId, 'no-such-thing')).toBeUndefined();
    });

    test('keeps the order of the references and leaves out what does not exist', async () => {
      await using under = await filled();
      const products = await under.catalog.getMany(under.storeId, [
        'head-lamp',
        'nothing',
        'TT-4-GRN',
        'head-lamp',
      ]);
      expect(products.map(({ handle }) => handle)).toEqual([
        'head-lamp',
        'trail-tent',
        'head-lamp',
      ]);
    });

    test('shows nothing of another store', async () => {
      await using under = await filled();
      const { catalog, storeId, otherStoreId } = under;
      const tent = await catalog.get(storeId, 'trail-tent');
      expect(await catalog.get(otherStoreId, 'trail-tent')).toBeUndefined();
      expect(await catalog.get(otherStoreId, tent!.id)).toBeUndefined();
      expect((await catalog.search(otherStoreId, { limit: 10 })).products).toEqual([]);
      expect((await catalog.search(otherStoreId, { text: 'tent', limit: 10 })).products).toEqual(
        [],
      );
      expect(await catalog.categories(otherStoreId)).toEqual([]);
    });

    test('lists everything by title when nothing is asked, page after page', async () => {
      await using under = await filled();
      expect(await handles(under, {})).toEqual(['head-lamp', 'pocket-stove', 'trail-tent']);
      const { catalog, storeId } = under;
      const first = await catalog.search(storeId, { limit: 2 });
      const second = await catalog.search(storeId, { limit: 2, cursor: first.nextCursor });
      expect(second.products.map(({ handle }) => handle)).toEqual(['trail-tent']);
      expect(second.nextCursor).toBeUndefined();
    });

    test('refuses a cursor that it never gave', async () => {
      await using under = await filled();
      const search = under.catalog.search(under.storeId, { limit: 2, cursor: 'made-up' });
      await expect(search).rejects.toMatchObject({ code: 'invalid_request' });
    });

    test('filters by category, brand, price of a variant and availability', async () => {
      await using under = await filled();
      expect(await handles(under, { categories: ['leu trai'] })).toEqual(['trail-tent']);
      expect(await handles(under, { categories: ['camping'] })).toEqual([
        'pocket-stove',
        'trail-tent',
      ]);
      expect(await handles(under, { brands: ['EMBER'] })).toEqual(['head-lamp', 'pocket-stove']);
      expect(await handles(under, { brands: ['Emb'] })).toEqual([]);
      expect(await handles(under, { minPrice: 34_900 })).toEqual(['trail-tent']);
      expect(await handles(under, { minPrice: 30_000, maxPrice: 34_000 })).toEqual([]);
      expect(await handles(under, { maxPrice: 4_500 })).toEqual(['head-lamp', 'pocket-stove']);
      expect(await handles(under, { available: true })).toEqual(['head-lamp', 'trail-tent']);
      expect(await handles(under, { available: true, minPrice: 30_000 })).toEqual([]);
    });

    test('lets any of several brands and categories do, and asks that both hold', async () => {
      await using under = await filled();
      const brands = ['ember', 'bergwerk'];
      expect(await handles(under, { brands })).toEqual(['head-lamp', 'pocket-stove', 'trail-tent']);
      expect(await handles(under, { brands, categories: ['Lights', 'lều trại'] })).toEqual([
        'head-lamp',
        'trail-tent',
      ]);
      expect(await handles(under, { brands: ['Ember'], categories: ['lều trại'] })).toEqual([]);
    });

    test('wants price, options and stock of one and the same variant', async () => {
      await using under = await filled();
      const red = [{ name: 'colour', value: 'RED' }];
      expect(await handles(under, { options: red })).toEqual(['trail-tent']);
      expect(await handles(under, { options: red, maxPrice: 30_000 })).toEqual([]);
      expect(await handles(under, { options: red, available: true })).toEqual([]);
      const either = [...red, { name: 'Colour', value: 'green' }];
      expect(await handles(under, { options: either, available: true })).toEqual(['trail-tent']);
      expect(await handles(under, { options: [...red, { name: 'Size', value: 'L' }] })).toEqual([]);
    });

    test('filters by attributes, whatever their spelling', async () => {
      await using under = await filled();
      expect(await handles(under, { attributes: [{ name: 'WEIGHT', value: '3 KG' }] })).toEqual([
        'trail-tent',
      ]);
      expect(await handles(under, { attributes: [{ name: 'Weight', value: '4 kg' }] })).toEqual([]);
      expect(await handles(under, { attributes: [{ name: 'Weight', value: '' }] })).toEqual([]);
    });

    test('puts the cheapest or the dearest variant that matches first', async () => {
      await using under = await filled();
      const cheapest = ['head-lamp', 'pocket-stove', 'trail-tent'];
      expect(await handles(under, { sort: 'price_asc' })).toEqual(cheapest);
      expect(await handles(under, { sort: 'price_desc' })).toEqual(cheapest.toReversed());
      const torch = makeProduct({ handle: 'torch', title: 'Torch', price: 30_000 });
      await under.catalog.upsert(under.storeId, [torch]);
      const dear = await handles(under, { sort: 'price_asc', minPrice: 29_950 });
      expect(dear).toEqual(['torch', 'trail-tent']);
    });

    test('puts what came last first when asked for the newest', async () => {
      await using under = await filled();
      const torch = makeProduct({ handle: 'torch', title: 'Torch' });
      await under.catalog.upsert(under.storeId, [torch]);
      expect((await handles(under, { sort: 'newest' }))[0]).toBe('torch');
    });

    test('puts what weighs least first, and what does not say it last', async () => {
      await using under = await filled();
      await under.catalog.upsert(under.storeId, WEIGHED);
      const { products, sortedBy } = await under.catalog.search(under.storeId, {
        sort: 'attribute_asc',
        sortBy: 'weight',
        limit: 10,
      });
      const light = ['quilt', 'scale', 'trail-tent', 'anvil'];
      expect(products.map(({ handle }) => handle).slice(0, 4)).toEqual(light);
      expect(sortedBy).toBe('Weight');
      const heavy = await handles(under, { sort: 'attribute_desc', sortBy: 'Trọng lượng' });
      expect(heavy.slice(0, 4)).toEqual(light.toReversed());
    });

    test('goes by the version that can be had under the other wishes', async () => {
      await using under = await filled();
      await under.catalog.upsert(under.storeId, REMEMBERING);
      const most = { text: 'computer', sort: 'attribute_desc', sortBy: 'memory' } as const;
      expect(await handles(under, most)).toEqual(['big', 'small']);
      expect(await handles(under, { ...most, maxPrice: 50_000 })).toEqual(['small', 'big']);
    });

    test('orders by nothing that no product says', async () => {
      await using under = await filled();
      const { products, sortedBy } = await under.catalog.search(under.storeId, {
        sort: 'attribute_desc',
        sortBy: 'battery',
        limit: 10,
      });
      expect(products).toHaveLength(3);
      expect(sortedBy).toBeUndefined();
    });

    test('finds what has at least or at most so much, in whatever unit', async () => {
      await using under = await filled();
      await under.catalog.upsert(under.storeId, WEIGHED);
      const light = { maxAttributes: [{ name: 'weight', value: '2.5 lb' }] };
      expect(await handles(under, { ...light, sort: 'title' })).toEqual(['quilt', 'scale']);
      const heavy = { minAttributes: [{ name: 'WEIGHT', value: '3000 g' }] };
      expect(await handles(under, { ...heavy, sort: 'title' })).toEqual(['trail-tent', 'anvil']);
      expect(await handles(under, { ...light, ...heavy })).toEqual([]);
      expect(await handles(under, { minAttributes: [{ name: 'battery', value: '2 h' }] })).toEqual(
        [],
      );
      const page = await under.catalog.search(under.storeId, {
        ...light,
        ...heavy,
        relax: true,
        limit: 5,
      });
      expect(page.relaxed).toEqual([{ filter: 'min_attribute', was: 'WEIGHT: 3000 g', now: null }]);
    });

    test('finds what costs less than before', async () => {
      await using under = await filled();
      const reduced = makeProduct({ handle: 'rope', title: 'Rope', price: 4_000 });
      const [variant] = reduced.variants;
      const before = { amount: 5_000, currency: 'USD' };
      await under.catalog.upsert(under.storeId, [
        { ...reduced, variants: [{ ...variant!, list_price: before }] },
      ]);
      expect(await handles(under, { onSale: true })).toEqual(['rope']);
      expect(await handles(under, { onSale: true, maxPrice: 3_999 })).toEqual([]);
      const page = await under.catalog.search(under.storeId, {
        text: 'tent',
        onSale: true,
        relax: true,
        limit: 5,
      });
      expect(page.relaxed).toEqual([{ filter: 'on_sale', was: true, now: null }]);
    });

    test.each([
      'title',
      'price_asc',
      'price_desc',
      'newest',
      'relevance',
      'attribute_asc',
      'attribute_desc',
    ] as const)('shows everything once, page after page, by %s', async (sort) => {
      await using under = await filled();
      const { catalog, storeId } = under;
      const shown: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await catalog.search(storeId, { sort, sortBy: 'weight', limit: 1, cursor });
        shown.push(...page.products.map(({ handle }) => handle));
        cursor = page.nextCursor;
      } while (cursor !== undefined && shown.length < 10);
      expect(shown).toEqual(await handles(under, { sort, sortBy: 'weight' }));
      expect(shown).toHaveLength(3);
    });

    test('says how many products match, on the first page', async () => {
      await using under = await filled();
      const page = await under.catalog.search(under.storeId, { limit: 1, total: true });
      expect(page.total).toEqual({ count: 3, exact: true });
      const { nextCursor: cursor } = page;
      const next = await under.catalog.search(under.storeId, { limit: 1, total: true, cursor });
      expect(next.total).toBeUndefined();
    });

    test('counts what a search can be narrowed to, each list without its own filter', async () => {
      await using under = await filled();
      const { facets } = await under.catalog.search(under.storeId, {
        brands: ['Ember'],
        facets: true,
        limit: 1,
      });
      expect(facets).toMatchObject({
        brands: [
          { value: 'Ember', count: 2 },
          { value: 'Bergwerk', count: 1 },
        ],
        categories: [
          { value: 'Camping > Stoves', count: 1 },
          { value: 'Lights', count: 1 },
        ],
        options: [],
        price: { min: 2_500, max: 4_500 },
        availability: { available: 1, unavailable: 1 },
        complete: true,
      });
    });

    test('counts options over the variants that match', async () => {
      await using under = await filled();
      const search = { facets: true, limit: 1 };
      const { facets: all } = await under.catalog.search(under.storeId, search);
      const values = [
        { value: 'Green', count: 1 },
        { value: 'Red', count: 1 },
      ];
      expect(all?.options).toEqual([{ name: 'Colour', values }]);
      expect(all?.attributes).toContainEqual({
        name: 'Weight',
        values: [{ value: '3 kg', count: 1 }],
      });
      const bought = { ...search, available: true };
      const { facets } = await under.catalog.search(under.storeId, bought);
      expect(facets?.options).toEqual([{ name: 'Colour', values: values.slice(0, 1) }]);
      expect(facets?.availability).toEqual({ available: 2, unavailable: 1 });
    });

    test('gives up as few wishes as it must, and says which, when asked to', async () => {
      await using under = await filled();
      const { catalog, storeId } = under;
      const wish = { brands: ['Bergwerk'], maxPrice: 20_000, limit: 5 };
      expect(await catalog.search(storeId, wish)).toMatchObject({ products: [] });
      const dearer = await catalog.search(storeId, { ...wish, relax: true });
      expect(dearer.products.map(({ handle }) => handle)).toEqual(['trail-tent']);
      expect(dearer.relaxed).toEqual([{ filter: 'max_price', was: 20_000, now: 34_900 }]);

      const unknown = { brands: ['Nobody'], maxPrice: 3_000, limit: 5, relax: true };
      const anyBrand = await catalog.search(storeId, unknown);
      expect(anyBrand.products.map(({ handle }) => handle)).toEqual(['head-lamp']);
      expect(anyBrand.relaxed).toEqual([{ filter: 'brand', was: ['Nobody'], now: null }]);

      const found = await catalog.search(storeId, { maxPrice: 3_000, limit: 5, relax: true });
      expect(found.relaxed).toBeUndefined();
      const nothing = await catalog.search(storeId, { text: 'zeppelin', limit: 5, relax: true });
      expect(nothing).toMatchObject({ products: [] });
      expect(nothing.relaxed).toBeUndefined();
    });

    test('goes on with what was given up on the next page', async () => {
      await using under = await filled();
      const wish = { brands: ['Nobody'], relax: true, limit: 2 };
      const first = await under.catalog.search(under.storeId, { ...wish, maxPrice: 50_000 });
      const { nextCursor: cursor } = first;
      const next = await under.catalog.search(under.storeId, {
        ...wish,
        maxPrice: 50_000,
        cursor,
      });
      expect(next.products.map(({ handle }) => handle)).toEqual(['trail-tent']);
      expect(next.relaxed).toEqual(first.relaxed);
    });

    test('counts its brands, the fullest first', async () => {
      await using under = await filled();
      expect(await under.catalog.brands(under.storeId)).toEqual([
        { value: 'Ember', count: 2 },
        { value: 'Bergwerk', count: 1 },
      ]);
    });

    test('finds a product by its words, with or without diacritics', async () => {
      await using under = await filled();
      expect(await handles(under, { text: 'stove' })).toEqual(['pocket-stove']);
      expect(await handles(under, { text: 'LEU TRAI' })).toEqual(['trail-tent']);
      expect(await handles(under, { text: 'TT-4-RED' })).toEqual(['trail-tent']);
      expect(await handles(under, { text: 'zeppelin' })).toEqual([]);
    });

    test('counts its categories, the fullest first', async () => {
      await using under = await filled();
      await under.catalog.upsert(under.storeId, [
        makeProduct({ handle: 'torch', categories: [{ value: 'Lights' }] }),
      ]);
      expect(await under.catalog.categories(under.storeId)).toEqual([
        { value: 'Lights', count: 2 },
        { value: 'Camping > Lều trại', count: 1 },
        { value: 'Camping > Stoves', count: 1 },
      ]);
    });

    test('counts what an upsert created, changed and left alone', async () => {
      await using under = await filled();
      const { catalog, storeId } = under;
      const dearer = makeProduct({ handle: 'head-lamp', title: 'Head Lamp', price: 2_600 });
      const torch = makeProduct({ handle: 'torch' });
      expect(await catalog.upsert(storeId, [TENT, dearer, torch])).toEqual({
        created: 1,
        updated: 1,
        unchanged: 1,
      });
      expect((await catalog.get(storeId, 'head-lamp'))?.price_range.min.amount).toBe(2_600);
      expect(await catalog.get(storeId, 'pocket-stove')).toBeDefined();
    });

    test('only tries when asked for a dry run', async () => {
      await using under = await filled();
      const { catalog, storeId } = under;
      const torch = makeProduct({ handle: 'torch' });
      const count = await catalog.upsert(storeId, [torch], { dryRun: true });
      expect(count).toEqual({ created: 1, updated: 0, unchanged: 0 });
      expect(await catalog.get(storeId, 'torch')).toBeUndefined();
    });

    test('writes nothing when one product cannot be held, and names it', async () => {
      await using under = await filled();
      const { catalog, storeId } = under;
      const torch = makeProduct({ handle: 'torch' });
      const euros = makeProduct({ handle: 'lantern', title: 'Lantern', currency: 'EUR' });
      await expect(catalog.upsert(storeId, [torch, euros])).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringContaining('Lantern'),
      });
      const sameHandle = { ...makeProduct({ handle: 'torch' }), id: 'another' };
      await expect(catalog.upsert(storeId, [torch, sameHandle])).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringContaining('handle torch'),
      });
      const evil = makeProduct({ handle: 'evil', url: 'javascript:alert(1)' });
      await expect(catalog.upsert(storeId, [torch, evil])).rejects.toMatchObject({
        code: 'invalid_request',
      });
      expect(await catalog.get(storeId, 'torch')).toBeUndefined();
    });
  });
}

/** Ids may be other ones; where the product came from is then its foreign id. */
function withoutIds(product: Product | undefined): unknown {
  if (!product) return undefined;
  const { id: _, metadata, variants, ...rest } = product;
  const { external_id: __, ...facts } = metadata ?? {};
  return {
    ...rest,
    metadata: facts,
    variants: variants.map(({ id: ___, metadata: counted, ...variant }) => ({
      ...variant,
      stock: counted?.stock,
    })),
  };
}
