import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { widgetIntegrity, widgetRoutes } from '../../../server/http/widget-routes.ts';
import type { Store } from '../../../server/shop/store.ts';
import { StoreSettings, Theme } from '../../../shared/store.ts';
import { aStore } from '../../fixtures/store.ts';

let assetsDir: string;

beforeEach(async () => {
  assetsDir = await mkdtemp(path.join(tmpdir(), 'aisle-widget-'));
  await build('(() => { globalThis.seen = AISLE_SERVED; })();');
});

afterEach(() => rm(assetsDir, { recursive: true }));

async function build(loader: string): Promise<void> {
  const manifest = { 'app/mount-panel.tsx': { file: 'panel-abc123.js', isEntry: true } };
  await writeFile(path.join(assetsDir, 'loader.js'), loader);
  await writeFile(path.join(assetsDir, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(path.join(assetsDir, 'panel-abc123.js'), 'export const panel = 1;');
  const proactive = { 'proactive/proactive.ts': { file: 'panel-proactive-abc.js', isEntry: true } };
  await writeFile(path.join(assetsDir, 'proactive.json'), JSON.stringify(proactive));
}

function serve(store: Store = aStore()) {
  const stores = {
    byKey: async (key: string) => (key === store.key ? store : undefined),
    get: async () => store,
    list: async () => [store],
    create: async () => store,
  };
  const origins = { noteVisit: () => {} };
  const routes = widgetRoutes({ stores, origins, assetsDir });
  return (address: string, headers: Record<string, string> = {}) =>
    routes.request(address, { headers });
}

/** What the loader was given, as a page would run it. */
function run(script: string): unknown {
  const page: { seen?: unknown } = {};
  runInNewContext(script, page);
  return JSON.parse(JSON.stringify(page.seen));
}

describe('the widget’s files', () => {
  it('brings the store’s look along with the loader', async () => {
    const response = await serve()('/widget.js?store=test-shop');
    expect(run(await response.text())).toEqual({
      panel: 'widget/panel-abc123.js',
      store: {
        key: 'test-shop',
        name: 'Test Shop',
        currency: 'USD',
        locale: 'en-US',
        greeting: '',
        starters: [],
        theme: Theme.parse({}),
        launcher: 'Chat',
        features: { photos: true, photo_side: 1_600 },
      },
    });
  });

  it('shows nothing of the store that is not public', async () => {
    const settings = StoreSettings.parse({ instructions: 'secret instructions' });
    const text = await (await serve(aStore({ settings }))('/widget.js?store=test-shop')).text();
    expect(text).not.toMatch(/secret|identity|shop\.example/);
  });

  it('keeps a look that tries to be code from being any', async () => {
    const name = '</script><script>alert(1)</script>\u2028"$&`$\u007b1}';
    const text = await (await serve(aStore({ name }))('/widget.js?store=test-shop')).text();
    expect(text).not.toMatch(/<|\u2028/);
    expect(run(text)).toMatchObject({ store: { name } });
  });

  it('leaves the page of an unknown store alone and says why in the console', async () => {
    const response = await serve()('/widget.js?store=%3C/script%3E"');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const said: string[] = [];
    runInNewContext(await response.text(), {
      console: { warn: (text: string) => said.push(text) },
    });
    expect(said).toEqual(['Aisle: there is no store "</script>""']);
  });

  it('says so when nothing is built yet, and serves what is built later', async () => {
    await rm(path.join(assetsDir, 'manifest.json'));
    const get = serve();
    expect(await (await get('/widget.js?store=test-shop')).text()).toContain('not built');
    expect((await get(`/widget-${packageJson.version}.js`)).status).toBe(404);
    expect(await widgetIntegrity(assetsDir)).toBeUndefined();
    await build('globalThis.seen = [AISLE_SERVED.panel];');
    expect(run(await (await get('/widget.js?store=test-shop')).text())).toEqual([
      'widget/panel-abc123.js',
    ]);
  });

  it('keeps the versioned loader for ever, with the hash that the install tag names', async () => {
    const pinned = await widgetIntegrity(assetsDir);
    expect(pinned?.path).toBe(`/widget-${packageJson.version}.js`);
    const response = await serve()(pinned?.path ?? '');
    expect(response.headers.get('cache-control')).toContain('immutable');
    const text = await response.text();
    const hash = createHash('sha384').update(text).digest('base64');
    expect(pinned?.integrity).toBe(`sha384-${hash}`);
    expect(run(text)).toEqual({
      panel: 'widget/panel-abc123.js',
      proactive: 'widget/panel-proactive-abc.js',
    });
  });

  it('names the watch of proactive messages only where there are any, and keeps their rules for later', async () => {
    const texts = [{ locale: 'en', text: 'Need a hand?' }];
    const rule = { trigger: { on: 'exit' as const }, cart: 'any' as const, pages: [], texts };
    const proactive = { enabled: true, days: 7, rules: [rule] };
    const loaderOf = async (change: Partial<typeof proactive>) => {
      const settings = StoreSettings.parse({ proactive: { ...proactive, ...change } });
      return (await serve(aStore({ settings }))('/widget.js?store=test-shop')).text();
    };
    const text = await loaderOf({});
    expect(run(text)).toMatchObject({ proactive: 'widget/panel-proactive-abc.js' });
    expect(text).not.toContain('Need a hand?');
    for (const change of [{ enabled: false }, { rules: [] }])
      expect(run(await loaderOf(change))).not.toHaveProperty('proactive');
  });

  it('goes on to serve the loaders of earlier versions, byte for byte', async () => {
    const released = "(() => { globalThis.seen = { panel: 'widget/panel-OldOne_1.js' }; })();";
    await writeFile(path.join(assetsDir, 'widget-0.0.1.js'), released);
    const response = await serve()('/widget-0.0.1.js');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe(released);
    expect((await serve()('/widget-0.0.2.js')).status).toBe(404);
  });

  it('gives the present panel to a loader that asks for one of before, and not for ever', async () => {
    const response = await serve()('/widget/panel-OldOne_1.js');
    expect(await response.text()).toBe("export * from './panel-abc123.js';\n");
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    const watch = await serve()('/widget/panel-proactive-OldOne_1.js');
    expect(await watch.text()).toBe("export * from './panel-proactive-abc.js';\n");
    expect((await serve()('/widget/panel-extras-OldOne_1.js')).status).toBe(404);
  });

  it('keeps the panel for ever and the evergreen loader for a minute', async () => {
    const get = serve();
    const panel = await get('/widget/panel-abc123.js');
    expect(panel.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await panel.text()).toBe('export const panel = 1;');
    const loader = await get('/widget.js?store=test-shop');
    expect(loader.headers.get('cache-control')).toBe('public, max-age=60');
    const etag = loader.headers.get('etag') ?? '';
    const again = await get('/widget.js?store=test-shop', { 'if-none-match': etag });
    expect(again.status).toBe(304);
  });

  it.each(['/widget.js?store=test-shop', '/widget/panel-abc123.js'])(
    'lets any page load %s, as a script and nothing else',
    async (address) => {
      const { headers } = await serve()(address);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    },
  );

  it.each([
    ['br', 'gzip, deflate, br'],
    ['gzip', 'gzip'],
    ['gzip', 'br; q=0.000, gzip;q=0.5'],
    [null, 'br;q=0,gzip;q=0'],
    [null, 'identity'],
  ])('packs with %s for browsers that accept %s', async (encoding, accepted) => {
    const get = serve();
    const { headers } = await get('/widget/panel-abc123.js', { 'accept-encoding': accepted });
    expect(headers.get('content-encoding')).toBe(encoding);
    expect(headers.get('vary')).toBe('accept-encoding');
  });

  it.each(['loader.js', 'manifest.json', '..%2Fsecret.js', '.hidden.js', 'panel-none.js'])(
    'does not hand out %s',
    async (file) => {
      await writeFile(path.join(assetsDir, '.hidden.js'), 'x');
      expect((await serve()(`/widget/${file}`)).status).toBe(404);
    },
  );
});
