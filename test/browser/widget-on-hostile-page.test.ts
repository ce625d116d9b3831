import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { widgetIntegrity } from '../../server/http/widget-routes.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
});

afterAll(() => shop.close());

afterEach(() => {
  shop.server.intercept = () => undefined;
});

async function expectAnswer(visit: Visit): Promise<void> {
  await visit.open();
  await visit.ask('are you there?');
  await visit.answer('You said: are you there?');
  expect(visit.errors).toEqual([]);
}

describe('a guest on the page', () => {
  it('asks for one file and stores nothing before the first click', async () => {
    shop.server.requests.length = 0;
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.waitForLoadState('networkidle');
    expect(shop.server.requests.filter((request) => !/ \/(favicon.*)?$/.test(request))).toEqual([
      'GET /widget.js',
    ]);
    expect(await visit.page.evaluate(() => localStorage.length + document.cookie.length)).toBe(0);
    expect(visit.console).toEqual([]);
  });

  it('leaves one global behind', async () => {
    shop.page('/bare', { body: '' });
    const globals = async (address: string) => {
      await using visit = await shop.visit(address);
      await visit.page.waitForLoadState('networkidle');
      return await visit.page.evaluate(() => Object.getOwnPropertyNames(window));
    };
    const before = new Set(await globals('/bare'));
    expect((await globals('/')).filter((name) => !before.has(name))).toEqual(['Aisle']);
  });

  it('shifts nothing on the page', async () => {
    await using visit = await shop.visit();
    await visit.open();
    const shift = await visit.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const observer = new PerformanceObserver((list) => {
            resolve(
              list
                .getEntries()
                .reduce((sum, entry) => sum + ('value' in entry ? Number(entry.value) : 0), 0),
            );
          });
          observer.observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
        }),
    );
    expect(shift).toBe(0);
  });

  it('is one widget when the tag stands there twice', async () => {
    shop.page('/twice', { body: shop.tag + shop.tag });
    await using visit = await shop.visit('/twice');
    await expectAnswer(visit);
    expect(await visit.page.locator('aisle-widget').count()).toBe(1);
  });

  it('stays when a router swaps the body', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => document.body.replaceWith(document.createElement('body')));
    await expectAnswer(visit);
  });

  it('keeps typing from the hotkeys of the page', async () => {
    await using visit = await shop.visit();
    await visit.page.evaluate(() => {
      document.addEventListener('keydown', () => document.body.setAttribute('data-hotkey', 'yes'));
    });
    await visit.open();
    await visit.composer.pressSequentially('s?');
    expect(await visit.page.locator('body').getAttribute('data-hotkey')).toBeNull();
  });

  it('can be driven and taken away by the page', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    const heard = await visit.page.evaluate(async () => {
      const events: string[] = [];
      const off = window.Aisle?.on('open', () => events.push('open'));
      window.Aisle?.on('close', () => events.push('close'));
      await window.Aisle?.open();
      window.Aisle?.close();
      off?.();
      await window.Aisle?.open();
      return events;
    });
    expect(heard).toEqual(['open', 'close']);
    await visit.panel.waitFor();
    await visit.page.evaluate(() => window.Aisle?.destroy());
    expect(await visit.page.locator('aisle-widget').count()).toBe(0);
    expect(await visit.page.evaluate(() => 'Aisle' in window)).toBe(false);
    expect(visit.errors).toEqual([]);
  });
});

