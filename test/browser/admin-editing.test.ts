import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../server/shop/store.ts';
import { aProduct, putProducts } from '../server/http/admin/admin-fixtures.ts';
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

async function putProduct(title: string): Promise<string> {
  await putProducts(console.database, store, [aProduct({ title })]);
  const [row] = await console.database.sql`select id from product where title = ${title}`;
  return row?.id;
}

async function storedPrice(productId: string): Promise<number> {
  const [row] = await console.database
    .sql`select price from variant where product_id = ${productId}`;
  return row?.price;
}

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
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await other.goto(`${console.url}/admin/stores/shop/products`);
    await other.getByRole('heading', { name: 'Products' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
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

describe('the list of products', () => {
  it('saves a price where it stands and keeps it after a reload', async () => {
    const id = await putProduct('Lantern');
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/products' });
    const { page } = observed;
    await page.getByRole('button', { name: 'Price of Lantern' }).click();
    const input = page.getByRole('textbox', { name: 'Price of Lantern' });
    await input.fill('1,249.5');
    await input.press('Enter');
    await page.getByRole('button', { name: 'Price of Lantern: $1,249.50' }).waitFor();
    expect(await storedPrice(id)).toBe(124_950);
    await page.reload();
    await page.getByRole('button', { name: 'Price of Lantern: $1,249.50' }).waitFor();
    expect(observed.errors).toEqual([]);
    expect(observed.violations).toEqual([]);
  });

  it('says what is wrong with a price and brings the old one back on Escape', async () => {
    const id = await putProduct('Mattress');
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/products' });
    const { page } = observed;
    await page.getByRole('button', { name: 'Price of Mattress' }).click();
    const input = page.getByRole('textbox', { name: 'Price of Mattress' });
    await input.fill('cheap');
    await input.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Enter a price like' }).waitFor();
    await input.press('Escape');
    await page.getByRole('button', { name: 'Price of Mattress: $199.00' }).waitFor();
    expect(await storedPrice(id)).toBe(19_900);
  });

  it('finds a product by its words', async () => {
    await putProduct('Waterproof boots');
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/products' });
    const { page } = observed;
    await page.getByRole('searchbox', { name: 'Search products' }).fill('boots');
    await page.getByRole('link', { name: 'Waterproof boots' }).waitFor();
    await page.getByRole('link', { name: 'Lantern' }).waitFor({ state: 'hidden' });
  });

  it('shows what somebody else changed instead of overwriting it', async () => {
    const id = await putProduct('Stove');
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/products' });
    const { page } = observed;
    await page.getByRole('button', { name: 'Price of Stove' }).waitFor();
    const { sql } = console.database;
    await sql`update variant set price = 17500 where product_id = ${id}`;
    await sql`update product set version = version + 1 where id = ${id}`;
    await page.getByRole('button', { name: 'Price of Stove' }).click();
    await page.getByRole('textbox', { name: 'Price of Stove' }).fill('180');
    await page.keyboard.press('Enter');

    const dialog = page.getByRole('dialog', { name: 'Someone else changed this' });
    await dialog.getByRole('row', { name: 'Price $180.00 $175.00' }).waitFor();
    expect(await storedPrice(id)).toBe(17_500);
    await dialog.getByRole('button', { name: 'Reload, drop mine' }).click();
    await page.getByRole('button', { name: 'Price of Stove: $175.00' }).waitFor();
    expect(await storedPrice(id)).toBe(17_500);
  });

  it('saves over the other change when the merchant says so', async () => {
    const id = await putProduct('Compass');
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/products' });
    const { page } = observed;
    await page.getByRole('button', { name: 'Stock of Compass' }).waitFor();
    await console.database.sql`update product set version = 9 where id = ${id}`;
    await page.getByRole('button', { name: 'Stock of Compass' }).click();
    await page.getByRole('textbox', { name: 'Stock of Compass' }).fill('3');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save mine over it' }).click();
    await page.getByRole('button', { name: 'Stock of Compass: 3' }).waitFor();
    const [row] = await console.database.sql`select version from product where id = ${id}`;
    expect(row?.version).toBe(10);
  });
});

describe('the page of a product', () => {
  it('saves title, description, price, list price, stock and availability together', async () => {
    const id = await putProduct('Hammock');
    const path = `/stores/shop/products/${id}`;
    await using observed = await signedInPage(browser, console, { path });
    const { page } = observed;
    await page.getByLabel('Title').fill('Double hammock');
    await page.getByLabel('Description').fill('For two.\nHolds 200 kg.');
    await page.getByLabel('Price', { exact: true }).fill('89,50');
    await page.getByLabel('List price').fill('99');
    await page.getByLabel('Stock').fill('12');
    await page.getByLabel('Availability').selectOption('backorder');
    await page.getByText('6 unsaved changes').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Double hammock' }).waitFor();
    const [row] = await console.database.sql`
      select product.title, description, price, list_price, stock, available, availability_status
      from product join variant on product_id = product.id where product.id = ${id}`;
    expect(row).toEqual({
      title: 'Double hammock',
      description: 'For two.\nHolds 200 kg.',
      price: 8_950,
      list_price: 9_900,
      stock: 12,
      available: true,
      availability_status: 'backorder',
    });
    expect(observed.errors).toEqual([]);
  });

  it('asks before unsaved changes are lost', async () => {
    const id = await putProduct('Kettle');
    const path = `/stores/shop/products/${id}`;
    await using observed = await signedInPage(browser, console, { path });
    const { page } = observed;
    await page.getByLabel('Title').fill('Changed');
    const asked = page.waitForEvent('dialog');
    const click = page.getByRole('link', { name: 'Coupons' }).click();
    await (await asked).dismiss();
    await click;
    expect(await page.getByLabel('Title').inputValue()).toBe('Changed');
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
    await page.getByText('Saved', { exact: true }).waitFor();
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
    await page.getByText('Saved', { exact: true }).waitFor();
    const [row] = await console.database.sql`
      select settings -> 'retention_days' as days from store where id = ${store.id}`;
    expect(row).toEqual({ days: null });
  });
});
