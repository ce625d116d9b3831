import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole();
  await createStore(console.database, { key: 'shop', name: 'My shop' });
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

const themeAndStarters = async () => {
  const [row] = await console.database.sql`
    select settings -> 'theme' as theme, settings -> 'starters' as starters from store`;
  return row;
};

it('shows the look and the questions while they are changed, and takes them back', async () => {
  await using observed = await signedInPage(browser, console, {
    path: '/stores/shop/settings',
    viewport: { width: 320, height: 700 },
  });
  const { page } = observed;
  const before = await themeAndStarters();
  for (const [index, question] of ['What is new?', 'Do you ship?'].entries()) {
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByLabel(`Starter question ${index + 1}`).fill(question);
  }
  await page.getByRole('button', { name: 'Move question 2 up' }).click();
  await page.getByLabel('Accent colour').first().fill('#ffdd00');
  await page.getByText(/^Text on your colour is black: contrast 15\.\d : 1/).waitFor();
  await page.getByLabel('Corners').selectOption('Square');
  const questions = await page.locator('.look-starter').allTextContents();
  expect(questions).toEqual(['Do you ship?', 'What is new?']);
  const looks = await page.locator('.look-launcher').evaluate((launcher) => {
    const { backgroundColor, color, borderRadius } = getComputedStyle(launcher);
    return { backgroundColor, color, borderRadius };
  });
  expect(looks).toEqual({
    backgroundColor: 'rgb(255, 221, 0)',
    color: 'rgb(0, 0, 0)',
    borderRadius: '0px',
  });
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  expect(await themeAndStarters()).toMatchObject({
    theme: { accent: '#ffdd00', radius: 'none' },
    starters: ['Do you ship?', 'What is new?'],
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back').waitFor();
  expect(await themeAndStarters()).toEqual(before);
  expect(await page.getByLabel(/^Starter question/).count()).toBe(0);
  expect(observed.errors).toEqual([]);
  expect(observed.violations).toEqual([]);
});

it('lets the assistant speak first, in two languages, and shows what is wrong with a rule', async () => {
  await using observed = await signedInPage(browser, console, {
    path: '/stores/shop/settings',
    viewport: { width: 320, height: 700 },
  });
  const { page } = observed;
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByLabel('When', { exact: true }).selectOption('So much of the page was seen');
  await page.getByLabel('Per cent of the page').fill('101');
  await page.getByText('Enter a whole number from 1 to 100').waitFor();
  await page.getByText('Write a line').waitFor();
  await page.getByLabel('Per cent of the page').fill('60');
  await page.getByLabel('Line 1', { exact: true }).fill('Can I help you choose?');
  await page.getByRole('button', { name: 'Add a language' }).click();
  await page.getByLabel('Line 2', { exact: true }).fill('Mình giúp bạn chọn nhé?');
  await page.getByLabel('Pages', { exact: true }).fill('/products/*');
  expect(await page.locator('.look-said').allInnerTexts()).toMatchObject([
    expect.stringContaining('Can I help you choose?'),
    expect.stringContaining('Mình giúp bạn chọn nhé?'),
  ]);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  const stored = async () => {
    const [row] = await console.database
      .sql`select settings -> 'proactive' as proactive from store`;
    return row?.proactive;
  };
  expect(await stored()).toEqual({
    enabled: true,
    days: 7,
    rules: [
      {
        trigger: { on: 'scroll', percent: 60 },
        cart: 'any',
        pages: ['/products/*'],
        texts: [
          { locale: 'en', text: 'Can I help you choose?' },
          { locale: 'vi', text: 'Mình giúp bạn chọn nhé?' },
        ],
      },
    ],
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back').waitFor();
  expect(await stored()).toEqual({ enabled: false, days: 7, rules: [] });
  expect([observed.errors, observed.violations]).toEqual([[], []]);
});

it('makes a secret for stock pushes, shows it once and deletes it', async () => {
  await using observed = await signedInPage(browser, console, { path: '/keys' });
  const { page } = observed;
  await page.getByText('/v1/hooks/shop/stock').waitFor();
  await page.getByRole('button', { name: 'Make a secret' }).click();
  const dialog = page.getByRole('dialog', { name: 'New secret' });
  await dialog.getByText(/^whsec_/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  page.once('dialog', (asked) => asked.accept());
  await page.getByRole('button', { name: /^Delete the secret made/ }).click();
  await page.getByText('No secret yet').waitFor();
  expect(await console.database.sql`select id from webhook_secret`).toEqual([]);
  expect(observed.errors).toEqual([]);
});
