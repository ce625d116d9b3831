import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoRoutes } from '../../demo/demo-routes.ts';
import type { Store } from '../../server/shop/store.ts';
import type { Product } from '../../shared/product.ts';
import { FakeCatalog } from '../fakes/fake-catalog.ts';
import { demoFiles } from './demo-catalog-files.ts';
import { FakeStores } from './fake-stores.ts';

const PUBLIC_URL = 'https://aisle.example';
const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

let catalog: FakeCatalog;
let store: Store;
let app: ReturnType<typeof demoRoutes>;

beforeEach(async () => {
  const stores = new FakeStores();
  const { store: file, products } = demoFiles('outdoor');
  const { time_zone: timeZone, ...fields } = file;
  store = await stores.create({ ...fields, timeZone, allowedOrigins: [] });
  catalog = new FakeCatalog({ currency: 'USD' });
  await catalog.upsert(store.id, products);
  app = demoRoutes({ catalog, stores, publicUrl: PUBLIC_URL });
});

describe('the start page', () => {
  it('links both shops and the admin and shows the tag', async () => {
    const html = await text('/');
    expect(html).toContain('<title>Aisle</title>');
    for (const address of ['/demo/outdoor', '/demo/laptop', '/admin']) {
      expect(html).toContain(`href="${address}"`);
    }
    expect(html).toContain(`&lt;script async src="${PUBLIC_URL}/widget.js?store=demo-outdoor"&gt;`);
  });
});

describe('a storefront', () => {
  it.each(['', '/products', '/products/larch-2-backpacking-tent', '/cart', '/nothing-here'])(
    'carries the tag of the widget on %s',
    async (path) => {
      const proactive = path === '/cart' ? ' data-proactive="on"' : '';
      const tag = `<script async src="${PUBLIC_URL}/widget.js?store=demo-outdoor"${proactive}></script>`;
      expect(await text(`/demo/outdoor${path}`)).toContain(tag);
    },
  );

  it.each(['/demo/outdoor/', '/demo/outdoor/products/?q=tent', '/demo/'])(
    'is found at %s too, whatever host is asked for',
    async (path) => {
      const response = await app.request(`http://other.example${path}`);
      expect(response.status).toBe(301);
      expect(response.headers.get('location')).toBe(path.replace(/\/(?=\?|$)/, ''));
    },
  );

  it('has neither inline scripts nor inline styles, and a policy that forbids them', async () => {
    for (const path of ['', '/products', '/products/larch-2-backpacking-tent', '/cart']) {
      const response = await app.request(`/demo/outdoor${path}`);
      const html = await response.text();
      expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/);
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
    }
  });

  it('shows on each shelf of its first page products of that category', async () => {
    const shelves = (await text('/demo/outdoor')).split('<section class="shelf">').slice(1);
    expect(shelves.length).toBeGreaterThan(3);
    for (const shelf of shelves) {
      const category = /<h2>([^<]+)/.exec(shelf)?.[1] ?? '';
      const handles = [...shelf.matchAll(/\/products\/([\w-]+)"/g)].map(([, handle]) => handle);
      expect(handles.length).toBeGreaterThan(0);
      for (const handle of handles) {
        const product = await catalog.get(store.id, handle ?? '');
        expect(product?.categories).toContainEqual(expect.objectContaining({ value: category }));
      }
    }
  });

  it('lists a category', async () => {
    const html = await text('/demo/outdoor/products?category=Tents');
    expect(html).toContain('Summit Den 4 Expedition Tent');
    expect(html).not.toContain('Granite Low Hiking Shoe');
  });

  it('finds what the shopper typed and keeps it in the box', async () => {
    const html = await text('/demo/outdoor/products?q=lantern');
    expect(html).toContain('Glowjar Rechargeable Lantern');
    expect(html).toContain('value="lantern"');
  });

  it('says so when nothing was found', async () => {
    expect(await text('/demo/outdoor/products?q=submarine')).toContain('Nothing matches');
  });

  it('leads from page to page until every product was listed', async () => {
    const seen = new Set<string>();
    let next: string | undefined = '/demo/outdoor/products';
    for (let pages = 0; next && pages < 10; pages += 1) {
      const html = await text(next);
      for (const [, handle] of html.matchAll(/href="\/demo\/outdoor\/products\/([^"]+)"/g)) {
        seen.add(handle!);
      }
      next = /href="([^"]+cursor=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen.size).toBe(demoFiles('outdoor').products.length);
  });

  it('shows a product with its price, list price and choices', async () => {
    const html = await text('/demo/outdoor/products/stormward-3l-rain-shell');
    expect(html).toContain('$279.00');
    expect(html).toContain('$329.00');
    expect(html).toContain('data-option="Color" value="Ember"');
    expect(html).toContain('20,000 mm');
  });

  it('opens a product at the variant that the address names', async () => {
    const html = await text(
      '/demo/outdoor/products/brookwell-insulated-bottle?variant=brookwell-bottle-0-6-l-clay',
    );
    expect(html).toContain('value="Clay" checked');
    expect(html).toContain('data-price>$28.95<');
  });

  it('does not sell what is out of stock', async () => {
    const html = await text('/demo/outdoor/products/bivouac-minus-20-expedition-bag');
    expect(html).toContain('Out of stock');
    expect(html).toMatch(/data-add disabled/);
  });

  it('tells the cart what its products cost now', async () => {
    const response = await app.request(
      '/demo/outdoor/cart/products?handle=daybreak-enamel-mug&handle=gone',
    );
    const { products } = (await response.json()) as { products: { variants: unknown[] }[] };
    expect(products).toMatchObject([
      { handle: 'daybreak-enamel-mug', title: 'Daybreak Enamel Mug' },
    ]);
    expect(products[0]!.variants[0]).toMatchObject({ price: 1_495, available: true });
  });

  it('shows what a merchant or a shopper wrote as text, never as markup', async () => {
    await catalog.upsert(store.id, [hostileProduct()]);
    const pages = await Promise.all([
      text('/demo/outdoor/products?q=onerror'),
      text('/demo/outdoor/products/hostile'),
      text(`/demo/outdoor/products?q=${encodeURIComponent(HOSTILE)}`),
      text(`/demo/outdoor/products?category=${encodeURIComponent(HOSTILE)}`),
    ]);
    for (const html of pages) {
      expect(html).toContain('&lt;script&gt;alert(1)');
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img src=x');
    }
  });
});

