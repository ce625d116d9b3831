import { SignJWT } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, newPage } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { widgetOn } from '../support/widget-shop.ts';

let aisle: Installation;
let browser: Browser;

beforeAll(async () => {
  [aisle, browser] = await Promise.all([startInstallation(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await aisle[Symbol.asyncDispose]();
});

async function identityToken(customer: string, life = '5 minutes'): Promise<string> {
  const [row] = await aisle.database.sql`
    select identity_secret from store where key = 'demo-outdoor'`;
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(customer)
    .setExpirationTime(life)
    .sign(new TextEncoder().encode(row?.identity_secret));
}

const identify = async (page: Page, customer: string) =>
  page.evaluate((token) => window.Aisle?.identify(token), await identityToken(customer));

/** Of all that a page can keep. */
const kept = (page: Page) =>
  page.evaluate(() => ({ ...localStorage, ...sessionStorage, cookies: document.cookie }));

it('a customer finds the conversation on another device, and leaves nothing on log-out', async () => {
  await using here = await newPage(browser, { reducedMotion: 'reduce' });
  await using there = await newPage(browser, { reducedMotion: 'reduce' });
  for (const { page } of [here, there]) await page.goto(`${aisle.url}/demo/outdoor`);
  const before = await kept(here.page);
  const widget = widgetOn(here.page);
  await widget.open();
  await widget.ask('a tent for 4 people');
  await here.page.locator('.answer[aria-busy=false]').waitFor();
  await identify(here.page, 'ann');
  await expect
    .poll(() => aisle.database.sql`select 1 from visitor where customer_ref = 'ann'`)
    .toHaveLength(1);

  // Asked for before the panel is there.
  await identify(there.page, 'ann');
  await widgetOn(there.page).open();
  await there.page.locator('.question', { hasText: 'a tent for 4 people' }).waitFor();
  await there.page.locator('.answer').waitFor();

  const beside = await here.page.context().newPage();
  await beside.goto(`${aisle.url}/demo/outdoor`);
  await beside.locator('.question').waitFor();
  await widget.composer.fill('half a thought');
  await here.page.evaluate(() => window.Aisle?.reset());
  expect(await kept(here.page)).toEqual(before);
  await expect.poll(() => beside.locator('.question').count()).toBe(0);
  expect(await kept(beside)).toEqual(before);
  await widget.open();
  expect(await here.page.locator('.question').count()).toBe(0);
  expect(await widget.composer.inputValue()).toBe('');
  // The other device stays with the customer.
  await widgetOn(there.page).ask('hello');
  await expect.poll(() => there.page.locator('.answer').count()).toBe(2);
  expect([...here.errors, ...there.errors]).toEqual([]);
});

it('says in the console what is wrong with a token that the shop made', async () => {
  await using observed = await newPage(browser, { reducedMotion: 'reduce' });
  const { page } = observed;
  await page.goto(`${aisle.url}/demo/outdoor`);
  await widgetOn(page).open();
  const token = await identityToken('ann', '30 days');
  await page.evaluate((token) => window.Aisle?.identify(token), token);
  await expect
    .poll(() => observed.console.at(-1))
    .toContain('could not be identified. The identity token needs an "exp"');
});

it('takes the later of two contexts that were told before it was opened', async () => {
  await using observed = await newPage(browser, { reducedMotion: 'reduce' });
  const { page } = observed;
  const [product] = await aisle.database.sql`
    select product.id, title from product join store on store.id = store_id
    where key = 'demo-outdoor' order by title limit 1`;
  // The shop's own page has told one as well.
  await page.goto(`${aisle.url}/demo/outdoor`);
  await page.evaluate((productId) => window.Aisle?.setContext({ productId }), product?.id);
  const widget = widgetOn(page);
  await widget.open();
  await widget.ask('is this in stock?');
  await widget.answer(String(product?.title));
});

it('"this" is the product of the page, and the last question can be changed', async () => {
  await using observed = await newPage(browser, { reducedMotion: 'reduce' });
  const { page } = observed;
  const [product] = await aisle.database.sql`
    select product.handle, title from product join store on store.id = store_id
    where key = 'demo-outdoor' order by title limit 1`;
  await page.goto(`${aisle.url}/demo/outdoor/products/${product?.handle}`);
  const widget = widgetOn(page);
  await widget.open();
  await widget.ask('helo');
  await page.locator('.answer[aria-busy=false]').waitFor();
  await widget.composer.fill('kept for later');
  await page.getByRole('button', { name: 'Edit question' }).click();
  await expect.poll(() => widget.composer.inputValue()).toBe('helo');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => widget.composer.inputValue()).toBe('kept for later');
  await page.getByRole('button', { name: 'Edit question' }).click();
  await page.getByText('You are editing your last question.').waitFor();
  await widget.ask('is this in stock?');
  await widget.answer(String(product?.title));
  expect(await page.locator('.question').count()).toBe(1);
  await page.locator('.answer[aria-busy=false]').waitFor();
  await page.reload();
  await widget.answer(String(product?.title));
  expect(await page.locator('.question').allInnerTexts()).toHaveLength(1);
  expect(observed.errors).toEqual([]);
});