describe('a strict content security policy', () => {
  const policies = (widget: string) => ({
    'a nonce and the widget’s address': `default-src 'none'; script-src 'nonce-n1' ${widget}; connect-src ${widget}; img-src ${widget}`,
    'a nonce and strict-dynamic': `default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; connect-src ${widget}`,
    'the widget’s address only': `default-src 'none'; script-src ${widget}; connect-src ${widget}`,
  });

  it.each([
    'a nonce and the widget’s address',
    'a nonce and strict-dynamic',
    'the widget’s address only',
  ] as const)('is enough with %s, and nothing breaks it', async (name) => {
    const policy = policies(shop.server.url)[name];
    const headers = {
      'content-security-policy': `${policy}; require-trusted-types-for 'script'; trusted-types 'none'`,
    };
    const body = shop.tag.replace('<script', '<script nonce="n1"');
    shop.page('/strict', { body, headers });
    await using visit = await shop.visit('/strict');
    await expectAnswer(visit);
    expect(visit.violations).toEqual([]);
    expect(visit.console).toEqual([]);
  });

  it('is enough for everything that comes later: languages, cards, menu, sheet and photos', async () => {
    const policy = policies(shop.server.url)['the widget’s address only'];
    const trusted = "require-trusted-types-for 'script'; trusted-types 'none'";
    shop.page('/strict', { headers: { 'content-security-policy': `${policy}; ${trusted}` } });
    const price = { amount: 100, currency: 'USD' };
    const product = {
      ...{ id: 'p', handle: 'p', title: 'Tent', price_range: { min: price, max: price } },
      availability: { available: true },
    };
    const { answer } = shop.server;
    shop.server.answer = (turn) => {
      turn.say('| a | b |\n|---|---|\n| `1` | **2** |');
      const comparison = [{ name: 'Weight', values: ['1 kg', null] }];
      const products = [product, { ...product, id: 'q' }];
      turn.show({ type: 'data-products', data: { products, comparison } });
      turn.finish();
    };
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    await using visit = await shop.visit('/strict', phone);
    await visit.open();
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await visit.page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') });
    await visit.panel.locator('canvas').waitFor();
    await visit.page.evaluate(() => window.Aisle?.setLocale('de'));
    await visit.composer.fill('Zelte');
    await visit.panel.getByRole('button', { name: 'Senden' }).click();
    await visit.panel.getByRole('region', { name: 'Vergleich' }).waitFor();
    await visit.panel.getByRole('button', { name: 'Mehr' }).click();
    const saved = visit.page.waitForEvent('download');
    await visit.panel.getByRole('button', { name: 'Unterhaltung speichern' }).click();
    await saved;
    await visit.panel.getByRole('button', { name: 'Nicht hilfreich' }).click();
    await visit.panel.getByRole('button', { name: 'Feedback senden' }).waitFor();
    shop.server.answer = answer;
    expect(visit.violations).toEqual([]);
    expect(visit.errors).toEqual([]);
    expect(visit.console).toEqual([]);
  });

  it('comes with the pinned loader and its integrity, and takes its look from the API', async () => {
    const pinned = await widgetIntegrity('dist/widget');
    const { url, store } = shop.server;
    shop.page('/pinned', {
      body: `<script async src="${url}${pinned?.path}" data-store="${store.key}" data-position="left" integrity="${pinned?.integrity}" crossorigin></script>`,
    });
    await using visit = await shop.visit('/pinned');
    await expectAnswer(visit);
    await visit.panel.getByRole('heading', { name: store.name }).waitFor();
    expect((await visit.panel.boundingBox())?.x).toBe(20);
  });
});

describe('hostile style', () => {
  it.each([
    ['a reset of everything', '* { all: unset !important }'],
    ['everything hidden', 'html > * { display: none !important; visibility: hidden !important }'],
    [
      'huge type and odd boxes',
      'html > *, body * { font: 60px serif !important; box-sizing: content-box !important; padding: 30px !important; margin: 9px !important; transform: rotate(3deg) }',
    ],
    ['a layer over everything', 'main { position: fixed; inset: 0; z-index: 2147482999 }'],
    ['right to left', 'html { direction: rtl }'],
  ])('does not reach it: %s', async (_, css) => {
    shop.page('/styled', { head: `<style>${css}</style>` });
    await using visit = await shop.visit('/styled', { viewport: { width: 1280, height: 800 } });
    await expectAnswer(visit);
    const launcher = await visit.launcher.boundingBox();
    expect(launcher).toMatchObject({ width: 56, height: 56, y: 724 });
    expect(await visit.panel.boundingBox()).toMatchObject({ width: 400, height: 640 });
    const size = await visit.composer.evaluate((field) => getComputedStyle(field).fontSize);
    expect(size).toBe('16px');
  });
});

describe('a page that changed the browser’s own objects', () => {
  it.each([
    ['arrays with a toJSON', 'Array.prototype.toJSON = function () { return "[]" }'],
    [
      'enumerable additions to Object.prototype',
      'Object.prototype.extend = function () {}; Object.prototype.each = 1',
    ],
    [
      'enumerable additions to Array.prototype',
      'Array.prototype.each = function () {}; Array.prototype.last = 3',
    ],
    ['a frozen Object.prototype', 'Object.freeze(Object.prototype)'],
    [
      'frozen built-ins',
      '[Array, Function, Promise, Map, Set, Error, RegExp, String].forEach((built) => { Object.freeze(built); Object.freeze(built.prototype) })',
    ],
    [
      'a wrapped fetch',
      'const original = fetch; window.fetch = function (...all) { return original.apply(this, all).then((answer) => answer) }',
    ],
    [
      'a wrapped addEventListener',
      'const add = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function (type, fn, options) { return add.call(this, type, function (...all) { return fn.apply(this, all) }, options) }',
    ],
    ['a Promise of its own', 'const Real = Promise; window.Promise = class extends Real {}'],
    ['globals of our names', 'window.h = window.render = window.Component = 1'],
    [
      'elements of our names',
      'document.addEventListener("DOMContentLoaded", () => { const it = document.createElement("div"); it.id = "Aisle"; document.body.append(it) })',
    ],
    [
      'an AMD loader',
      'window.define = Object.assign(() => { throw new Error("define") }, { amd: {} })',
    ],
  ])('still gets answers: %s', async (_, script) => {
    shop.page('/patched', { head: `<script>${script}</script>` });
    await using visit = await shop.visit('/patched');
    await expectAnswer(visit);
    expect(visit.console).toEqual([]);
  });

  it.each([
    [
      'an Array.prototype.push that throws',
      'Array.prototype.push = () => { throw new Error("patched") }',
    ],
    ['a JSON.stringify that throws', 'JSON.stringify = () => { throw new Error("patched") }'],
    ['a fetch that throws', 'window.fetch = () => { throw new Error("patched") }'],
    ['no CSSStyleSheet constructor', 'delete window.CSSStyleSheet'],
    ['no attachShadow', 'delete Element.prototype.attachShadow'],
  ])('gets an answer or one warning, and no error: %s', async (_, script) => {
    shop.page('/broken', { head: `<script>${script}</script>` });
    await using visit = await shop.visit('/broken');
    await visit.page.waitForLoadState('networkidle');
    if (await visit.launcher.isVisible()) {
      await visit.launcher.click();
      await visit.page.waitForLoadState('networkidle');
    }
    expect(visit.errors).toEqual([]);
    expect(visit.console.length).toBeLessThanOrEqual(1);
    await visit.page.getByRole('heading', { name: 'Shop' }).first().click();
  });
});

