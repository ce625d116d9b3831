import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../server/errors.ts';
import type { Catalog } from '../server/shop/catalog.ts';
import type { Stores } from '../server/shop/store.ts';
import type { Product } from '../shared/product.ts';
import { type DemoFile, demoFolder, folderVersion } from './demo-files.ts';
import { cartPage, cartProduct } from './storefront/cart-page.ts';
import { DEMO_SHOPS, findStorefront, type Storefront } from './storefront/demo-shop.ts';
import { homePage } from './storefront/home-page.ts';
import { landingPage, unknownShopPage } from './storefront/landing-page.ts';
import type { Markup } from './storefront/layout.ts';
import { listingPage } from './storefront/listing-page.ts';
import { notFoundPage } from './storefront/not-found-page.ts';
import { productPage } from './storefront/product-page.ts';

const PAGE_SIZE = 24;
const SHELVES = 5;
const SHELF_PRODUCTS = 4;
const RELATED = 4;
const MOST_CART_PRODUCTS = 50;
const LONGEST_QUERY = 200;

export interface DemoDeps {
  catalog: Catalog;
  stores: Stores;
  /** Origin (and path) under which browsers reach this installation. */
  publicUrl: string;
}

/** Names no host: what `Host` says is anybody's, and behind a proxy for TLS the scheme that we see is not the browser's. */
const withoutLastSlash = createMiddleware(async (context, next) => {
  await next();
  const { method, url } = context.req;
  const { pathname, search } = new URL(url);
  const isRead = method === 'GET' || method === 'HEAD';
  if (context.res.status === 404 && isRead && pathname.endsWith('/')) {
    context.res = context.redirect(`${pathname.replace(/\/+$/, '')}${search}`, 301);
  }
});

/** The start page and the two demo storefronts: ordinary shop pages, rendered here, that embed the widget. */
export function demoRoutes({ catalog, stores, publicUrl }: DemoDeps): Hono {
  const router = new Hono();
  const assets = new URL('assets/', import.meta.url);
  const version = folderVersion(assets);
  const deps = {
    stores,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    assetsPath: `/demo/assets/${version}`,
  };
  const policy = contentSecurityPolicy(deps.publicUrl);
  const findAsset = demoFolder(assets);
  const findMedia = new Map(
    DEMO_SHOPS.map((name) => [
      name as string,
      demoFolder(new URL(`media/${name}/`, import.meta.url)),
    ]),
  );

  router.get('/', (context) => page(context, landingPage(deps)));
  router.get('/demo', (context) => context.redirect('/'));

  router.get('/demo/media/:shop/:file', async (context) => {
    const file = await findMedia.get(context.req.param('shop'))?.(context.req.param('file'));
    return file ? sendFile(file, 'public, max-age=31536000, immutable') : context.notFound();
  });

  router.get('/demo/assets/:version/:file', async (context) => {
    const file = await findAsset(context.req.param('file'));
    if (!file) return context.notFound();
    const isCurrent = context.req.param('version') === version;
    return sendFile(file, isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache');
  });

  router.use('/demo/*', withoutLastSlash);

  router.get('/demo/:shop', async (context) => {
    const shop = await findStorefront(context.req.param('shop'), deps);
    if (!shop) return page(context, unknownShopPage(deps), 404);
    const categories = await catalog.categories(shop.store.id);
    const shelves = await Promise.all(
      categories.slice(0, SHELVES).map(async ({ value: category }) => {
        const { products } = await catalog.search(shop.store.id, {
          categories: [category],
          available: true,
          limit: SHELF_PRODUCTS,
        });
        return { category, products };
      }),
    );
    return page(context, homePage(shop, { shelves, categories }));
  });

  router.get('/demo/:shop/products', async (context) => {
    const shop = await findStorefront(context.req.param('shop'), deps);
    if (!shop) return page(context, unknownShopPage(deps), 404);
    const query = context.req.query('q')?.trim().slice(0, LONGEST_QUERY) || undefined;
    const category = context.req.query('category')?.slice(0, LONGEST_QUERY) || undefined;
    const cursor = context.req.query('cursor') || undefined;
    const found = await catalog
      .search(shop.store.id, {
        text: query,
        categories: category ? [category] : [],
        cursor,
        limit: PAGE_SIZE,
      })
      .catch(undefinedWhenInvalid);
    if (!found) return notFound(context, shop);
    const categories = await catalog.categories(shop.store.id);
    return page(context, listingPage(shop, { query, category, found, categories }));
  });

  router.get('/demo/:shop/products/:handle', async (context) => {
    const shop = await findStorefront(context.req.param('shop'), deps);
    if (!shop) return page(context, unknownShopPage(deps), 404);
    const product = await catalog.get(shop.store.id, context.req.param('handle'));
    if (!product) return notFound(context, shop);
    const [related, categories] = await Promise.all([
      relatedProducts(shop, product),
      catalog.categories(shop.store.id),
    ]);
    const wanted = context.req.query('variant');
    return page(context, productPage(shop, { product, wanted, related, categories }));
  });

  router.get('/demo/:shop/cart', async (context) => {
    const shop = await findStorefront(context.req.param('shop'), deps);
    if (!shop) return page(context, unknownShopPage(deps), 404);
    return page(context, cartPage(shop, await catalog.categories(shop.store.id)));
  });

  router.get('/demo/:shop/cart/products', async (context) => {
    const shop = await findStorefront(context.req.param('shop'), deps);
    if (!shop) return context.notFound();
    const handles = (context.req.queries('handle') ?? []).slice(0, MOST_CART_PRODUCTS);
    const products = await catalog.getMany(shop.store.id, handles);
    context.header('cache-control', 'no-store');
    return context.json({ products: products.map((product) => cartProduct(shop, product)) });
  });

  router.get('/demo/:shop/*', async (context) => {
    const shop = await findStorefront(context.req.param('shop'), deps);
    return shop ? notFound(context, shop) : page(context, unknownShopPage(deps), 404);
  });

  return router;

  async function relatedProducts({ store }: Storefront, product: Product): Promise<Product[]> {
    const category = product.categories?.[0]?.value;
    if (!category) return [];
    const limit = RELATED + 1;
    const { products } = await catalog.search(store.id, {
      categories: [category],
      available: true,
      limit,
    });
    return products.filter(({ id }) => id !== product.id).slice(0, RELATED);
  }

  async function notFound(context: Context, shop: Storefront): Promise<Response> {
    return page(context, notFoundPage(shop, await catalog.categories(shop.store.id)), 404);
  }

  async function page(
    context: Context,
    markup: Markup,
    status: 200 | 404 = 200,
  ): Promise<Response> {
    context.header('content-security-policy', policy);
    context.header('cache-control', 'no-cache');
    return context.html(markup, status);
  }
}

/** A cursor from an old link is no reason for an error page of the API. */
function undefinedWhenInvalid(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'invalid_request') return undefined;
  throw error;
}

/** Strict on purpose: the widget has to work on a shop that allows no inline script and no inline style. */
function contentSecurityPolicy(publicUrl: string): string {
  const ours = `'self' ${new URL(publicUrl).origin}`;
  return [
    "default-src 'none'",
    `script-src ${ours}`,
    `style-src ${ours}`,
    `connect-src ${ours}`,
    `img-src ${ours} data: blob:`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}

function sendFile({ bytes, type }: DemoFile, cacheControl: string): Response {
  return new Response(bytes, {
    headers: {
      'content-type': type,
      'cache-control': cacheControl,
      'x-content-type-options': 'nosniff',
    },
  });
}
