/**
 * `npm run pictures`: takes the README's pictures anew, of the demo shops and the admin as they are now, on an Aisle of
 * its own in a temporary folder. Look at them before you commit them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { buildBrowserApps } from '../../server/cli/browser-apps.ts';
import { readConfig } from '../../server/config.ts';
import { startAisle } from '../../server/main.ts';
import { launchBrowser, newPage } from '../support/browser.ts';
import { freePort } from '../support/installation.ts';
import { widgetOn } from '../support/widget-shop.ts';

const DOCS = path.resolve(import.meta.dirname, '../../docs');
const ADMIN = { email: 'owner@shop.example', password: 'for the pictures only' };

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const DESKTOP: BrowserContextOptions = { viewport: { width: 1200, height: 780 } };
const SCHEMES = ['light', 'dark'] as const;

interface Question {
  shop: 'outdoor' | 'laptop';
  text: string;
  after?: string;
}

const ABOUT_TENTS: Question = {
  shop: 'outdoor',
  text: 'Which waterproof tents do you have under $400?',
};
const WITH_COUPON: Question = {
  shop: 'laptop',
  text: 'Tôi muốn mua laptop chơi game, budget 20 triệu',
  after: 'Tôi có mã GAMING5, giá cuối cùng là bao nhiêu?',
};

const folder = await mkdtemp(path.join(tmpdir(), 'aisle-pictures-'));
const port = await freePort();
const config = readConfig({
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  DATA_DIR: folder,
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
});
await buildBrowserApps(console.log);
const aisle = await startAisle(config, { log: pino({ level: 'error' }) });
const browser = await launchBrowser();
try {
  for (const colorScheme of SCHEMES) {
    await pictureTheWidget(browser, `widget-phone-${colorScheme}`, {
      ...PHONE,
      colorScheme,
      question: ABOUT_TENTS,
    });
    await pictureTheWidget(browser, `widget-desktop-${colorScheme}`, {
      ...DESKTOP,
      colorScheme,
      question: colorScheme === 'light' ? ABOUT_TENTS : WITH_COUPON,
    });
  }
  await pictureTheAdmin(browser);
} finally {
  await browser.close();
  await aisle.stop();
  await rm(folder, { recursive: true, force: true });
}

async function pictureTheWidget(
  browser: Browser,
  name: string,
  { question, ...options }: BrowserContextOptions & { question: Question },
): Promise<void> {
  await using visit = await newPage(browser, options);
  const { page } = visit;
  await page.goto(`${aisle.url}/demo/${question.shop}`);
  const widget = widgetOn(page);
  await widget.open();
  await widget.ask(question.text);
  await wholeAnswers(page, 1);
  if (question.after) {
    await widget.ask(question.after);
    await wholeAnswers(page, 2);
  }
  await picture(page, name);
}

async function wholeAnswers(page: Page, count: number): Promise<void> {
  await page
    .locator('.answer[aria-busy=false]')
    .nth(count - 1)
    .waitFor();
  await page.waitForLoadState('networkidle');
}

async function pictureTheAdmin(browser: Browser): Promise<void> {
  await using visit = await newPage(browser, { ...DESKTOP, colorScheme: 'light', locale: 'en-US' });
  const { page } = visit;
  await page.goto(`${aisle.url}/admin`);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Products' }).first().waitFor();
  await page.goto(`${aisle.url}/admin/stores/demo-outdoor/products`);
  await page.getByRole('row').nth(5).waitFor();
  await page.waitForLoadState('networkidle');
  await picture(page, 'admin-products');
  await page.getByRole('row').nth(2).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await picture(page, 'admin-product');
}

async function picture(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled' });
  await sharp(png)
    .webp({ quality: 82 })
    .toFile(path.join(DOCS, `${name}.webp`));
  console.log(`docs/${name}.webp`);
}
