import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
  store = await createStore(console.database, {
    key: 'shop',
    name: 'My shop',
    timeZone: 'Europe/Berlin',
  });
  await putProducts(console.database, store, [aProduct({ title: 'Trail tent' })]);
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

async function putCoupon(code: string): Promise<string> {
  const [row] = await console.database.sql`
    insert into coupon (id, store_id, code, title, amount)
    values (gen_random_uuid(), ${store.id}, ${code}, ${`About ${code}`}, 500) returning id`;
  return row?.id;
}

it('makes a coupon that it says in words and tries on a cart before it is saved', async () => {
  await using observed = await signedInPage(browser, console, { path: '/stores/shop/coupons' });
  const { page } = observed;
  await page.getByRole('link', { name: 'New coupon' }).click();
  await page.getByRole('button', { name: 'Make a strong code' }).click();
  await page.getByText(/New code: \w+/).waitFor();
  await page.getByLabel('Title').fill('Summer sale');
  await page.getByLabel('Percent off').fill('12,5');
  await page.getByLabel('At most (USD)').fill('20');
  await page.getByLabel('Starts').fill('2026-06-01T08:00');
  await page.getByLabel('Ends').fill('2026-05-01T00:00');
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await page.getByText('The end must come after the start').waitFor();
  await page.getByLabel('Ends').fill('2026-07-01T00:00');
  await page
    .getByText(
      /^12\.5% off everything, at most \$20\.00\. Works from Jun 1, 2026, 8:00.AM until Jul 1, 2026/,
    )
    .waitFor();

  const cart = page.getByRole('region', { name: 'Try it' });
  await cart.getByRole('combobox', { name: 'Put a product into the cart' }).fill('trail');
  await cart.getByRole('option', { name: /^Trail tent/ }).waitFor();
  await page.keyboard.press('Enter');
  await cart.getByText('Who, when and other codes').click();
  await cart.getByLabel('When', { exact: true }).fill('2026-06-15T12:00');
  await cart.getByText('−$20.00').first().waitFor();
  await cart.getByLabel('When', { exact: true }).fill('2026-07-01T00:00');
  await cart.getByText('It has ended by that time.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Create coupon' }).click();
  await page.getByText('Coupon created').waitFor();
  const [row] = await console.database.sql`
    select percent_basis_points, percent_cap, starts_at, ends_at from coupon
    where title = 'Summer sale'`;
  expect(row).toEqual({
    percent_basis_points: 1_250,
    percent_cap: 2_000,
    starts_at: new Date('2026-06-01T06:00:00Z'),
    ends_at: new Date('2026-06-30T22:00:00Z'),
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back').waitFor();
  await page.getByText('No coupons yet').waitFor();
  expect(observed.errors).toEqual([]);
  expect(observed.violations).toEqual([]);
});

it('shows what it tries: no more lines, codes and pieces, and the whole sum on a phone', async () => {
  const id = await putCoupon('TRYOUT');
  await using observed = await signedInPage(browser, console, {
    path: `/stores/shop/coupons/${id}`,
    viewport: { width: 320, height: 700 },
  });
  const { page } = observed;
  const box = page.getByRole('region', { name: 'Try it' });
  const picker = box.getByRole('combobox', { name: 'Put a product into the cart' });
  await picker.fill('trail');
  await box.getByRole('option', { name: /^Trail tent/ }).click();
  const pieces = box.getByLabel('Quantity of Trail tent');
  await pieces.fill('5000');
  expect(await pieces.inputValue()).toBe('999');
  await pieces.fill('');
  await pieces.blur();
  expect(await pieces.inputValue()).toBe('999');
  const heard = box.getByRole('status').filter({ hasText: 'Taken off' });
  await heard.getByText('Taken off: $5.00. Total: $198,796.00.').waitFor();
  expect(await heard.getByText('Trail tent').count()).toBe(0);
  const [panel, total] = await Promise.all([
    box.boundingBox(),
    box.getByRole('cell', { name: '$198,796.00' }).last().boundingBox(),
  ]);
  expect(total!.x + total!.width).toBeLessThanOrEqual(panel!.x + panel!.width);

  await box.getByText('Who, when and other codes').click();
  const codes = box.locator('.token-text');
  for (const code of ['A', 'B', 'C', 'D', 'E']) {
    await codes.fill(code);
    await codes.press('Enter');
  }
  expect(await box.getByRole('button', { name: /^Remove / }).count()).toBe(4);
  await box.locator('[aria-busy=false]').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByLabel('Amount off (USD)').fill('x');
  await heard.waitFor({ state: 'detached' });
  expect(await box.locator('[aria-busy=true]').count()).toBe(0);
  await box.getByRole('button', { name: 'Take Trail tent out of the cart' }).press('Enter');
  expect(await picker.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(observed.violations).toEqual([]);
});

it('finds coupons, shows both sides of a stale edit, and deletes with a way back', async () => {
  const id = await putCoupon('SPRING');
  await putCoupon('WINTER');
  await using observed = await signedInPage(browser, console, {
    path: '/stores/shop/coupons',
    viewport: { width: 320, height: 700 },
    colorScheme: 'dark',
    locale: 'vi-VN',
  });
  const { page } = observed;
  await page.getByRole('link', { name: 'WINTER' }).waitFor();
  await page.getByLabel('Tìm mã giảm giá').fill('spring');
  await page.getByRole('link', { name: 'WINTER' }).waitFor({ state: 'detached' });
  expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
  await page.getByRole('link', { name: 'SPRING' }).click();
  await page.getByLabel('Số tiền giảm (USD)').fill('7');
  await page.getByLabel('Mã', { exact: true }).fill('winter');
  await console.database.sql`
    update coupon set title = 'Theirs', version = version + 1 where id = ${id}`;
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('row', { name: 'Tên About SPRING Theirs' }).waitFor();
  await dialog.getByRole('button', { name: 'Lưu đè bằng của tôi' }).click();
  await page.getByText('Đã có mã giảm giá khác dùng mã này').first().waitFor();
  await page.getByLabel('Mã', { exact: true }).fill('spring');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await dialog.getByRole('button', { name: 'Lưu đè bằng của tôi' }).click();
  await page.getByRole('button', { name: 'Hoàn tác' }).waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  const read = () => console.database.sql`select title, amount from coupon where code = 'SPRING'`;
  expect(await read()).toEqual([{ title: 'Theirs', amount: 700 }]);

  await page.getByRole('button', { name: 'Xóa', exact: true }).click();
  await dialog.getByRole('button', { name: 'Xóa' }).click();
  await page.getByText('Đã xóa mã giảm giá').waitFor();
  expect(await read()).toEqual([]);
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await page.getByRole('link', { name: 'SPRING' }).waitFor();
  expect(await read()).toEqual([{ title: 'Theirs', amount: 700 }]);
  expect(observed.violations).toEqual([]);
});
