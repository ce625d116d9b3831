import { readdirSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { DEMO_SHOPS } from '../../demo/storefront/demo-shop.ts';
import { isInCategory } from '../../server/shop/category.ts';
import type { Product } from '../../shared/product.ts';
import { demoFiles } from './demo-catalog-files.ts';

const MEDIA = new URL('../../demo/media/', import.meta.url);
const MOST_MEDIA_BYTES = 2_500_000;
const MILLION = 1_000_000;

describe.each(DEMO_SHOPS)('the catalog of the %s shop', (shop) => {
  const { products, store } = demoFiles(shop);
  const variants = products.flatMap((product) => product.variants);

  it('uses each id, handle, variant id and SKU once', () => {
    for (const values of [
      products.map(({ id }) => id),
      products.map(({ handle }) => handle),
      variants.map(({ id }) => id),
      variants.map(({ sku }) => sku),
    ]) {
      expect(repeated(values)).toEqual([]);
    }
  });

  it('has prices in the currency of the store, list prices above them', () => {
    for (const { id, price, list_price } of variants) {
      expect([id, price.currency]).toEqual([id, store.currency]);
      if (list_price) expect(list_price.amount, id).toBeGreaterThan(price.amount);
    }
  });

  it('states the price range that its variants have', () => {
    for (const { id, price_range, variants } of products) {
      const amounts = variants.map(({ price }) => price.amount);
      const range = [price_range.min.amount, price_range.max.amount];
      expect([id, ...range]).toEqual([id, Math.min(...amounts), Math.max(...amounts)]);
    }
  });

  it('gives each variant one value of every option', () => {
    for (const { id, options = [], variants } of products) {
      for (const variant of variants) {
        const chosen = (variant.options ?? []).map(({ name }) => name);
        expect([id, chosen]).toEqual([id, options.map(({ name }) => name)]);
        for (const { name, label } of variant.options ?? []) {
          const option = options.find((other) => other.name === name);
          expect(option?.values.map((value) => value.label)).toContain(label);
        }
      }
    }
  });

  it('counts stock, with some of it gone', () => {
    for (const { id, availability, metadata } of variants) {
      const inStock = availability.status === 'in_stock';
      expect([id, (metadata?.stock ?? 0) > 0]).toEqual([id, inStock]);
    }
    expect(variants.filter(({ availability }) => !availability.available).length).toBeGreaterThan(
      5,
    );
    expect(products.filter((product) => product.variants.length > 1).length).toBeGreaterThan(20);
  });

  it('describes every product in words of its own, with facts to compare', () => {
    expect(repeated(products.map(({ description }) => description.plain))).toEqual([]);
    for (const { id, description, metadata } of products) {
      expect(description.plain.length, id).toBeGreaterThan(80);
      expect(metadata?.brand, id).toBeTruthy();
      expect(Object.keys(metadata?.attributes ?? {}).length, id).toBeGreaterThanOrEqual(3);
    }
  });

  it('links each product to its page and to pictures that exist in the stated size', async () => {
    for (const product of products) {
      expect(product.url).toBe(`/demo/${shop}/products/${product.handle}`);
      for (const media of mediaOf(product)) {
        const file = new URL(media.url.replace('/demo/media/', ''), MEDIA);
        const { width, height, format } = await sharp(file.pathname).metadata();
        expect([media.url, width, height, format]).toEqual([
          media.url,
          media.width,
          media.height,
          'webp',
        ]);
        expect(media.alt_text).toBeTruthy();
      }
    }
  });

  it('keeps no picture that no product shows', () => {
    const named = new Set(products.flatMap(mediaOf).map(({ url }) => url.split('/').at(-1)));
    const kept = readdirSync(new URL(`${shop}/`, MEDIA)).filter((name) => name !== 'hero.webp');
    expect(kept.filter((name) => !named.has(name))).toEqual([]);
  });
});

it('keeps all pictures of both shops within 2.5 MB', () => {
  const sizes = DEMO_SHOPS.flatMap((shop) =>
    readdirSync(new URL(`${shop}/`, MEDIA)).map(
      (name) => statSync(new URL(`${shop}/${name}`, MEDIA)).size,
    ),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_MEDIA_BYTES);
});

describe('the outdoor shop', () => {
  const { products } = demoFiles('outdoor');

  it('sells sixty products and more in eight categories', () => {
    expect(products.length).toBeGreaterThanOrEqual(60);
    expect(new Set(products.flatMap(categoriesOf)).size).toBe(8);
  });

  it('has tents for four people from $120 to $600', () => {
    const tents = products.filter(
      (product) => product.metadata?.attributes?.Capacity === '4 people',
    );
    const prices = tents.map(({ price_range }) => price_range.min.amount);
    expect(Math.min(...prices)).toBeLessThanOrEqual(12_000);
    expect(Math.max(...prices)).toBeGreaterThan(59_000);
    expect(prices.filter((price) => price < 30_000).length).toBeGreaterThanOrEqual(4);
  });
});

describe('the laptop shop', () => {
  const { products } = demoFiles('laptop');
  const laptops = products.filter((product) => categoriesOf(product)[0]?.startsWith('Laptop'));

  it('sells forty laptops and more from 8 to 70 million, and fifteen accessories', () => {
    const prices = laptops.flatMap(({ variants }) => variants.map(({ price }) => price.amount));
    expect(laptops.length).toBeGreaterThanOrEqual(40);
    expect(Math.min(...prices)).toBe(8 * MILLION);
    expect(Math.max(...prices)).toBeGreaterThan(69 * MILLION);
    expect(Math.max(...prices)).toBeLessThan(70 * MILLION);
    expect(products.length - laptops.length).toBeGreaterThanOrEqual(15);
  });

  it('has six gaming laptops and more for at most 20 million, and dearer ones', () => {
    const gaming = laptops.filter((product) =>
      categoriesOf(product).some((category) => isInCategory(category, 'laptop gaming')),
    );
    const cheapest = gaming.map(({ price_range }) => price_range.min.amount);
    expect(cheapest.filter((amount) => amount <= 20 * MILLION).length).toBeGreaterThanOrEqual(6);
    expect(cheapest.filter((amount) => amount > 20 * MILLION).length).toBeGreaterThanOrEqual(5);
  });

  it('states of every laptop what a shopper asks about', () => {
    const asked = [
      'CPU',
      'GPU',
      'RAM',
      'SSD',
      'Màn hình',
      'Trọng lượng',
      'Pin',
      'Hệ điều hành',
      'Bảo hành',
    ];
    for (const { id, metadata } of laptops) {
      expect(Object.keys(metadata?.attributes ?? {}), id).toEqual(expect.arrayContaining(asked));
    }
  });
});

function mediaOf(product: Product) {
  return [...(product.media ?? []), ...product.variants.flatMap(({ media = [] }) => media)];
}

function categoriesOf({ categories = [] }: Product): string[] {
  return categories.map(({ value }) => value);
}

function repeated(values: unknown[]): unknown[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
