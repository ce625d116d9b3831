import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FakeTurn } from '../fakes/fake-turn.ts';
import { type Visit, WidgetShop, widgetOn } from '../support/widget-shop.ts';

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
  shop.page('/next');
});

afterAll(() => shop.close());

const echo = (turn: FakeTurn) => {
  turn.say(`You said: ${turn.text}`);
  turn.finish();
};

afterEach(() => {
  shop.server.answer = echo;
  shop.server.intercept = () => undefined;
});

async function askForHalfAnAnswer(visit: Visit): Promise<FakeTurn> {
  shop.server.answer = (turn) => {
    turn.emit({ type: 'text-start', id: 't' });
    turn.emit({ type: 'text-delta', id: 't', delta: 'The first half' });
  };
  await visit.open();
  await visit.ask('go on');
  await visit.answer('The first half');
  return shop.server.lastTurn;
}

function writeTheRest(turn: FakeTurn): void {
  turn.emit({ type: 'text-delta', id: 't', delta: ' and the second.' });
  turn.emit({ type: 'text-end', id: 't' });
  turn.finish();
}

const textOf = (visit: Visit) => visit.answers.last().locator('.text').textContent();
const WHOLE = 'The first half and the second.';

describe('going on', () => {
  it.each([
    ['after a reload', (visit: Visit) => visit.page.reload()],
    ['on the next page', (visit: Visit) => visit.page.goto(`${shop.server.shopUrl}/next`)],
  ])('follows a running answer %s', async (_, leave) => {
    await using visit = await shop.visit();
    const turn = await askForHalfAnAnswer(visit);
    await leave(visit);
    await visit.answer('The first half');
    writeTheRest(turn);
    await visit.answer(WHOLE);
    expect(await textOf(visit)).toBe(WHOLE);
    expect(await visit.answers.count()).toBe(1);
    expect(visit.errors).toEqual([]);
  });

  it('shows an answer that was finished between two pages', async () => {
    await using visit = await shop.visit();
    const turn = await askForHalfAnAnswer(visit);
    await visit.page.goto('about:blank');
    writeTheRest(turn);
    await visit.page.goto(`${shop.server.shopUrl}/next`);
    await visit.answer(WHOLE);
    expect(await textOf(visit)).toBe(WHOLE);
  });

  it('opens the panel again where it was open, without taking the focus', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.composer.fill('half a thou');
    await visit.page.goto(`${shop.server.shopUrl}/next`);
    await visit.panel.waitFor();
    expect(await visit.composer.inputValue()).toBe('half a thou');
    expect(await visit.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await visit.panel.getByRole('button', { name: 'Close chat' }).click();
    await visit.page.reload();
    await visit.launcher.waitFor();
    expect(await visit.panel.count()).toBe(0);
  });

  it('reads on where the list was, on the next page and in a new tab, which has the draft too', async () => {
    shop.server.answer = (turn) => {
      turn.say(Array.from({ length: 60 }, (_, line) => `Line ${line}`).join('\n\n'));
      turn.finish();
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('a long story');
    await visit.answer('Line 59');
    await visit.composer.fill('half a thou');
    await visit.panel.getByRole('button', { name: 'Helpful', exact: true }).waitFor();
    await visit.log.evaluate((list) => list.scrollTo(0, 300));
    const place = async ({ log, page }: Pick<Visit, 'log' | 'page'>) =>
      page
        .getByText('Line 9', { exact: true })
        .evaluate(
          (line, list) => line.getBoundingClientRect().top - list!.getBoundingClientRect().top,
          await log.elementHandle(),
        );
    const before = await place(visit);
    const isThere = async ({ log, page }: Pick<Visit, 'log' | 'page'>) => {
      await page.getByRole('button', { name: 'Helpful', exact: true }).waitFor();
      const moved = async () => Math.abs((await place({ log, page })) - before);
      // Less than a line.
      await expect.poll(moved).toBeLessThan(20);
      expect(await page.getByRole('button', { name: 'New messages' }).count()).toBe(0);
    };
    await visit.page.goto(`${shop.server.shopUrl}/next`);
    await isThere(visit);
    const page = await visit.page.context().newPage();
    await page.goto(shop.server.shopUrl);
    const tab = { ...widgetOn(page), page };
    await isThere(tab);
    expect(await tab.composer.inputValue()).toBe('half a thou');
    await visit.page.bringToFront();
    await visit.log.evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await visit.page.reload();
    await visit.answer('Line 59');
    const left = () =>
      visit.log.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
    await expect.poll(left).toBeLessThan(2);
  });

  it('does not cover the product page that a shopper goes to on a phone', async () => {
    shop.server.answer = (turn) => {
      const price = { amount: 100, currency: 'USD' };
      turn.show({
        type: 'data-products',
        data: {
          products: [
            {
              ...{ id: 'p', handle: 'p', title: 'Tent', url: `${shop.server.shopUrl}/next` },
              price_range: { min: price, max: price },
              availability: { available: true },
            },
          ],
        },
      });
      turn.finish();
    };
    await using visit = await shop.visit('/', { viewport: { width: 390, height: 844 } });
    await visit.open();
    await visit.ask('tent');
    await visit.page.getByRole('link', { name: 'View Tent' }).click();
    await visit.page.waitForURL('**/next');
    await visit.launcher.waitFor();
    expect(await visit.panel.count()).toBe(0);
    await visit.open();
    await visit.page.getByRole('link', { name: 'View Tent' }).waitFor();
  });
});

describe('a bad network', () => {
  it('joins the answer again when the connection is cut, without a doubled word', async () => {
    await using visit = await shop.visit();
    const turn = await askForHalfAnAnswer(visit);
    turn.cut();
    await visit.panel.getByText('Connection lost. Reconnecting…').waitFor();
    await expect.poll(() => turn.readers).toBe(1);
    writeTheRest(turn);
    await visit.answer(WHOLE);
    expect(await textOf(visit)).toBe(WHOLE);
  });

  it('sends a message again by itself, once, when the first attempt was cut', async () => {
    const before = shop.server.turns.length;
    let attempts = 0;
    shop.server.intercept = ({ url, method }) => {
      if (new URL(url).pathname !== '/v1/chat' || method !== 'POST' || attempts > 0)
        return undefined;
      attempts += 1;
      return new Response('bad gateway', { status: 502 });
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    await visit.answer('You said: hello');
    expect(shop.server.turns.length - before).toBe(1);
  });

  it('starts over as somebody new when the server does not know the visitor any more', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('first');
    await visit.answer('You said: first');
    shop.server.forgetVisitors();
    await visit.ask('second');
    await visit.answer('You said: second');
    expect(await visit.page.locator('.bubble').allInnerTexts()).toEqual(['second']);
  });
});

describe('a browser that refuses storage', () => {
  it('has a conversation for as long as the page lives', async () => {
    shop.page('/private', {
      head: `<script>Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError') } })</script>`,
    });
    await using visit = await shop.visit('/private');
    await visit.open();
    await visit.ask('hello');
    await visit.answer('You said: hello');
    await visit.ask('again');
    await visit.answer('You said: again');
    expect(visit.errors).toEqual([]);
    expect(visit.console).toEqual([]);
  });
});
