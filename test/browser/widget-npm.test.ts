import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WidgetShop } from '../support/widget-shop.ts';

/** The package as a page without a bundler would take it in. */
const PACKAGE = path.resolve(import.meta.dirname, '../../dist/npm');

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
  shop.server.intercept = ({ url }) => {
    const file = /\/npm\/([\w-]+\.js)$/.exec(url)?.[1];
    const headers = { 'content-type': 'text/javascript' };
    return file ? new Response(readFileSync(path.join(PACKAGE, file)), { headers }) : undefined;
  };
});
afterAll(() => shop.close());

it('starts from a module with options in the place of attributes, once, and loads the panel on demand', async () => {
  const options = {
    store: shop.server.store.key,
    server: shop.server.url,
    position: 'left',
    launcher: 'Ask us',
    labels: { send: 'Off it goes' },
  };
  shop.page('/module', {
    body: `<script type="module">
      import { startAisle } from '/npm/aisle.js';
      const options = ${JSON.stringify(options)};
      document.body.dataset.same = startAisle(options) === startAisle(options);
    </script>`,
  });
  shop.server.requests.length = 0;
  await using visit = await shop.visit('/module');
  await visit.page.getByRole('button', { name: 'Ask us' }).waitFor();
  expect(shop.server.requests.filter((request) => /mount-panel|\/v1\//.test(request))).toEqual([]);
  await visit.open();
  await visit.ask('hello');
  await visit.answer('You said: hello');
  await visit.panel.getByRole('button', { name: 'Off it goes' }).waitFor();
  expect((await visit.panel.boundingBox())?.x).toBe(20);
  expect(await visit.page.locator('body').getAttribute('data-same')).toBe('true');
  expect([visit.errors, visit.console]).toEqual([[], []]);
});

it('says at once what it cannot start with', async () => {
  const wrong = [
    { store: 'shop', server: 'localhost:3000' },
    { store: 'shop', server: '/aisle' },
    { server: shop.server.url },
  ];
  shop.page('/wrong', {
    body: `<script type="module">
      import { startAisle } from '/npm/aisle.js';
      document.title = ${JSON.stringify(wrong)}.map((options) => {
        try { return startAisle(options) } catch (error) { return error.name }
      }).join();
    </script>`,
  });
  await using visit = await shop.visit('/wrong');
  await expect.poll(() => visit.page.title()).toBe('TypeError,TypeError,TypeError');
  expect(await visit.launcher.count()).toBe(0);
});

it('names its files and types', () => {
  const about = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
  for (const file of Object.values<string>(about.exports['.']))
    expect(readFileSync(path.join(PACKAGE, file), 'utf8')).toContain('startAisle');
  const types = readFileSync(path.join(PACKAGE, 'index.d.ts'), 'utf8');
  expect(types).toContain(`from './window.d.ts'`);
});
