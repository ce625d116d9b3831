import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../server/shop/store.ts';
import { launchBrowser, newPage } from '../support/browser.ts';
import { createStore } from '../support/visitors.ts';
import { type AdminConsole, openAdminConsole, signedInPage, signInOn } from './admin-console.ts';

let browser: Browser;
let console: AdminConsole;
let store: Store;
beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole();
  store = await createStore(console.database, { key: 'shop', name: 'My shop' });
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

describe('signing in', () => {
  it('refuses a wrong password and leads to the page that was asked for with the right one', async () => {
    await using observed = await newPage(browser, { locale: 'en-US' });
    const { page } = observed;
    await page.goto(`${console.url}/admin/stores/shop/coupons`);
    await signInOn(page, 'wrong');
    await page.getByRole('alert').filter({ hasText: 'E-mail or password is wrong.' }).waitFor();
    await signInOn(page);
    await page.getByRole('heading', { name: 'Coupons', exact: true }).waitFor();
    expect(observed.errors).toEqual([]);
    expect(observed.violations).toEqual([]);
  });

  it('ends with signing out, also for the next request of another tab', async () => {
    await using observed = await signedInPage(browser, console, { path: '/account' });
    const { page } = observed;
    const other = await page.context().newPage();
    await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
    await other.goto(`${console.url}/admin/stores/shop/products`);
    await other.getByRole('heading', { name: 'Products' }).waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in to Aisle' }).waitFor();
    await other.getByRole('link', { name: 'Settings' }).click();
    await other.getByRole('heading', { name: 'Sign in to Aisle' }).waitFor();
  });

  it('speaks the language of the browser, and the other one on demand', async () => {
    await using observed = await newPage(browser, { locale: 'vi-VN' });
    const { page } = observed;
    await page.goto(`${console.url}/admin`);
    await page.getByRole('heading', { name: 'Đăng nhập Aisle' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
    await page.getByLabel('Ngôn ngữ').selectOption('en');
    await page.getByRole('heading', { name: 'Sign in to Aisle' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in to Aisle' }).waitFor();
  });
});

describe('the settings', () => {
  it('save what a storefront may show and refuse what is no address', async () => {
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/settings' });
    const { page } = observed;
    await page.getByLabel('Greeting').fill('Welcome!');
    await page.getByLabel('Allowed storefront addresses').fill('shop.example/path');
    await page.getByRole('alert').filter({ hasText: 'shop.example/path' }).waitFor();
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('Allowed storefront addresses').fill('https://www.shop.example/');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    const [row] = await console.database.sql`
      select settings ->> 'greeting' as greeting, allowed_origins from store where id = ${store.id}`;
    expect(row).toEqual({ greeting: 'Welcome!', allowed_origins: ['https://www.shop.example'] });
  });

  it('say how long conversations are kept, and refuse what is no time', async () => {
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/settings' });
    const { page } = observed;
    const days = page.getByLabel('Days to keep conversations and photos');
    const save = page.getByRole('button', { name: 'Save', exact: true });
    expect(await days.inputValue()).toBe('90');
    await days.fill('0');
    await page.getByRole('alert').filter({ hasText: 'from 1 to 3650' }).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await days.fill('');
    await save.click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    const [row] = await console.database.sql`
      select settings -> 'retention_days' as days from store where id = ${store.id}`;
    expect(row).toEqual({ days: null });
  });
});
