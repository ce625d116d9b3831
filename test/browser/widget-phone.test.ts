import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WidgetShop, widgetOn } from '../support/widget-shop.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What the page's own router is told at most: the address and the state that it has already. */
const WHERE_IT_IS = ['/shop', { route: 1 }];

/** Longer than this (in pixels) is no accident. */
const FAR = 200;

/** One finger, upwards where `by` is below zero. */
async function swipe(page: Page, { from, by }: { from: number; by: number }): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x: 195, y }],
    });
  await touch('touchStart', from);
  for (let step = 1; step <= 8; step += 1) await touch('touchMove', from + (by * step) / 8);
  await touch('touchEnd');
  await finger.detach();
}

describe('on a phone', () => {
  let shop: WidgetShop;
  let answer: WidgetShop['server']['answer'];

  beforeAll(async () => {
    shop = await WidgetShop.open();
    answer = shop.server.answer;
    // A router that writes down what it is told, as single-page shops have one.
    const router =
      '<script>window.pops=[];history.replaceState({route:1},"");addEventListener("popstate",({state})=>pops.push([location.pathname,state]))</script>';
    shop.page('/shop', { head: router });
    // Whoever drives the browser counts as a person who touched the page.
    const open =
      '<script>Object.defineProperty(navigator,"userActivation",{value:{hasBeenActive:false}});(window.Aisle ||= []).push(["open"])</script>';
    shop.page('/opens', { head: router, body: open + shop.tag });
  });

  afterAll(() => shop.close());

  const state = (page: Page) => page.evaluate(() => history.state);
  const pops = (page: Page) => page.evaluate(() => (window as unknown as { pops: unknown[] }).pops);
  const isSheetReady = (page: Page) =>
    expect.poll(() => state(page)).toEqual({ route: 1, aisleSheet: true });

  /** As a router does with a product that was clicked. */
  async function goOn({ page, panel }: Awaited<ReturnType<typeof shop.visit>>) {
    await page.evaluate(() => {
      window.Aisle?.close();
      queueMicrotask(() => history.pushState({ route: 2 }, '', '/tent'));
    });
    await panel.waitFor({ state: 'hidden' });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  }

  it('closes by the back button, and the page’s router stays where it is', async () => {
    await using visit = await shop.visit('/shop', PHONE);
    const { page } = visit;
    await visit.open();
    await isSheetReady(page);
    await page.evaluate(() => history.back());
    await visit.panel.waitFor({ state: 'hidden' });
    expect(page.url()).toContain('/shop');
    expect(await state(page)).toEqual({ route: 1 });
    expect(await pops(page)).toEqual([WHERE_IT_IS]);
  });

  it('leaves no entry behind when it is closed by its button', async () => {
    await using visit = await shop.visit('/', PHONE);
    const { page } = visit;
    await page.goto(`${shop.server.shopUrl}/shop`);
    await visit.open();
    await isSheetReady(page);
    await visit.panel.getByRole('button', { name: 'Close chat' }).click();
    await expect.poll(() => state(page)).toEqual({ route: 1 });
    expect(await pops(page)).toEqual([WHERE_IT_IS]);
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('leads back from a product’s page to the page under the sheet, with one press', async () => {
    shop.page('/tent', {});
    const price = { amount: 19900, currency: 'USD' };
    const tent = {
      id: 'p1',
      handle: 'tent',
      title: 'Tent',
      url: `${shop.server.shopUrl}/tent`,
      price_range: { min: price, max: price },
      availability: { available: true },
    };
    shop.server.answer = (turn) => {
      turn.emit({ type: 'data-products', id: 'p', data: { products: [tent] } });
      turn.finish();
    };
    await using visit = await shop.visit('/', PHONE);
    const { page } = visit;
    await page.goto(`${shop.server.shopUrl}/shop`);
    await visit.open();
    await isSheetReady(page);
    await visit.ask('a tent');
    await visit.panel.getByRole('link', { name: /^View/ }).click();
    shop.server.answer = answer;
    await page.waitForURL('**/tent');
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/shop');
    await visit.launcher.waitFor();
    expect(await visit.panel.isVisible()).toBe(false);
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('does not undo where the page’s own router goes once it has closed the sheet', async () => {
    await using visit = await shop.visit('/shop', PHONE);
    const { page } = visit;
    await visit.open();
    await isSheetReady(page);
    await goOn(visit);
    expect(new URL(page.url()).pathname).toBe('/tent');
  });

  it('takes no press of its own on the way back from where the page’s router went', async () => {
    await using visit = await shop.visit('/', PHONE);
    const { page } = visit;
    await page.goto(`${shop.server.shopUrl}/shop`);
    await visit.open();
    await isSheetReady(page);
    await goOn(visit);
    await page.evaluate(() => history.back());
    await expect.poll(() => state(page)).toEqual({ route: 1 });
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('makes no entry when the page opens it by itself, nor on a wide screen', async () => {
    for (const [address, options] of [
      ['/opens', PHONE],
      ['/shop', {}],
    ] as const) {
      await using visit = await shop.visit(address, options);
      if (address === '/shop') await visit.open();
      // It comes with what would make the entry.
      await visit.panel.getByRole('button', { name: 'More' }).waitFor();
      expect(await state(visit.page)).toEqual({ route: 1 });
    }
  });

  it('follows the finger that pulls it down, and closes when that was far', async () => {
    await using visit = await shop.visit('/shop', PHONE);
    const { page } = visit;
    await visit.open();
    await isSheetReady(page);
    const pull = async (distance: number) => {
      await page.mouse.move(150, 20);
      await page.mouse.down();
      await page.mouse.move(150, 20 + distance, { steps: 4 });
      return visit.panel.evaluate((panel) => panel.getBoundingClientRect().top);
    };
    expect(await pull(20)).toBe(20);
    await page.mouse.up();
    expect(await visit.panel.evaluate((panel) => panel.getBoundingClientRect().top)).toBe(0);
    expect(await pull(FAR)).toBe(FAR);
    await page.mouse.up();
    await visit.panel.waitFor({ state: 'hidden' });
  });

  it('leaves the page under it where it was, wherever a finger goes over it', async () => {
    await using visit = await shop.visit('/shop', PHONE);
    const { page } = visit;
    const scrolled = () => page.evaluate(() => scrollY);
    await swipe(page, { from: 600, by: -200 });
    await expect.poll(scrolled).toBeGreaterThan(50);
    await visit.open();
    await isSheetReady(page);
    // A page goes on for a while after the finger has left it.
    let before = -1;
    const movedBy = async () => {
      const last = before;
      before = await scrolled();
      return before - last;
    };
    await expect.poll(movedBy, { interval: 300 }).toBe(0);
    const row = PHONE.viewport.height - 30;
    await swipe(page, { from: row, by: -300 });
    await visit.composer.fill('line\n'.repeat(20));
    for (let times = 0; times < 2; times += 1) await swipe(page, { from: row - 30, by: -300 });
    await expect
      .poll(() => visit.composer.evaluate((field) => field.scrollTop))
      .toBeGreaterThan(50);
    expect(await scrolled()).toBe(before);
  });

  it('sends when the button is tapped twice, and does not stop what it just asked for', async () => {
    await using visit = await shop.visit('/shop', PHONE);
    await visit.open();
    shop.server.answer = () => {};
    await visit.composer.fill('a tent');
    await visit.panel.evaluate(async (panel) => {
      // At one moment, however busy the machine is: a tap half a second later is another wish.
      Object.defineProperty(Event.prototype, 'timeStamp', { get: () => 1_000 });
      panel.querySelector<HTMLElement>('.send')?.click();
      const frame = () => new Promise(requestAnimationFrame);
      while (!panel.querySelector('.stop')) await frame();
      panel.querySelector<HTMLElement>('.stop')?.click();
    });
    await expect.poll(() => shop.server.turns.at(-1)?.text).toBe('a tent');
    shop.server.answer = answer;
    shop.server.lastTurn.say('Here it is');
    shop.server.lastTurn.finish();
    await visit.panel.getByRole('button', { name: 'Copy' }).waitFor();
    expect(await visit.panel.getByText('Stopped.').count()).toBe(0);
  });
});

describe('<aisle-chat>', () => {
  let shop: WidgetShop;

  beforeAll(async () => {
    shop = await WidgetShop.open();
    const chat = '<aisle-chat style="height: 500px"></aisle-chat>';
    shop.page('/after', { body: `<div style="height: 3000px"></div>${shop.tag}${chat}` });
    shop.page('/before', { body: chat + shop.tag });
  });

  afterAll(() => shop.close());

  it('loads the panel when it comes near, fills itself with it and has no launcher', async () => {
    await using visit = await shop.visit('/after');
    const { page } = visit;
    await page.waitForFunction(() => customElements.get('aisle-chat'));
    expect(await visit.launcher.isVisible()).toBe(false);
    expect(await page.locator('.panel').count()).toBe(0);
    await page.locator('aisle-chat').scrollIntoViewIfNeeded();
    const panel = page.getByRole('region', { name: shop.server.store.name });
    await panel.waitFor();
    const chat = page.locator('aisle-chat');
    expect(await panel.boundingBox()).toEqual(await chat.boundingBox());
    expect((await chat.boundingBox())?.height).toBe(500);
    await page.evaluate(() => window.Aisle?.send('Hi there'));
    await visit.answer('You said: Hi there');
    await visit.composer.press('Escape');
    expect(await panel.isVisible()).toBe(true);
  });

  it('shows that it has the focus inside its own edge, where it is not cut off', async () => {
    const dialog = '<dialog style="width: 400px"><aisle-chat></aisle-chat></dialog>';
    shop.page('/dialog', { body: dialog + shop.tag });
    await using visit = await shop.visit('/dialog', { viewport: { width: 1280, height: 800 } });
    const panel = visit.page.locator('aisle-chat .panel');
    await visit.page.evaluate(() => document.querySelector('dialog')?.showModal());
    await panel.waitFor();
    await panel.focus();
    const offset = await panel.evaluate((node) => getComputedStyle(node).outlineOffset);
    expect(Number.parseInt(offset, 10)).toBeLessThan(0);
  });

  it('has room in a row, where nothing gives it a width', async () => {
    const row =
      '<div style="display: flex"><p style="flex: 1">Words</p><aisle-chat></aisle-chat></div>';
    shop.page('/row', { body: row + shop.tag });
    await using visit = await shop.visit('/row', { viewport: { width: 1280, height: 800 } });
    const panel = visit.page.locator('aisle-chat .panel');
    await panel.waitFor();
    expect(await panel.boundingBox()).toMatchObject({ width: 300, height: 600 });
  });

  it('comes and goes with the pages of a single-page shop', async () => {
    await using visit = await shop.visit('/before');
    const { page } = visit;
    await page.locator('aisle-chat .panel').waitFor();
    await page.evaluate(() => document.querySelector('aisle-chat')?.remove());
    await visit.launcher.waitFor();
    expect(await page.locator('.panel').isVisible()).toBe(false);
    await page.evaluate(() => document.body.prepend(document.createElement('aisle-chat')));
    await page.locator('aisle-chat .panel').waitFor();
    expect((await page.locator('.panel').boundingBox())?.height).toBe(600);
    expect(await page.locator('aisle-widget').count()).toBe(1);
    // The next page does not take it for a panel that was left open in the corner.
    await page.goto(`${shop.server.shopUrl}/`);
    const next = widgetOn(page);
    await next.launcher.waitFor();
    expect(await next.panel.isVisible()).toBe(false);
    expect(visit.errors).toEqual([]);
  });
});
