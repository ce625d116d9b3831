import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../server/shop/store.ts';
import { aProduct, putProducts } from '../server/http/admin/admin-fixtures.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { launchBrowser } from '../support/browser.ts';
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
const LIST = '/stores/shop/products';

beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole();
  store = await createStore(console.database, { key: 'shop', name: 'My shop' });
  const titles = ['Axe', 'Boots', 'Compass', 'Drybag', 'Easel'];
  await putProducts(
    console.database,
    store,
    titles.map((title) => aProduct({ title, metadata: { brand: title < 'C' ? 'Early' : 'Late' } })),
  );
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

async function stored(title: string): Promise<{ id: string; price: number; stock: number }> {
  const [row] = await console.database.sql`
    select product.id, price, stock from product join variant on product_id = product.id
    where product.title = ${title}`;
  return row as { id: string; price: number; stock: number };
}

/** A cell by its product and the head above it. */
async function cell(page: Page, title: string, column: string) {
  await page.getByRole('row', { name: title }).waitFor();
  const heads = await page.getByRole('columnheader').allTextContents();
  return page
    .getByRole('row', { name: title })
    .getByRole('gridcell')
    .nth(heads.findIndex((head) => head.startsWith(column)));
}

describe('the sheet of products', () => {
  it('is edited by keyboard, saved at once, and takes the last change back', async () => {
    await using observed = await signedInPage(browser, console, { path: LIST });
    const { page } = observed;
    // One press of Tab reaches the sheet, arrows move in it.
    await page.getByRole('checkbox', { name: 'Select Axe' }).focus();
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
    await page.keyboard.type('cheap');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Enter a price like' }).waitFor();
    await page.getByRole('textbox', { name: 'Price of Axe' }).fill('1,249.5');
    await page.keyboard.press('Tab');
    // Tab goes on to the next cell, and edits it.
    await page.getByRole('textbox', { name: 'List price of Axe' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('12');
    await page.keyboard.press('Enter');
    await page.locator('.sheet-stock:focus').filter({ hasText: '7' }).waitFor();
    await expect.poll(() => stored('Axe')).toMatchObject({ price: 124_950, stock: 12 });
    await page.locator('.sheet-line[aria-busy=false]', { hasText: 'Axe' }).waitFor();

    await page.keyboard.press('Control+z');
    await page.getByText('Taken back').waitFor();
    expect(await stored('Axe')).toMatchObject({ price: 124_950, stock: 7 });
    expect(await (await cell(page, 'Axe', 'Stock')).textContent()).toContain('7');
    expect(observed.errors).toEqual([]);
    expect(observed.violations).toEqual([]);
  });

  it('shows what somebody else changed instead of overwriting it', async () => {
    await using observed = await signedInPage(browser, console, { path: LIST });
    const { page } = observed;
    const price = await cell(page, 'Boots', 'Price');
    const { id } = await stored('Boots');
    await console.database.sql`update variant set price = 17500 where product_id = ${id}`;
    await console.database.sql`update product set version = version + 1 where id = ${id}`;
    await price.click();
    await page.getByRole('textbox', { name: 'Price of Boots' }).fill('180');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Someone else changed this' });
    await dialog.getByRole('row', { name: 'Price $180.00 $175.00' }).waitFor();
    expect((await stored('Boots')).price).toBe(17_500);
    await dialog.getByRole('button', { name: 'Save mine over it' }).click();
    await price.filter({ hasText: '$180.00' }).waitFor();
    await page.getByText('Saved').waitFor();
    expect((await stored('Boots')).price).toBe(18_000);
  });

  it('changes many at once, names what was refused, and takes it back together', async () => {
    await using observed = await signedInPage(browser, console, { path: `${LIST}?brand=Late` });
    const { page } = observed;
    await page.getByRole('checkbox', { name: 'Select Compass' }).click();
    await page.getByRole('checkbox', { name: 'Select Easel' }).click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    const { id } = await stored('Drybag');
    await console.database.sql`update product set version = version + 1 where id = ${id}`;
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('toolbar').getByRole('button', { name: 'Price' }).click();
    await page.getByLabel('Percent').fill('12,5');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Change 3 products' }).click();

    const failed = page.getByRole('dialog', { name: 'Not all could be changed' });
    await failed.getByText('Drybag').waitFor();
    await failed.getByRole('button', { name: 'Close' }).click();
    expect((await stored('Compass')).price).toBe(17_413);
    expect((await stored('Drybag')).price).toBe(19_900);
    expect(await (await cell(page, 'Easel', 'Price')).textContent()).toContain('$174.13');
    expect(await page.getByRole('checkbox', { name: 'Select Drybag' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    expect((await stored('Compass')).price).toBe(19_900);
    expect((await stored('Easel')).price).toBe(19_900);
  });

  it('keeps its filters and its order in the address', async () => {
    await using observed = await signedInPage(browser, console, { path: LIST });
    const { page } = observed;
    const titles = () => page.locator('.sheet-link').allTextContents();
    await page.getByText('5 products').waitFor();
    await page.getByRole('button', { name: 'Product', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Product', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Product' }).first().click();
    await page.waitForURL(/sort=-title/);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Brand').selectOption('Early');
    await page.getByText('2 products').waitFor();
    expect(await titles()).toEqual(['Boots', 'Axe']);
    await page.reload();
    await page.getByText('2 products').waitFor();
    expect(await titles()).toEqual(['Boots', 'Axe']);
    await page.goBack();
    await page.getByText('5 products').waitFor();
    await page.getByRole('searchbox').fill('compass');
    await page.getByText('1 product').waitFor();
    await page.getByRole('link', { name: 'Compass', exact: true }).click();
    await page.getByRole('heading', { name: 'Compass' }).waitFor();
    await page.locator('.back').click();
    await page.getByText('1 product').waitFor();
  });

  it('is a list of cards on a phone, where a tap edits', async () => {
    await using observed = await signedInPage(browser, console, {
      path: LIST,
      viewport: { width: 320, height: 640 },
      colorScheme: 'dark',
      hasTouch: true,
    });
    const { page } = observed;
    const stock = page.getByRole('row', { name: 'Easel' }).locator('.sheet-stock');
    await stock.tap();
    await page.getByRole('textbox', { name: 'Stock of Easel' }).fill('0');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: 'Easel' }).getByText('Out of stock').waitFor();
    await page.getByRole('checkbox', { name: 'Select Easel' }).tap();
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
