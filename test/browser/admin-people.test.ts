import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProduct, putProducts } from '../server/http/admin/admin-fixtures.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { launchBrowser, newPage } from '../support/browser.ts';
import { createStore } from '../support/visitors.ts';
import {
  type AdminConsole,
  openAdminConsole,
  sidewaysScroll,
  signedInPage,
} from './admin-console.ts';

let browser: Browser;
let console: AdminConsole;
beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole();
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

describe('an installation without a store', () => {
  it('offers to make the first one, which is there at once', async () => {
    await using observed = await signedInPage(browser, console, { path: '' });
    const { page } = observed;
    await page.getByRole('heading', { name: 'Your first store' }).waitFor();
    await page.getByLabel('Name').fill('Đồ dã ngoại An');
    expect(await page.getByLabel('Key').inputValue()).toBe('do-da-ngoai-an');
    await page.getByLabel('Currency').selectOption('VND');
    await page.getByRole('button', { name: 'Create the store' }).click();
    await page.getByRole('heading', { name: 'Đồ dã ngoại An' }).waitFor();
    await page.getByText('store=do-da-ngoai-an').first().waitFor();
    expect(observed.errors).toEqual([]);
  });
});

describe('the team', () => {
  it('grows by a link, and its newest member sees only what their role allows', async () => {
    await using owner = await signedInPage(browser, console, { path: '/team' });
    const { page } = owner;
    await page.getByRole('heading', { name: 'Team' }).waitFor();
    await page.getByLabel('E-mail').fill('mai@shop.example');
    await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('viewer');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invitation for mai@shop.example' });
    const link = await dialog.getByText('/admin/join#').textContent();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Revoke the link of mai@shop.example' }).waitFor();

    await using guest = await newPage(browser, { locale: 'en-US' });
    await guest.page.goto(link ?? '');
    await guest.page.getByText('You were invited as mai@shop.example.').waitFor();
    expect(new URL(guest.page.url()).hash).toBe('');
    await guest.page.getByLabel('Choose a password').fill('a password of ten');
    await guest.page.getByRole('button', { name: 'Join' }).click();
    await guest.page.getByRole('link', { name: 'History' }).waitFor();
    expect(await guest.page.getByRole('link', { name: 'Team' }).count()).toBe(0);
    await guest.page.getByRole('link', { name: 'Settings', exact: true }).click();
    expect(await guest.page.getByLabel('Greeting').isDisabled()).toBe(true);

    await page.reload();
    await page.getByRole('combobox', { name: 'Role of mai@shop.example' }).selectOption('owner');
    await page.getByText('mai@shop.example was changed').waitFor();
    await guest.page.reload();
    await guest.page.getByRole('link', { name: 'Team' }).waitFor();
    await page.getByRole('combobox', { name: 'Role of mai@shop.example' }).selectOption('viewer');
    await page.getByText('mai@shop.example was changed').waitFor();
    page.once('dialog', (sure) => sure.accept());
    await page.getByRole('button', { name: 'Disable owner@shop.example' }).click();
    await page.getByRole('alert').filter({ hasText: 'Somebody must be an owner' }).waitFor();
    expect(owner.violations).toEqual([]);
    expect(guest.violations).toEqual([]);
  });

  it('says of a link that is used up what to do', async () => {
    await using guest = await newPage(browser, { locale: 'en-US' });
    await guest.page.goto(`${console.url}/admin/join#${'A'.repeat(43)}`);
    await guest.page.getByText('This link does not work any more').waitFor();
    expect(await accessibilityFaults(guest.page)).toEqual([]);
  });
});

describe('API keys', () => {
  it('are shown once and revoked', async () => {
    await using observed = await signedInPage(browser, console, { path: '/keys' });
    const { page } = observed;
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('Stock');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('alert').filter({ hasText: 'Choose at least one.' }).waitFor();
    await page.getByLabel('Read products, export them').check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make the key' }).click();
    const shown = page.getByRole('dialog', { name: 'Key “Stock”' });
    expect(await shown.getByText('aisle_').textContent()).toMatch(/^aisle_[\w-]{43}$/);
    await shown.getByRole('button', { name: 'Done' }).click();
    page.once('dialog', (sure) => sure.accept());
    await page.getByRole('button', { name: 'Revoke the key Stock' }).click();
    await page.getByText('Revoked', { exact: true }).first().waitFor();
  });
});

