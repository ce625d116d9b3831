import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../server/shop/store.ts';
import {
  aProduct,
  HOSTILE_TEXTS,
  putConversation,
  putProducts,
} from '../server/http/admin/admin-fixtures.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { launchBrowser, newPage, type ObservedPage } from '../support/browser.ts';
import { createStore } from '../support/visitors.ts';
import {
  type AdminConsole,
  openAdminConsole,
  sidewaysScroll,
  signedInPage,
} from './admin-console.ts';

let browser: Browser;
let console: AdminConsole;
let store: Store;
let conversationId: string;
let hostileId: string;

const cards = HOSTILE_TEXTS.map((title, index) => {
  const price = { amount: 19_900, currency: 'USD' };
  return {
    id: `p${index}`,
    handle: `p${index}`,
    title,
    media: { type: 'image', url: title },
    price_range: { min: price, max: price },
    availability: { available: true },
  };
});

beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole();
  const hostileName = '<img src=x onerror=alert(1)>';
  store = await createStore(console.database, { key: 'shop', name: hostileName });
  const products = HOSTILE_TEXTS.map((title) => aProduct({ title, description: { plain: title } }));
  await putProducts(console.database, store, products);
  conversationId = await putConversation(console.database, store, {
    title: 'A tent for four',
    question: [{ type: 'text', text: 'A tent for four, please.' }],
    answer: [
      { type: 'text', text: 'These two sleep four:\n- **Lull**, 3 kg\n- Hush', state: 'done' },
      {
        type: 'data-notice',
        id: 'n',
        data: { code: 'interrupted', text: 'The answer broke off.', retryable: true },
      },
    ],
    costMicros: 1_840,
    tools: [
      { name: 'search_products', input: { query: 'tent' }, output: { more: true }, durationMs: 34 },
      { name: 'get_product_info', input: { product_id: 'x' }, error: 'No such product.' },
    ],
  });
  await console.database.sql`
    update turn set context = '{"opening": "Looking for a tent?"}' where conversation_id = ${conversationId}`;
  hostileId = await putConversation(console.database, store, {
    title: HOSTILE_TEXTS[0],
    question: [
      ...HOSTILE_TEXTS.map((text) => ({ type: 'text' as const, text })),
      ...HOSTILE_TEXTS.map((url) => ({ type: 'file' as const, mediaType: 'image/png', url })),
    ],
    answer: [
      ...HOSTILE_TEXTS.map((text) => ({ type: 'text' as const, text })),
      { type: 'data-products', id: 'c', data: { products: cards } },
    ],
    failureCode: '<script>alert(1)</script>',
    tools: HOSTILE_TEXTS.map((text) => ({
      name: text,
      input: { text },
      output: text,
      error: text,
    })),
  });
  await console.database.sql`
    update model_call set endpoint = ${HOSTILE_TEXTS[0] ?? ''}, model = ${HOSTILE_TEXTS[1] ?? ''},
      answered_by = ${HOSTILE_TEXTS[3] ?? ''}, outcome = ${HOSTILE_TEXTS[2] ?? ''}
    where turn_id in (select id from turn where conversation_id = ${hostileId})`;
  await console.database.sql`
    update message set rating = 'down', rating_comment = ${HOSTILE_TEXTS[2] ?? ''}
    where conversation_id = ${hostileId} and role = 'assistant'`;
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

/** Fails when anything ran or left the page because of what a shopper or a model wrote. */
function watchForAttacks({ page, errors, violations }: ObservedPage) {
  const dialogs: string[] = [];
  const requests: string[] = [];
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(console.url)) requests.push(request.url());
  });
  return () => {
    expect({ dialogs, requests, errors, violations }).toEqual({
      dialogs: [],
      requests: [],
      errors: [],
      violations: [],
    });
  };
}

