import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogImportJobs } from '../../server/admin/catalog-import-jobs.ts';
import { postgresImportWork } from '../../server/postgres/imports/catalog-import-work.ts';
import { newId } from '../../server/shop/new-id.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { launchBrowser } from '../support/browser.ts';
import { importsOf } from '../support/import-file.ts';
import { createStore } from '../support/visitors.ts';
import {
  type AdminConsole,
  openAdminConsole,
  sidewaysScroll,
  signedInPage,
} from './admin-console.ts';

const BEFORE = 'handle,title,price,stock\nmug,Camp Mug,9.50,3\nlamp,Lamp,12.00,\nrope,Rope,5.00,\n';
const FILE =
  'handle,title,price,stock\nmug,Camp Mug,8.50,3\nlamp,Lamp,12.00,\nstove,Stove,39.00,\nbroken,Broken,x,\n';

let browser: Browser;
let console: AdminConsole;
beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole();
  const { id } = await createStore(console.database, { key: 'shop', name: 'My shop' });
  await importsOf(console.database, id).bring(BEFORE);
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

/** What a process does in the background until nothing is left to do. */
async function work(): Promise<void> {
  const jobs = postgresImportWork(console.database.patient, { publicUrl: console.url });
  await catalogImportJobs(jobs, newId())[0]!.run(new AbortController().signal);
}

const chosen = (text: string) => ({
  name: 'products.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

it('shows what a file would change, line by line, before it runs it', async () => {
  await using observed = await signedInPage(browser, console, { path: '/stores/shop/products' });
  const { page } = observed;
  await page.getByRole('link', { name: 'Import and export' }).click();
  await page.getByRole('heading', { name: 'Import and export' }).waitFor();
  await page.locator('input[type=file]').setInputFiles(chosen(FILE));
  await page.getByRole('heading', { name: 'products.csv' }).waitFor();
  await work();
  await page.getByText('Ready · Aisle CSV · 4 rows').waitFor();
  await page.getByText('9.50').waitFor();
  await page.getByText('8.50').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Refused 1' }).click();
  await page.getByText('“x” is not a price in this store’s currency.').waitFor();
  await page.getByText('Line 5').waitFor();
  await page.getByLabel('Make them unavailable').check();
  await page.getByRole('button', { name: 'Import 2 products' }).click();
  await page.getByText('products dealt with').waitFor();
  await work();
  await page
    .getByText('Made: 1 product. Changed: 1 product. Made unavailable: 1 product.')
    .waitFor();
  const refused = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download what was refused' }).click();
  expect((await refused).suggestedFilename()).toBe('shop-refused.csv');
  await page.getByRole('link', { name: 'Import and export' }).click();
  await page.getByRole('link', { name: /products\.csv.*Done/ }).waitFor();
  expect(observed.errors).toEqual([]);
  expect(observed.violations).toEqual([]);
});

it('says what is wrong with a file that is no catalog, on a phone, in the dark, in Vietnamese', async () => {
  await using observed = await signedInPage(browser, console, {
    path: '/stores/shop/import',
    locale: 'vi-VN',
    colorScheme: 'dark',
    viewport: { width: 360, height: 640 },
  });
  const { page } = observed;
  await page.getByRole('heading', { name: 'Nhập và xuất' }).waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV', exact: true }).click();
  expect((await download).suggestedFilename()).toBe('shop-aisle-csv.csv');
  await page.locator('input[type=file]').setInputFiles(chosen('a,b\n1,2\n'));
  const alert = page.getByRole('alert');
  await alert.filter({ hasText: 'Các cột không thuộc định dạng nào được biết.' }).waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(observed.errors).toEqual([]);
});
