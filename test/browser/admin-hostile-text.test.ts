import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTALLATION_PAGES, STORE_PAGES } from '../../admin/router/route.ts';
import { hashToken, newSecretToken } from '../../server/shop/secret-token.ts';
import { MANY_HOSTILE_TEXTS as TEXTS } from '../fixtures/hostile-texts.ts';
import { aProduct, putConversation, putProducts } from '../server/http/admin/admin-fixtures.ts';
import { launchBrowser } from '../support/browser.ts';
import { createStore, createVisitor } from '../support/visitors.ts';
import { type AdminConsole, openAdminConsole, signedInPage } from './admin-console.ts';

let browser: Browser;
let console: AdminConsole;
/** Addresses of what is shown one at a time. */
let items: string[];

/** Whatever shoppers, models, files and merchants may have written stands somewhere in the database. */
beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole();
  const { database, admin } = console;
  const { sql } = database;
  const store = await createStore(database, { key: 'shop', name: TEXTS[0] });
  const products = TEXTS.map((title) => aProduct({ title, description: { plain: title } }));
  await putProducts(database, store, products);
  const { visitorId } = await createVisitor(database, store);
  await sql`update visitor set customer_ref = ${TEXTS[1] ?? ''} where id = ${visitorId}`;
  const conversation = await putConversation(database, store, {
    title: TEXTS[2],
    question: TEXTS.flatMap((text) => [
      { type: 'text' as const, text },
      { type: 'file' as const, mediaType: 'image/png', url: text },
    ]),
    answer: TEXTS.map((text) => ({ type: 'text' as const, text })),
    failureCode: TEXTS[3],
    tools: [{ name: TEXTS[4] ?? '', input: { text: TEXTS }, output: TEXTS, error: TEXTS[5] }],
  });
  const system = { actor: { kind: 'system', name: TEXTS[6] ?? '' } } as const;
  for (const name of TEXTS) {
    const keyHash = hashToken(newSecretToken());
    await admin.apiKeys.create({ name, keyHash, scopes: ['catalog:read'] }, system);
  }
  await sql`
    insert into conversation (id, store_id, visitor_id, client_id, title)
    select gen_random_uuid(), ${store.id}, ${visitorId}, gen_random_uuid(), title
    from unnest(${TEXTS as string[]}::text[]) as title`;
  await sql`
    insert into coupon (id, store_id, code, title, amount)
    select gen_random_uuid(), ${store.id}, left(md5(title), 12), title, 100
    from unnest(${TEXTS as string[]}::text[]) as title`;
  await sql`
    insert into audit_entry (id, store_id, actor_kind, actor_name, action, subject_name, before, after)
    select gen_random_uuid(), ${store.id}, 'person', title, 'product.change', title,
      jsonb_build_object('title', title, title, title), jsonb_build_object('title', title || '!')
    from unnest(${TEXTS as string[]}::text[]) as title`;
  await sql`update model_call set endpoint = ${TEXTS[7] ?? ''}, model = ${TEXTS[8] ?? ''}`;
  const [product] = await sql`select id from product limit 1`;
  items = [`/stores/shop/products/${product?.id}`, `/stores/shop/conversations/${conversation}`];
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

/** Waits until the page has what it asked for, and opens all that can be opened. */
async function unfold(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** How many of the texts stand on the page, letter for letter. */
function verbatim(page: Page): Promise<number> {
  return page.evaluate((texts) => {
    const fields = document.querySelectorAll<HTMLInputElement>('input, textarea');
    const shown = [document.body.textContent, ...[...fields].map(({ value }) => value)].join('\n');
    return texts.filter((text) => shown.includes(text)).length;
  }, TEXTS as string[]);
}

describe('text that somebody else wrote', () => {
  it('is text on every page: nothing runs, nothing leaves, nothing is even tried', async () => {
    // What the browser says of itself is kept as well.
    await using observed = await signedInPage(browser, console, {
      path: '/account',
      userAgent: TEXTS[0],
    });
    const { page, errors, violations } = observed;
    const dialogs: string[] = [];
    const requests: string[] = [];
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    page.on('request', (request) => {
      const { protocol } = new URL(request.url());
      if (/^https?:/.test(protocol) && !request.url().startsWith(console.url)) {
        requests.push(request.url());
      }
    });
    await unfold(page);
    const seen: Record<string, number> = {};
    const pages = [
      ...INSTALLATION_PAGES.map((name) => `/${name}`),
      ...STORE_PAGES.map((name) => `/stores/shop/${name}`),
      '/stores/shop/import',
      ...items,
    ];
    for (const path of pages) {
      await page.goto(`${console.url}/admin${path}`);
      await unfold(page);
      seen[path] = await verbatim(page);
      expect([path, { dialogs, requests, errors, violations }]).toEqual([
        path,
        { dialogs: [], requests: [], errors: [], violations: [] },
      ]);
    }
    expect(seen['/keys']).toBe(TEXTS.length);
    expect(seen[items[1] ?? '']).toBe(TEXTS.length);
    for (const list of ['products', 'coupons', 'conversations', 'history']) {
      expect([list, seen[`/stores/shop/${list}`] ?? 0]).toEqual([list, expect.any(Number)]);
      expect(seen[`/stores/shop/${list}`]).toBeGreaterThan(20);
    }
  });

  it('is text in what is made of the address', async () => {
    await using observed = await signedInPage(browser, console, { path: '/account' });
    const { page, errors, violations } = observed;
    await page.locator('.session').first().waitFor();
    for (const text of TEXTS.slice(-17)) {
      const part = encodeURIComponent(text);
      await page.goto(`${console.url}/admin/stores/${part}/products?q=${part}&thing=${part}`);
      await page.locator('.empty').waitFor();
    }
    expect({ errors, violations }).toEqual({ errors: [], violations: [] });
  });
});
