import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/accessibility.ts';
import { launchBrowser, newPage } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { widgetOn } from '../support/widget-shop.ts';

/** The whole path, nothing stood in for: storefront page, widget, server, Postgres, demo model. */

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

let aisle: Installation;
let browser: Browser;

beforeAll(async () => {
  [aisle, browser] = await Promise.all([startInstallation(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await aisle[Symbol.asyncDispose]();
});

async function visit(shop: string, options: BrowserContextOptions = DESKTOP) {
  const observed = await newPage(browser, options);
  await observed.page.goto(`${aisle.url}/demo/${shop}`);
  const widget = widgetOn(observed.page);
  await widget.launcher.waitFor();
  return Object.assign(observed, widget, {
    /** Everything that a developer of the page would complain about. */
    complaints: () => [...observed.console, ...observed.errors, ...observed.violations],
    /** The newest answer, once it is whole. */
    async wholeAnswer(count: number) {
      const answer = observed.page.locator('.answer').nth(count - 1);
      await answer.waitFor();
      await observed.page.locator('.answer[aria-busy=true]').waitFor({ state: 'detached' });
      return answer;
    },
  });
}

type Size = [string, BrowserContextOptions];
const SIZES: Size[] = [
  ['a phone', PHONE],
  ['a desktop', DESKTOP],
];

describe.each(SIZES)('on %s', (_, options) => {
  it('finds gaming laptops within a budget in Vietnamese and applies a coupon to the first', async () => {
    await using shopper = await visit('laptop', options);
    await shopper.open();
    await shopper.ask('Tôi muốn mua laptop chơi game, budget 20 triệu');
    const found = await shopper.wholeAnswer(1);
    const prices = await found.locator('.card .amount').allTextContents();
    expect(prices.length).toBeGreaterThan(0);
    for (const price of prices) {
      expect(Number(price.replace(/\D/g, ''))).toBeLessThanOrEqual(20_000_000);
    }
    await shopper.ask('Có mã giảm giá SUMMER2025 không?');
    const quoted = await shopper.wholeAnswer(2);
    await quoted.locator('.quote').waitFor();
    expect(await quoted.locator('.quote').textContent()).toContain('SUMMER2025');
    const [row] = await aisle.database.sql`
      select output->'quote' as quote from tool_call where name = 'calculate_discount'
      order by created_at desc limit 1`;
    const total = new Intl.NumberFormat('vi', { style: 'currency', currency: 'VND' });
    const shown = await quoted.locator('.quote-total').textContent();
    expect(shown?.replace(/\s/g, '')).toContain(total.format(row?.quote.total).replace(/\s/g, ''));
    expect(shopper.complaints()).toEqual([]);
  });

  it('finds a tent in English, compares two and leads to the product page', async () => {
    await using shopper = await visit('outdoor', options);
    await shopper.open();
    await shopper.ask('a tent for 4 people under $300');
    const found = await shopper.wholeAnswer(1);
    const title = await found.locator('.card .title').first().textContent();
    await shopper.ask('compare the first two');
    const compared = await shopper.wholeAnswer(2);
    expect(await compared.locator('.card').count()).toBe(2);
    await found.locator('.card .view').first().click();
    await shopper.page.waitForURL('**/products/**');
    expect(await shopper.page.locator('h1').textContent()).toBe(title);
    expect(shopper.complaints()).toEqual([]);
  });
});

it('knows what the page shows', async () => {
  await using shopper = await visit('outdoor/products/alder-4-family-tent');
  await shopper.open();
  await shopper.ask('is this waterproof?');
  const answer = await shopper.wholeAnswer(1);
  expect(await answer.textContent()).toContain(await shopper.page.locator('h1').textContent());
  expect(shopper.complaints()).toEqual([]);
});

it('speaks first to who stands at the cart with something in it, and knows what', async () => {
  await using shopper = await visit('outdoor/products/alder-4-family-tent');
  const { page } = shopper;
  await page.locator('[data-buy] [type=submit]').click();
  await page.locator('.cart-link').click();
  await page.waitForURL('**/cart');
  await page.getByRole('button', { name: /coupon code/ }).click();
  await shopper.log.getByText(/coupon code/).waitFor();
  await shopper.ask('Yes: TRAIL15');
  const quote = page.locator('.quote');
  await quote.waitFor();
  expect(await quote.textContent()).toContain('Alder 4');
  expect(shopper.complaints()).toEqual([]);
});

describe('an answer that is still being written', () => {
  const leave: [string, (page: Awaited<ReturnType<typeof visit>>['page']) => Promise<unknown>][] = [
    ['a reload', (page) => page.reload()],
    ['the next page', (page) => page.goto(`${aisle.url}/demo/outdoor/cart`)],
  ];

  it.each(leave)('goes on after %s, whole and once', async (_, go) => {
    await using shopper = await visit('outdoor');
    await shopper.open();
    await shopper.ask('which sleeping bags do you have?');
    await shopper.page.locator('.answer[aria-busy=true]').waitFor();
    await go(shopper.page);
    await shopper.panel.waitFor();
    const answer = await shopper.wholeAnswer(1);
    expect(await shopper.answers.count()).toBe(1);
    expect(await answer.locator('.card').count()).toBeGreaterThan(0);
    const [row] = await aisle.database.sql`
      select parts from message where role = 'assistant' order by created_at desc limit 1`;
    const said = row?.parts.findLast((part: { type: string }) => part.type === 'text').text;
    const firstWords = said.replace(/\*\*/g, '').split('\n')[0];
    expect(await answer.textContent()).toContain(firstWords);
    expect(shopper.complaints()).toEqual([]);
  });

  it('stops when the shopper says so', async () => {
    await using shopper = await visit('outdoor');
    await shopper.open();
    await shopper.ask('tell me about rain jackets');
    await shopper.page.locator('.answer .text').waitFor();
    await shopper.page.locator('.send.stop').click();
    const answer = await shopper.wholeAnswer(1);
    await answer.getByText('Stopped.').waitFor();
    await shopper.ask('thanks');
    await shopper.wholeAnswer(2);
    expect(shopper.complaints()).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('in a %s scheme', (colorScheme) => {
  it.each(['outdoor', 'laptop'])('the %s shop and its panel break no rule of axe', async (shop) => {
    await using shopper = await visit(shop, { ...PHONE, colorScheme, reducedMotion: 'reduce' });
    expect(await accessibilityFaults(shopper.page)).toEqual([]);
    await shopper.open();
    await shopper.ask(shop === 'laptop' ? 'laptop cho sinh viên' : 'a headlamp');
    await shopper.wholeAnswer(1);
    expect(await accessibilityFaults(shopper.page)).toEqual([]);
  });
});

it.each(['outdoor', 'laptop'])(
  'the %s shop fits 320 pixels without scrolling sideways',
  async (shop) => {
    await using shopper = await visit(shop, { ...PHONE, viewport: { width: 320, height: 568 } });
    expect(await shopper.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  },
);
