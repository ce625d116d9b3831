import type { Browser } from 'playwright-core';
import sharp from 'sharp';
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

describe('the page of a product', () => {
  it('makes a product with options, the variants they make, and a preview of it all', async () => {
    await using observed = await signedInPage(browser, console, {
      path: '/stores/shop/products/new',
    });
    const { page } = observed;
    await page.getByLabel('Title').fill('Hammock');
    await page.getByLabel('Price', { exact: true }).fill('89,50');
    await page.getByText('It costs $89.50.').waitFor();
    for (const [name, values] of [
      ['Colour', 'Green, Blue'],
      ['Size', 'One, Two'],
    ] as const) {
      await page.getByRole('button', { name: 'Add an option' }).click();
      await page
        .getByLabel(/^Option \d$/)
        .last()
        .fill(name);
      await page.getByLabel(`Add a value to ${name}`).fill(values);
      await page.keyboard.press('Enter');
    }
    await page.getByRole('button', { name: 'Add 3 missing combinations' }).click();
    // Down in the column, and what stands above.
    await page.getByLabel('Price of Green / Two', { exact: true }).fill('99');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+d');
    expect(await page.getByLabel('Price of Blue / One', { exact: true }).inputValue()).toBe('99');
    await page.getByLabel('To', { exact: true }).fill('120');
    await page.getByLabel('Set', { exact: true }).selectOption('List price');
    await page.getByRole('button', { name: 'Set for 4 variants' }).click();
    await page.getByText('Colour: 2 choices · Size: 2 choices').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create product' }).click();
    await page.getByRole('heading', { name: 'Hammock' }).waitFor();
    const rows = await console.database.sql`
      select variant.title, price, list_price from variant join product on product.id = product_id
      where product.title = 'Hammock' order by position`;
    expect(rows.map(({ title, price, list_price }) => [title, price, list_price])).toEqual([
      ['Green / One', 8_950, 12_000],
      ['Green / Two', 9_900, 12_000],
      ['Blue / One', 9_900, 12_000],
      ['Blue / Two', 8_950, 12_000],
    ]);
    expect(observed.errors).toEqual([]);
    expect(observed.violations).toEqual([]);
  });

  it('takes pictures in, puts them in order and shows the first on the card', async () => {
    const id = await putProduct('Kettle');
    await using observed = await signedInPage(browser, console, {
      path: `/stores/shop/products/${id}`,
    });
    const { page } = observed;
    const picture = async (background: string) => ({
      name: `${background}.png`,
      mimeType: 'image/png',
      buffer: await sharp({ create: { width: 40, height: 30, channels: 3, background } })
        .png()
        .toBuffer(),
    });
    const broken = { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await page
      .getByLabel('Add pictures')
      .setInputFiles([await picture('red'), broken, await picture('blue')]);
    await page.getByText('broken.png was not uploaded').waitFor();
    await page.getByLabel('What is on it: picture 2').fill('Blue kettle');
    await page.getByRole('button', { name: 'Move picture 2 forward' }).click();
    await page.locator('.shop-card img[alt="Blue kettle"]').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    const rows = await console.database.sql`
      select url, alt_text, width from media where product_id = ${id} order by position`;
    expect(rows).toMatchObject([
      { alt_text: 'Blue kettle', width: 40 },
      { alt_text: null, width: 40 },
    ]);
    const response = await page.request.get(new URL(rows[0]?.url, console.url).href);
    expect(response.headers()['content-type']).toMatch(/^image\//);

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    await page.locator('.media-tile').waitFor({ state: 'detached' });
    expect(observed.errors).toEqual([]);
    expect(observed.violations).toEqual([]);
  });

  it('lets a choice be made for each field that two people changed', async () => {
    const id = await putProduct('Stove');
    const path = `/stores/shop/products/${id}`;
    await using theirs = await signedInPage(browser, console, { path });
    await using mine = await signedInPage(browser, console, { path });
    for (const { page } of [theirs, mine]) await page.getByLabel('Title').waitFor();
    await theirs.page.getByLabel('Title').fill('Gas stove');
    await theirs.page.getByLabel('Stock').fill('3');
    await theirs.page.getByRole('button', { name: 'Save', exact: true }).click();
    await theirs.page.getByRole('heading', { name: 'Gas stove' }).waitFor();

    const { page } = mine;
    await page.getByLabel('Title').fill('Wood stove');
    await page.getByLabel('Stock').fill('4');
    await page.getByLabel('Description').fill('Burns wood.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Someone else changed this' });
    await dialog
      .getByRole('group', { name: 'Title' })
      .getByRole('radio', { name: 'Yours Wood stove' })
      .check();
    expect(await dialog.getByRole('radio', { name: 'Theirs 3' }).isChecked()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save as chosen' }).click();
    await page.getByRole('heading', { name: 'Wood stove' }).waitFor();
    const [row] = await console.database.sql`
      select product.title, description, stock from product join variant on product_id = product.id
      where product.id = ${id}`;
    expect(row).toEqual({ title: 'Wood stove', description: 'Burns wood.', stock: 3 });
  });

  it('asks before unsaved changes are lost, and deletes with a way back', async () => {
    const id = await putProduct('Lantern');
    await using observed = await signedInPage(browser, console, {
      path: `/stores/shop/products/${id}`,
      viewport: { width: 320, height: 640 },
      locale: 'vi-VN',
    });
    const { page } = observed;
    await page.getByLabel('Tên', { exact: true }).fill('Đèn');
    const asked = page.waitForEvent('dialog');
    const click = page.getByRole('link', { name: 'Mã giảm giá' }).click();
    await (await asked).dismiss();
    await click;
    await page.getByRole('button', { name: 'Bỏ thay đổi' }).click();
    expect(await page.getByLabel('Tên', { exact: true }).inputValue()).toBe('Lantern');
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('button', { name: 'Xóa', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xóa' }).click();
    await page.getByText('Đã xóa sản phẩm').waitFor();
    expect(await console.database.sql`select id from product where id = ${id}`).toEqual([]);
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await page.getByRole('heading', { name: 'Lantern' }).waitFor();
    expect(observed.errors).toEqual([]);
  });
});