describe('a conversation', () => {
  it('opens from the list and tells what was said, done and paid', async () => {
    await using observed = await signedInPage(browser, console, {
      path: '/stores/shop/conversations',
    });
    const { page } = observed;
    await page.getByRole('link', { name: 'A tent for four' }).click();
    await page.getByText('A tent for four, please.').waitFor();
    await page.getByText('These two sleep four:').waitFor();
    await page.getByRole('listitem').getByText('Lull', { exact: true }).waitFor();
    const turn = page.locator('.turn');
    const facts = turn.locator('> .facts');
    await facts.getByText('demo-1', { exact: true }).waitFor();
    await facts.getByText('1,234 in, 56 out').waitFor();
    await facts.getByText('$0.0018').waitFor();
    await turn.getByText('2 tool calls').click();
    await turn.getByText('search_products').click();
    await turn.getByText('"query": "tent"').waitFor();
    await turn.getByText('34 ms').waitFor();
    await turn.getByText('get_product_info').click();
    await turn.getByText('No such product.').waitFor();
  });

  it('begins with what the assistant said by itself', async () => {
    await using signedIn = await signedInPage(browser, console, {
      path: `/stores/shop/conversations/${conversationId}`,
    });
    const first = signedIn.page.locator('.message').first();
    await first.waitFor();
    expect(await first.innerText()).toMatch(/^Assistant\s+spoke first\s+Looking for a tent\?$/);
  });

  it('shows hostile text as text, wherever it stands', async () => {
    await using signedIn = await signedInPage(browser, console, {
      path: `/stores/shop/conversations/${hostileId}`,
    });
    const expectNothing = watchForAttacks(signedIn);
    const { page } = signedIn;
    await page.locator('.turn').waitFor();
    for (const summary of await page.locator('.disclosure > summary').all()) await summary.click();
    for (const summary of await page.locator('.tool-call > summary').all()) await summary.click();
    const shown = await page.locator('.bubble-text').allTextContents();
    expect(shown).toEqual([...HOSTILE_TEXTS, ...HOSTILE_TEXTS]);
    expect(await page.locator('.tool-error').allTextContents()).toEqual(HOSTILE_TEXTS);
    expect(await page.locator('.card-title').allTextContents()).toEqual(HOSTILE_TEXTS);
    expect(await page.title()).toBe(`${HOSTILE_TEXTS[0]} · Aisle`);
    expect(await page.locator('script:not([src]), iframe, svg[onload]').count()).toBe(0);
    expectNothing();
  });

  it('shows hostile products, names and previews as text on every other page', async () => {
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/overview' });
    const expectNothing = watchForAttacks(observed);
    const { page } = observed;
    await page.getByRole('heading', { name: store.name }).waitFor();
    await page.getByRole('link', { name: 'Products' }).click();
    await page
      .locator('.sheet-line')
      .nth(HOSTILE_TEXTS.length - 1)
      .waitFor();
    const titles = await page.locator('.sheet-link').allTextContents();
    expect(titles.toSorted()).toEqual(HOSTILE_TEXTS.map((text) => text.trim()).toSorted());
    await page.locator('.sheet-link').first().click();
    await page.getByLabel('Description').waitFor();
    await page.getByRole('link', { name: 'Conversations', exact: true }).first().click();
    await page.locator('.conversation').first().waitFor();
    await page.getByRole('link', { name: 'Costs' }).click();
    await page.getByRole('rowheader', { name: HOSTILE_TEXTS[1] }).waitFor();
    await page.getByRole('cell', { name: HOSTILE_TEXTS[1], exact: true }).waitFor();
    expectNothing();
  });
});

describe('the overview', () => {
  it('offers both install tags and copies one', async () => {
    await using observed = await signedInPage(browser, console, {
      path: '/stores/shop/overview',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { page } = observed;
    await page.getByText('integrity="sha384-test"').waitFor();
    await page.getByRole('button', { name: 'Copy: Always current' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`<script async src="${console.url}/widget.js?store=shop"></script>`);
  });

  it('says that a demo model answers', async () => {
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/overview' });
    await observed.page.getByRole('region', { name: 'Demo model' }).waitFor();
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    '/stores/other/products',
    '/stores/shop/products/0',
    '/stores/shop/conversations/0',
    '/x',
  ])('says so at %s', async (path) => {
    await using observed = await signedInPage(browser, console, { path });
    await observed.page.getByText('This page does not exist').waitFor();
    expect(observed.errors).toEqual([]);
  });
});

describe.each([
  ['a desktop in daylight', { width: 1280, height: 860 }, 'light', 'en-US'],
  ['a phone at night', { width: 390, height: 844 }, 'dark', 'vi-VN'],
] as const)('on %s', (_, viewport, colorScheme, locale) => {
  it('every page is accessible and as wide as the screen', async () => {
    await using observed = await newPage(browser, { viewport, colorScheme, locale });
    await observed.page.goto(`${console.url}/admin`);
    await observed.page.locator('input[type=password]').waitFor();
    expect(await accessibilityFaults(observed.page)).toEqual([]);

    await using signedIn = await signedInPage(browser, console, {
      path: '/account',
      viewport,
      colorScheme,
      locale,
    });
    const { page } = signedIn;
    await page.locator('.facts').waitFor();
    const [product] = await console.database.sql`select id from product limit 1`;
    const ready = {
      '/account': '.facts',
      '/stores/shop/overview': '.snippet',
      '/stores/shop/products': '.sheet-line',
      [`/stores/shop/products/${product?.id}`]: '.single-variant',
      '/stores/shop/conversations': '.conversation',
      [`/stores/shop/conversations/${conversationId}`]: '.turn',
      '/stores/shop/coupons': '.empty',
      '/stores/shop/costs': '.card-table',
      '/stores/shop/settings': '.settings',
    };
    for (const [path, selector] of Object.entries(ready)) {
      await page.goto(`${console.url}/admin${path}`);
      await page.locator(selector).first().waitFor();
      for (const details of await page.locator('summary').all()) await details.click();
      expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
      expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
    }
    expect(signedIn.errors).toEqual([]);
    expect(signedIn.violations).toEqual([]);
  });
});