describe('a backend that is dead, slow or wrong', () => {
  it('leaves the page as it is when the loader does not come', async () => {
    shop.page('/dead', {
      body: '<script async src="http://127.0.0.1:9/widget.js?store=test-shop"></script>',
    });
    await using visit = await shop.visit('/dead');
    await visit.page.waitForLoadState('networkidle');
    expect(visit.errors).toEqual([]);
    expect(await visit.page.locator('aisle-widget').count()).toBe(0);
  });

  it.each([
    ['with an error', () => new Response('<h1>Oops</h1>', { status: 500 })],
    ['never', () => new Promise<Response>(() => {})],
  ])('leaves the page quick and silent when the loader answers %s', async (_, answer) => {
    shop.server.intercept = ({ url }) => (url.includes('/widget.js') ? answer() : undefined);
    shop.page('/waiting', {
      head: '<script>addEventListener("DOMContentLoaded", () => document.body.onclick = () => document.body.dataset.clicked = "yes")</script>',
    });
    await using visit = await shop.visit('/waiting', { waitUntil: 'domcontentloaded' });
    await visit.page.getByRole('heading', { name: 'Shop' }).click();
    await visit.page.locator('body[data-clicked]').waitFor();
    expect(visit.errors).toEqual([]);
    expect(await visit.page.locator('aisle-widget').count()).toBe(0);
  });

  it('lets the shopper go back to the page while the panel does not come', async () => {
    shop.server.intercept = ({ url }) =>
      url.includes('/widget/panel') ? new Promise<Response>(() => {}) : undefined;
    await using visit = await shop.visit();
    await visit.launcher.click();
    await visit.page.locator('.launcher[aria-busy="true"]').waitFor();
    await visit.page.getByRole('heading', { name: 'Shop' }).click();
    await visit.launcher.click();
    await visit.page.locator('.launcher[aria-expanded="false"]').waitFor();
    expect(visit.errors).toEqual([]);
    expect(visit.console).toEqual([]);
  });

  it('says in the console that there is no such store, once, and draws nothing', async () => {
    shop.page('/unknown', { body: shop.tag.replace('test-shop', 'nobody') });
    await using visit = await shop.visit('/unknown');
    await visit.page.waitForLoadState('networkidle');
    expect(visit.console).toEqual(['warning: Aisle: there is no store "nobody"']);
    expect(await visit.page.locator('aisle-widget').count()).toBe(0);
    expect(visit.errors).toEqual([]);
  });

  it('warns once when the panel does not come, and tries again with the next click', async () => {
    shop.server.intercept = ({ url }) =>
      url.includes('/widget/panel') ? new Response('down', { status: 503 }) : undefined;
    await using visit = await shop.visit();
    await visit.launcher.click();
    await visit.page.getByRole('button', { name: 'Chat: offline' }).click();
    await visit.page.waitForLoadState('networkidle');
    expect(visit.console.filter((line) => line.startsWith('warning'))).toHaveLength(1);
    expect(visit.errors).toEqual([]);
    shop.server.intercept = () => undefined;
    await visit.launcher.click();
    await visit.panel.waitFor();
  });

  it.each([
    ['errors', () => new Response('{}', { status: 500 })],
    ['HTML', () => new Response('<h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } })],
    ['nothing', () => new Promise<Response>(() => {})],
  ])('stays usable when the API answers with %s', async (_, answer) => {
    shop.server.intercept = ({ url }) => (url.includes('/v1/') ? answer() : undefined);
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello?');
    await visit.page.locator('.question').filter({ hasText: 'hello?' }).waitFor();
    await visit.panel.getByRole('button', { name: 'Close chat' }).click();
    await visit.panel.waitFor({ state: 'hidden' });
    expect(visit.errors).toEqual([]);
  });
});
