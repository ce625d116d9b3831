import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/accessibility.ts';
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

const hasFocus = (element: Element) =>
  (element.getRootNode() as ShadowRoot).activeElement === element;

/** After the next picture of the page: whatever answers to a change of size has done so. */
const isInSight = async (element: Element) => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { left, top, width, height } = element.getBoundingClientRect();
  const root = element.getRootNode() as ShadowRoot;
  return root.elementFromPoint(left + width / 2, top + height / 2) === element;
};

const WORDS = [
  {
    shop: 'outdoor',
    question: 'a tent for 4 people under $300',
    startOver: 'New conversation',
    offer: 'Delete my data',
    yes: 'Delete',
    no: 'Keep',
    done: 'Your conversations and photos were deleted.',
  },
  {
    shop: 'laptop',
    question: 'Tôi muốn mua laptop',
    startOver: 'Cuộc trò chuyện mới',
    offer: 'Xóa dữ liệu của tôi',
    yes: 'Xóa',
    no: 'Giữ lại',
    done: 'Đã xóa các cuộc trò chuyện và ảnh của bạn.',
  },
];

it.each(WORDS)(
  'a shopper of the shop $shop deletes everything and goes on as somebody new',
  async (words) => {
    await using observed = await newPage(browser, { reducedMotion: 'reduce' });
    const { page } = observed;
    await page.goto(`${aisle.url}/demo/${words.shop}`);
    const widget = widgetOn(page);
    await widget.open();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    // Nobody is known yet: there is nothing to delete.
    expect(await button(words.offer).count()).toBe(0);
    const ask = async () => {
      await widget.ask(words.question);
      await page.locator('.answer').waitFor();
      await page.locator('.answer[aria-busy=true]').waitFor({ state: 'detached' });
    };
    await ask();
    await button(words.startOver).click();
    await button(words.offer).click();
    expect(await button(words.no).evaluate(hasFocus)).toBe(true);
    expect(await button(words.no).evaluate(isInSight)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await button(words.offer).evaluate(hasFocus)).toBe(true);
    await button(words.offer).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(words.yes).click();
    await page.getByText(words.done).waitFor();
    expect(await page.getByText(words.done).evaluate(hasFocus)).toBe(true);
    expect(await button(words.offer).count()).toBe(0);
    const left = await aisle.database.sql`
      select message.id from visitor
      left join message on message.visitor_id = visitor.id
      join store on store.id = visitor.store_id and store.key = ${`demo-${words.shop}`}`;
    expect(left).toHaveLength(0);

    await ask();
    await aisle.database.sql`delete from visitor`;
    // Erased from elsewhere: the panel goes on as somebody new, and nothing breaks.
    await widget.ask(words.question);
    const answered = () =>
      aisle.database.sql`select 1 from message where role = 'assistant' and status = 'done'`;
    await expect.poll(answered, { timeout: 10_000 }).toHaveLength(1);
    await expect.poll(() => page.locator('.answer').count(), { timeout: 10_000 }).toBe(1);
    await aisle.database.sql`delete from visitor`;
    expect(observed.errors).toEqual([]);
  },
);
