import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WidgetShop } from '../support/widget-shop.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const ON_ITS_SIDE = { width: 844, height: 390 };

/** What Safari does: the page keeps its size and the visual viewport loses the keyboard's. */
function keyboard(page: Page, { leaves }: { leaves: number }): Promise<void> {
  return page.evaluate((height) => {
    const viewport = window.visualViewport as VisualViewport;
    Object.defineProperty(viewport, 'height', { value: height });
    viewport.dispatchEvent(new Event('resize'));
  }, leaves);
}

async function endOf(part: Locator): Promise<number> {
  const box = await part.boundingBox();
  return box ? box.y + box.height : Number.POSITIVE_INFINITY;
}

let shop: WidgetShop;
let answer: WidgetShop['server']['answer'];

beforeAll(async () => {
  shop = await WidgetShop.open();
  answer = shop.server.answer;
});

afterAll(() => shop.close());

afterEach(() => {
  shop.server.answer = answer;
});

describe('on a small screen', () => {
  it('shrinks to what the keyboard leaves free, with the composer in sight', async () => {
    await using visit = await shop.visit('/', PHONE);
    await visit.open();
    await keyboard(visit.page, { leaves: 400 });
    await expect.poll(() => endOf(visit.composer)).toBeLessThanOrEqual(400);
    const size = await visit.composer.evaluate((field) => getComputedStyle(field).fontSize);
    expect(size).toBe('16px');
  });

  it('opens without its keyboard, which would cover what one may tap', async () => {
    await using visit = await shop.visit('/', PHONE);
    await visit.open();
    const focused = () =>
      visit.panel.evaluate((panel) => panel === (panel.getRootNode() as ShadowRoot).activeElement);
    await expect.poll(focused).toBe(true);
  });

  it('on its side leaves the conversation what the keyboard does not take, and the send button in sight', async () => {
    await using visit = await shop.visit('/', { ...PHONE, viewport: ON_ITS_SIDE });
    await visit.open();
    const picture = sharp({ create: { width: 20, height: 20, channels: 3, background: '#c33' } });
    const photo = { name: 'p.png', mimeType: 'image/png', buffer: await picture.png().toBuffer() };
    await visit.page
      .locator('input[type=file]')
      .first()
      .setInputFiles([photo, photo, photo, photo]);
    await visit.page.locator('.draft').nth(3).waitFor();
    await visit.composer.fill('words '.repeat(300));
    await keyboard(visit.page, { leaves: 180 });
    const send = visit.panel.getByRole('button', { name: 'Send' });
    await expect.poll(() => endOf(send)).toBeLessThanOrEqual(180);
    const close = visit.panel.getByRole('button', { name: 'Close chat' });
    expect(await close.isVisible()).toBe(false);
    await visit.log.focus();
    await close.waitFor();
  });

  it('takes nothing of its header away in the low window of a computer', async () => {
    await using visit = await shop.visit('/', { viewport: { width: 1200, height: 400 } });
    await visit.open();
    await visit.composer.focus();
    await visit.panel.getByRole('button', { name: 'More' }).waitFor();
    expect(await visit.panel.getByRole('button', { name: 'Close chat' }).isVisible()).toBe(true);
  });

  it('stays at the newest words when it is turned, and as low as what was typed', async () => {
    shop.server.answer = (turn) => {
      turn.say('Some words of the answer. '.repeat(200));
      turn.finish();
    };
    await using visit = await shop.visit('/', PHONE);
    await visit.open();
    await visit.ask('talk');
    await visit.answer('Some words');
    await visit.composer.fill('words '.repeat(20));
    const height = () => visit.composer.evaluate((field) => field.clientHeight);
    const upright = await height();
    const fromEnd = () =>
      visit.log.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
    for (const viewport of [ON_ITS_SIDE, PHONE.viewport, ON_ITS_SIDE]) {
      await visit.page.setViewportSize(viewport);
      await expect.poll(() => visit.panel.boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
      await expect.poll(fromEnd).toBeLessThan(2);
    }
    expect(await height()).toBeLessThan(upright);
    expect(await visit.panel.getByText('New messages').count()).toBe(0);
  });

  it('asks in one line and says all of a price at 320 pixels, in the longest words', async () => {
    const code = 'EINSEHRLANGERGUTSCHEIN'.repeat(2);
    const line = { title: 'Zelt', quantity: 1, unit_price: 9, subtotal: 9, discount: 1, total: 8 };
    const applied = [{ code, title: '', amount: 1, method: 'across' as const, allocations: [] }];
    shop.server.answer = (turn) => {
      turn.emit({
        ...{ type: 'data-quote', id: 'q' },
        data: {
          ...{ basis: 'catalog', currency: 'USD', line_items: [line], messages: [] },
          ...{ subtotal: 9, discount: 1, total: 8, discounts: { codes: [code], applied } },
        },
      });
      turn.say('words '.repeat(200));
    };
    shop.page('/de', { head: '<script>document.documentElement.lang="de"</script>' });
    const viewport = { width: 320, height: 568 };
    await using visit = await shop.visit('/de', { ...PHONE, viewport });
    await visit.open();
    expect((await visit.composer.boundingBox())?.height).toBeLessThan(50);
    await visit.ask('Zelt');
    const saving = await visit.page.locator('.quote-saving > :last-child').boundingBox();
    expect(saving!.x + saving!.width).toBeLessThan(viewport.width);
    await visit.log.evaluate((list) => list.scrollTo(0, 0));
    shop.server.lastTurn.say('and more');
    const pill = await visit.panel.getByText('Neue Nachrichten').boundingBox();
    expect(pill?.height).toBeLessThan(40);
    shop.server.lastTurn.finish();
  });

  it('writes all amounts in one direction where words run in the other', async () => {
    const [low, high] = [19900, 29900].map((amount) => ({ amount, currency: 'USD' }));
    const tent = { id: 'p', handle: 'tent', title: 'Tent', availability: { available: true } };
    const list_price_range = { min: high!, max: high! };
    shop.server.answer = (turn) => {
      const products = [low!, high!].map((max) => ({
        ...{ ...tent, id: `p${max.amount}`, list_price_range },
        price_range: { min: low!, max },
      }));
      turn.emit({ type: 'data-products', id: 'p', data: { products } });
      turn.finish();
    };
    shop.page('/ar', { head: '<script>document.documentElement.lang="ar"</script>' });
    await using visit = await shop.visit('/ar', PHONE);
    await visit.open();
    await visit.ask('خيمة');
    await visit.page.locator('.card').nth(1).waitFor();
    const signsAfterDigits = await visit.page.locator('.amount, .price s').evaluateAll((all) =>
      all.map((amount) => {
        const text = amount.firstChild as Text;
        const at = (sign: RegExp) => {
          const range = document.createRange();
          const start = text.data.search(sign);
          range.setStart(text, start);
          range.setEnd(text, start + 1);
          return range.getBoundingClientRect().x;
        };
        return at(/\$/) > at(/\d/);
      }),
    );
    expect(signsAfterDigits).toEqual([true, true, true, true]);
  });

  it('can be used at 320 pixels with text of twice the size', async () => {
    await using visit = await shop.visit('/', {
      ...PHONE,
      viewport: { width: 320, height: 568 },
    });
    await visit.open();
    await visit.ask('Hello');
    await visit.answer('You said: Hello');
    await visit.panel.evaluate((panel) => {
      const elements = [...panel.querySelectorAll<HTMLElement>('*')];
      const sizes = elements.map((element) =>
        Number.parseFloat(getComputedStyle(element).fontSize),
      );
      for (const [index, element] of elements.entries())
        element.style.fontSize = `${(sizes[index] ?? 0) * 2}px`;
    });
    expect(await visit.log.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    for (const part of [
      visit.panel.getByRole('button', { name: 'Close chat' }),
      visit.panel.getByRole('button', { name: 'Send' }),
    ]) {
      const box = await part.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 320 && box.y + box.height <= 568).toBe(true);
    }
  });

  it('has room for what is typed and pressed where everything has twice its size', async () => {
    const viewport = { width: 180, height: 320 };
    await using visit = await shop.visit('/', { ...PHONE, viewport });
    await visit.open();
    await visit.panel.getByRole('button', { name: 'Take a photo' }).waitFor();
    await expect.poll(async () => (await visit.composer.boundingBox())?.width).toBeGreaterThan(120);
    await visit.ask('Hi');
    await visit.answer('You said: Hi');
    await visit.log.focus();
    await visit.panel.getByRole('button', { name: 'More' }).click();
    const save = visit.panel.getByRole('button', { name: 'Save the conversation' });
    const close = visit.panel.getByRole('button', { name: 'Close chat' });
    for (const part of [visit.panel.getByRole('button', { name: 'Send' }), save, close]) {
      const box = await part.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= viewport.width).toBe(true);
    }
  });

  it('covers the screen where the page runs from right to left, too', async () => {
    shop.page('/rtl', { head: '<script>document.documentElement.dir="rtl"</script>' });
    await using visit = await shop.visit('/rtl', PHONE);
    await visit.open();
    expect(await visit.panel.boundingBox()).toEqual({ x: 0, y: 0, ...PHONE.viewport });
  });
});
