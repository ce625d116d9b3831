import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
});
afterAll(() => shop.close());

async function expectAnswer(visit: Visit): Promise<void> {
  await visit.open();
  await visit.ask('are you there?');
  await visit.answer('You said: are you there?');
  expect(visit.errors).toEqual([]);
}

describe('a page that is not as pages are today', () => {
  const DENIED = `get() { throw new DOMException('denied', 'SecurityError') }`;

  it.each([
    ['zoomed', '<style>html { zoom: 1.5 }</style>'],
    ['another base address', '<base href="https://elsewhere.example/a/">'],
    [
      'storage that is denied',
      `<script>for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { ${DENIED} })</script>`,
    ],
    [
      'Prototype.js',
      `<script>
        Array.prototype.toJSON = function () { return '[' + this.join() + ']' };
        String.prototype.toJSON = function () { return '"' + this + '"' };
        Array.prototype.first = function () { return this[0] };
        Element.prototype.remove = function () { return this.parentNode.removeChild(this) };
        window.$ = (id) => document.getElementById(id);
        window.Class = { create() {} };
      </script>`,
    ],
    [
      'no EventSource, a fetch and a history of its own',
      `<script>
        delete window.EventSource;
        const real = fetch;
        window.fetch = async (...all) => real(...all);
        history.pushState = history.replaceState = () => { throw new Error('patched') };
      </script>`,
    ],
  ])('still gets answers: %s', async (_, head) => {
    shop.page('/odd', { head });
    await using visit = await shop.visit('/odd', { viewport: { width: 1280, height: 800 } });
    await expectAnswer(visit);
    expect(visit.console).toEqual([]);
    const box = await visit.launcher.boundingBox();
    expect(box && box.x + box.width <= 1280 && box.y + box.height <= 800).toBe(true);
  });

  it.each([
    ['in quirks mode', () => `<title>Shop</title><h1>Shop</h1>${shop.tag}`],
    [
      'with a tag from document.write',
      () => `<!doctype html><title>Shop</title><h1>Shop</h1><script>
        document.write('${shop.tag.replace('async ', '').replace('</', '<\\/')}')</script>`,
    ],
  ])('still gets answers: %s', async (_, html) => {
    shop.server.pages.set('/own', { html: html() });
    await using visit = await shop.visit('/own', { viewport: { width: 1280, height: 800 } });
    await expectAnswer(visit);
    expect(await visit.panel.boundingBox()).toMatchObject({ width: 400, height: 640 });
  });

  it('answers inside a frame of another site’s page', async () => {
    const frame = `<iframe src="${shop.server.shopUrl}/" width="600" height="700"></iframe>`;
    shop.page('/embedding', { head: '<style>main { display: none }</style>', body: frame });
    await using visit = await shop.visit('/embedding');
    const inside = visit.page.frameLocator('iframe');
    await inside.locator('.launcher').click();
    await inside.locator('.field').fill('inside?');
    await inside.locator('.field').press('Enter');
    await inside.locator('.answer', { hasText: 'You said: inside?' }).waitFor();
    expect(visit.errors).toEqual([]);
  });

  it('is not printed', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.page.emulateMedia({ media: 'print' });
    await visit.panel.waitFor({ state: 'hidden' });
    await visit.launcher.waitFor({ state: 'hidden' });
  });
});

describe('a page that changes under it', () => {
  it('stays one widget through a hundred routes and a view transition', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.page.evaluate(async () => {
      const swap = (route: number) => {
        history.pushState({}, '', `/route/${route}`);
        const body = document.createElement('body');
        body.append(Object.assign(document.createElement('h1'), { textContent: `Page ${route}` }));
        document.body.replaceWith(body);
      };
      for (let route = 0; route < 99; route++) swap(route);
      await document.startViewTransition(() => swap(99)).finished;
    });
    await visit.ask('are you there?');
    await visit.answer('You said: are you there?');
    expect(await visit.page.locator('aisle-widget').count()).toBe(1);
    expect(visit.errors).toEqual([]);
  });

  it('leaves nothing behind when it was put up and taken away a hundred times', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    const { page } = visit;
    const rounds = (count: number) =>
      page.evaluate(async (count) => {
        const { src } = document.querySelector<HTMLScriptElement>('script[src]')!;
        let opened = 0;
        for (let round = 0; round < count; round++) {
          await window.Aisle?.open();
          const { shadowRoot } = document.querySelector('aisle-widget')!;
          if (shadowRoot?.querySelector('[role=dialog] textarea')) opened++;
          // Else the next one opens on its own.
          window.Aisle?.close();
          window.Aisle?.destroy();
          const tag = Object.assign(document.createElement('script'), { src });
          await new Promise((resolve) => {
            tag.onload = resolve;
            document.head.append(tag);
          });
          tag.remove();
        }
        return opened;
      }, count);
    const devtools = await page.context().newCDPSession(page);
    const counted = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
      return { nodes, jsEventListeners };
    };
    await rounds(5);
    const before = await counted();
    expect(await rounds(100)).toBe(100);
    const after = await counted();
    // Less than one of each a round: what the browser itself has not yet let go of.
    expect(after.nodes - before.nodes).toBeLessThan(100);
    expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(100);
    expect(await page.locator('aisle-widget').count()).toBe(1);
    expect(visit.errors).toEqual([]);
  });
});