describe('what does not exist', () => {
  it.each([
    '/demo/outdoor/products/no-such-product',
    '/demo/outdoor/no/such/page',
    '/demo/outdoor/products?cursor=forged',
  ])('is a page of the shop at %s', async (path) => {
    const response = await app.request(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Fernwood Outdoor');
  });

  it.each(['/demo/laptop', '/demo/books', '/demo/books/cart'])(
    'is a plain page at %s, which has no store',
    async (path) => {
      const response = await app.request(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('no such demo shop');
    },
  );
});

describe('files', () => {
  it('serves a picture for ever', async () => {
    const response = await app.request('/demo/media/outdoor/larch-2-backpacking-tent.webp');
    const file = new URL('../../demo/media/outdoor/larch-2-backpacking-tent.webp', import.meta.url);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await response.arrayBuffer()).equals(await readFile(file))).toBe(true);
  });

  it('serves the style sheets and scripts that its pages name', async () => {
    const html = await text('/demo/outdoor');
    const addresses = [...html.matchAll(/"(\/demo\/assets\/[^"]+)"/g)].map(
      ([, address]) => address!,
    );
    expect(addresses.length).toBeGreaterThanOrEqual(4);
    for (const address of addresses) {
      const response = await app.request(address);
      expect([address, response.status]).toEqual([address, 200]);
      expect(response.headers.get('cache-control')).toContain('immutable');
    }
  });

  it('does not let a page of an earlier version keep a script for ever', async () => {
    const response = await app.request('/demo/assets/000000000000/storefront.js');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/demo/media/outdoor/..%2f..%2foutdoor%2fstore.json',
    '/demo/media/outdoor/%2e%2e%2flaptop%2fhero.webp',
    '/demo/media/..%2foutdoor/store.json',
    '/demo/media/outdoor/%00.webp',
    '/demo/media/outdoor/%zz.webp',
    '/demo/assets/x/..%2fdemo-routes.ts',
    '/demo/assets/x/%2fetc%2fpasswd',
  ])('gives nothing for %s', async (path) => {
    expect((await app.request(path)).status).toBe(404);
  });
});

async function text(path: string): Promise<string> {
  return (await app.request(path)).text();
}

function hostileProduct(): Product {
  const price = { amount: 100, currency: 'USD' };
  return {
    id: 'hostile',
    handle: 'hostile',
    title: HOSTILE,
    description: { plain: HOSTILE },
    categories: [{ value: HOSTILE }],
    price_range: { min: price, max: price },
    options: [{ name: HOSTILE, values: [{ label: HOSTILE }] }],
    variants: [
      {
        id: 'hostile-1',
        title: HOSTILE,
        price,
        availability: { available: true },
        options: [{ name: HOSTILE, label: HOSTILE }],
      },
    ],
    metadata: { brand: HOSTILE, attributes: { [HOSTILE]: HOSTILE } },
  };
}