describe('the history', () => {
  it('says who changed what, takes it back, and says why it could not', async () => {
    const store = await createStore(console.database, { key: 'shop', name: 'Shop' });
    await putProducts(console.database, store, [aProduct({ title: 'Trail tent' })]);
    const headers = await console.admin.signedIn();
    const [row] = await console.database.sql`
      select product.id, variant.id as variant from product join variant on product_id = product.id
      where product.title = 'Trail tent'`;
    const change = (version: number, body: unknown) =>
      console.admin.call(`/admin/api/stores/shop/products/${row?.id}`, {
        method: 'PATCH',
        headers: { ...headers, 'if-match': `"${version}"` },
        body: JSON.stringify(body),
      });
    expect((await change(1, { variants: [{ id: row?.variant, price: 17_900 }] })).status).toBe(200);
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/history' });
    const { page } = observed;
    const sentence = 'changed the price of Trail tent from $199.00 to $179.00';
    await page.getByText(`owner@shop.example ${sentence}`).waitFor();
    await page.getByRole('button', { name: `Undo: ${sentence}`, exact: true }).click();
    const undone = 'took back: changed the price of Trail tent from $179.00 to $199.00';
    await page.getByText(undone).waitFor();
    expect((await change(3, { variants: [{ id: row?.variant, price: 15_000 }] })).status).toBe(200);
    await page.getByRole('button', { name: `Undo: ${undone}` }).click();
    await page.getByRole('alert').filter({ hasText: 'It was changed again since' }).waitFor();
    await page.getByRole('combobox', { name: 'What' }).selectOption('coupon');
    await page.getByText('Nothing here').waitFor();
    expect(new URL(page.url()).search).toBe('?thing=coupon');
    await page.getByRole('link', { name: 'Installation' }).click();
    await page.getByText('made the API key').waitFor();
    expect(observed.errors).toEqual([]);
  });
});

describe('the account', () => {
  it('shows where somebody is signed in, and signs them out there', async () => {
    await using mine = await signedInPage(browser, console, { path: '/account' });
    await mine.page.getByText('This browser').waitFor();
    await using other = await signedInPage(browser, console, { path: '/account' });
    await other.page.getByText('This browser').waitFor();
    const { page } = mine;
    await page.reload();
    const ends = page.getByRole('button', { name: 'Sign out there' });
    await ends.first().click();
    await page.getByText('Signed out there').waitFor();
    await other.page.reload();
    await other.page.getByRole('heading', { name: 'Sign in to Aisle' }).waitFor();
    page.once('dialog', (sure) => sure.accept());
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Sign in to Aisle' }).waitFor();
  });
});

/** A store with a history, and a key. */
async function fillPages(key: string): Promise<void> {
  const { admin } = console;
  const headers = await admin.signedIn();
  const post = (path: string, body: unknown) =>
    admin.call(`/admin/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const store = { key, name: 'A shop with a rather long name', currency: 'USD', locale: 'en' };
  await post('/stores', store);
  await post('/keys', { name: 'Stock', store: key, scopes: ['catalog:read', 'push:write'] });
  await post('/invitations', { email: `somebody-with-a-long-name@${key}.example`, role: 'editor' });
  await admin.call(`/admin/api/stores/${key}/settings`, {
    method: 'PATCH',
    headers: { ...headers, 'if-match': '"1"' },
    body: JSON.stringify({ greeting: 'Hello', theme: { accent: '#123456' } }),
  });
}

describe.each([
  ['a desktop in daylight', { width: 1280, height: 860 }, 'light', 'en-US'],
  ['a small phone at night', { width: 320, height: 640 }, 'dark', 'vi-VN'],
] as const)('on %s', (_, viewport, colorScheme, locale) => {
  it('every one of these pages is accessible and as wide as the screen', async () => {
    const key = `small-${viewport.width}`;
    await fillPages(key);
    await using observed = await signedInPage(browser, console, {
      path: '/account',
      viewport,
      colorScheme,
      locale,
    });
    const { page } = observed;
    await page.locator('.session').first().waitFor();
    const ready = {
      '/account': '.session',
      '/team': '.person',
      '/keys': '.api-key',
      '/new-store': 'form',
      '/installation': '.history-entry',
      [`/stores/${key}/history`]: '.history-entry',
      [`/stores/${key}/settings`]: '.settings',
    };
    for (const [path, selector] of Object.entries(ready)) {
      await page.goto(`${console.url}/admin${path}`);
      await page.locator(selector).first().waitFor();
      for (const details of await page.locator('summary').all()) await details.click();
      expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
      expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
    }
    expect(observed.errors).toEqual([]);
    expect(observed.violations).toEqual([]);
  });
});
