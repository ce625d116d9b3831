import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rememberRefusedPages } from '../../server/http/refused-pages.ts';
import { systemClock } from '../../server/shop/clock.ts';
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
const refusedPages = rememberRefusedPages(systemClock);

beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole({ refusedPages });
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

const allowed = async () => {
  const [row] = await console.database.sql`select allowed_origins from store where key = 'shop'`;
  return row?.allowed_origins;
};

it('tells which pages were refused, and allows one of them, or takes that back', async () => {
  const store = await createStore(console.database, { key: 'shop', name: 'My shop' });
  refusedPages.note(store.id, 'http://localhost:5173');
  refusedPages.note(store.id, `https://${'long-name.'.repeat(12)}example`);
  const before = await allowed();
  await using observed = await signedInPage(browser, console, {
    path: '/stores/shop/overview',
    viewport: { width: 320, height: 700 },
  });
  const { page } = observed;
  const allow = page.getByRole('button', { name: 'Allow: http://localhost:5173' });
  await allow.waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await allow.click();
  await page.locator('.origins code', { hasText: 'http://localhost:5173' }).waitFor();
  expect(await allowed()).toEqual([...before, 'http://localhost:5173']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await allow.waitFor();
  expect(await allowed()).toEqual(before);
  expect(observed.errors).toEqual([]);
});
