import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Stores } from '../shop/store.ts';
import type { AllowedOrigins } from './allowed-origins.ts';
import { problem } from './problem-response.ts';
import { publicStore } from './store-routes.ts';
import { inlineJson, PINNED_LOADER, WidgetAssets } from './widget-assets.ts';

export { widgetIntegrity } from './widget-assets.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Short, so that a merchant sees a new colour or greeting soon. */
const EVERGREEN = 'public, max-age=60';
const LONGEST_KEY = 100;

export interface WidgetRoutesDeps {
  stores: Stores;
  origins: Pick<AllowedOrigins, 'noteVisit'>;
  /** Where the build put the loader, the panel and manifest.json. */
  assetsDir: string;
}

/** What storefront pages load. Public, without cookies, for any page: what a page may do is decided at /v1. */
export function widgetRoutes({ stores, origins, assetsDir }: WidgetRoutesDeps): Hono {
  const router = new Hono();
  const assets = new WidgetAssets(assetsDir);

  router.get('/widget.js', forAnyPage, async (context) => {
    const key = context.req.query('store')?.slice(0, LONGEST_KEY) ?? '';
    const store = key === '' ? undefined : await stores.byKey(key);
    // A 404 would keep the browser from running the one line that tells the page's developer why.
    if (!store) return script(context, warning(`there is no store "${key}"`), 'no-store');
    origins.noteVisit(context.req.header('referer'), store);
    const loader = await assets.loader(publicStore(store));
    if (loader === undefined)
      return script(context, warning('the widget is not built'), 'no-store');
    return script(context, loader, EVERGREEN);
  });

  router.get(`/${PINNED_LOADER}`, forAnyPage, async (context) => {
    const loader = await assets.loader();
    return loader === undefined ? missing(context) : script(context, loader, IMMUTABLE);
  });

  router.get('/:file{widget-[0-9.]+js}', forAnyPage, async (context) => {
    const loader = await assets.releasedLoader(context.req.param('file'));
    return loader === undefined ? missing(context) : script(context, loader, IMMUTABLE);
  });

  router.get('/widget/:file', forAnyPage, async (context) => {
    const name = context.req.param('file');
    const file = await assets.file(name);
    if (file) return script(context, file, IMMUTABLE);
    const panel = await assets.panelInstead(name);
    return panel === undefined ? missing(context) : script(context, panel, EVERGREEN);
  });

  return router;
}

const forAnyPage = createMiddleware(async (context, next) => {
  await next();
  context.res.headers.set('access-control-allow-origin', '*');
  context.res.headers.set('cross-origin-resource-policy', 'cross-origin');
  context.res.headers.set('x-content-type-options', 'nosniff');
});

/** Leaves the page as it is and says in the console what is wrong. */
function warning(reason: string): string {
  return `console.warn(${inlineJson(`Aisle: ${reason}`)});\n`;
}

function missing(context: Context): Response {
  return problem(context, 'not_found', 'There is no such file of the widget.');
}

async function script(
  context: Context,
  body: string | Uint8Array<ArrayBuffer>,
  cacheControl: string,
): Promise<Response> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  const headers: Record<string, string> = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': cacheControl,
    vary: 'accept-encoding',
    etag: `W/${etag}`,
  };
  if (context.req.header('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers });
  }
  const accepted = context.req.header('accept-encoding') ?? '';
  const encoding = ENCODINGS.find(({ name }) => takes(accepted, name));
  if (!encoding) return new Response(bytes, { headers });
  const packed = await compressed(bytes, { etag, encoding });
  return new Response(packed, { headers: { ...headers, 'content-encoding': encoding.name } });
}

/** A weight of 0 refuses it (RFC 9110, 12.4.2). */
function takes(accepted: string, name: Encoding['name']): boolean {
  return new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`, 'i').test(accepted);
}

interface Encoding {
  name: 'br' | 'gzip';
  compress(bytes: Uint8Array): Promise<Buffer>;
}

const ENCODINGS: readonly Encoding[] = [
  { name: 'br', compress: promisify<Uint8Array, Buffer>(brotliCompress) },
  { name: 'gzip', compress: promisify<Uint8Array, Buffer>(gzip) },
];

/** By content: a panel and a loader for each store; beyond that many, the oldest is packed again when asked for. */
const packedBodies = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const MOST_PACKED = 500;

function compressed(
  bytes: Uint8Array,
  { etag, encoding }: { etag: string; encoding: Encoding },
): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${encoding.name} ${etag}`;
  let packed = packedBodies.get(key);
  if (!packed) {
    packed = encoding.compress(bytes).then((buffer) => new Uint8Array(buffer));
    packedBodies.set(key, packed);
    if (packedBodies.size > MOST_PACKED) packedBodies.delete(packedBodies.keys().next().value!);
  }
  return packed;
}
