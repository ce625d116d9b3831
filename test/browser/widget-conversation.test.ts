import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CardProduct } from '../../shared/card.ts';
import type { Quote } from '../../shared/quote.ts';
import { StoreSettings } from '../../shared/store.ts';
import { refuse } from '../fakes/fake-aisle-server.ts';
import type { FakeTurn } from '../fakes/fake-turn.ts';
import { aStore } from '../fixtures/store.ts';
import { WidgetShop } from '../support/widget-shop.ts';

let shop: WidgetShop;
const settings = StoreSettings.parse({ greeting: 'Welcome!', starters: ['Show me tents'] });

beforeAll(async () => {
  shop = await WidgetShop.open(aStore({ settings }));
});

afterAll(() => shop.close());

const echo = (turn: FakeTurn) => {
  turn.say(`You said: ${turn.text}`);
  turn.finish();
};
/** Leaves the turn to the test. */
const silent = () => {};

afterEach(() => {
  shop.server.answer = echo;
  shop.server.intercept = () => undefined;
});

const tent: CardProduct = {
  id: 'p1',
  handle: 'tent',
  title: 'Ridge Tent',
  brand: 'Fern',
  url: 'http://localhost/tent',
  price_range: { min: { amount: 28900, currency: 'USD' }, max: { amount: 31900, currency: 'USD' } },
  list_price_range: {
    min: { amount: 34900, currency: 'USD' },
    max: { amount: 34900, currency: 'USD' },
  },
  availability: { available: true, status: 'in_stock' },
  options: [{ name: 'Colour', count: 2 }],
};

const quote: Quote = {
  basis: 'catalog',
  currency: 'USD',
  line_items: [
    {
      title: 'Ridge Tent',
      quantity: 2,
      unit_price: 10000,
      subtotal: 20000,
      discount: 2000,
      total: 18000,
    },
  ],
  subtotal: 20000,
  discount: 2000,
  total: 18000,
  discounts: {
    codes: ['TRAIL10'],
    applied: [{ code: 'TRAIL10', title: 'Trail', amount: 2000, method: 'across', allocations: [] }],
  },
  messages: [],
  expires_at: '2099-01-01T12:00:00.000Z',
};

describe('a conversation', () => {
  it('begins with the shop’s greeting and its starters', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.panel.getByText('Welcome!').waitFor();
    await visit.panel.getByRole('button', { name: 'Show me tents' }).click();
    await visit.answer('You said: Show me tents');
  });

  it('streams the answer, says what it looks up, and ends', async () => {
    shop.server.answer = silent;
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('tents?');
    await visit.page.locator('.activity').filter({ hasText: 'Thinking…' }).waitFor();
    // The panel shows that it thinks before the server has the question.
    await expect.poll(() => shop.server.turns.at(-1)?.text).toBe('tents?');
    const turn = shop.server.lastTurn;
    const search = turn.use('search_products');
    await visit.page.getByText('Searching the catalog…').waitFor();
    search.done();
    turn.emit({ type: 'text-start', id: 't' });
    turn.emit({ type: 'text-delta', id: 't', delta: 'Here are **two' });
    await visit.page.locator('.answer strong').filter({ hasText: 'two' }).waitFor();
    expect(await visit.answers.last().getAttribute('aria-busy')).toBe('true');
    turn.emit({ type: 'text-delta', id: 't', delta: '** tents' });
    turn.emit({ type: 'text-end', id: 't' });
    turn.finish();
    await visit.panel.getByRole('button', { name: 'Send' }).waitFor();
    expect(await visit.answers.last().locator('.text').textContent()).toBe('Here are two tents');
    expect(await visit.answers.last().getAttribute('aria-busy')).toBe('false');
  });

  it('says the place in line while nothing else comes', async () => {
    shop.server.answer = silent;
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('busy?');
    await expect.poll(() => shop.server.turns.at(-1)?.text).toBe('busy?');
    const turn = shop.server.lastTurn;
    const inLine = (place: number) =>
      turn.emit({
        type: 'data-notice',
        id: 'queue',
        transient: true,
        data: { code: 'queued', text: `You are number ${place} in line.`, retryable: false, place },
      });
    const activity = visit.page.locator('.activity');
    inLine(2);
    await activity.getByText('You are number 2 in line.').waitFor();
    inLine(1);
    await activity.getByText('You are number 1 in line.').waitFor();
    turn.say('Your turn.');
    await visit.answer('Your turn.');
    turn.finish();
    await activity.waitFor({ state: 'detached' });
    expect(await visit.log.textContent()).not.toContain('in line');
    expect(await visit.page.getByRole('alert').count()).toBe(0);
  });

  it('shows products and prices as the shop writes them', async () => {
    shop.server.answer = (turn) => {
      turn.show({ type: 'data-products', data: { products: [tent] } });
      turn.show({ type: 'data-quote', data: quote });
      turn.finish();
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('price?');
    const card = visit.page.locator('.card');
    await card.getByText('from $289.00').waitFor();
    await card.getByText('$349.00').waitFor();
    await card.getByText('In stock').waitFor();
    await card.getByText('Colour: 2 choices').waitFor();
    const view = card.getByRole('link', { name: 'View Ridge Tent' });
    expect(await view.getAttribute('href')).toBe('http://localhost/tent');
    const rows = visit.page.locator('.quote-row');
    expect(await rows.allInnerTexts()).toEqual([
      expect.stringMatching(/Ridge Tent × 2\s+\$200\.00/),
      expect.stringMatching(/Coupon TRAIL10\s+−\$20\.00/),
      expect.stringMatching(/Total\s+\$180\.00/),
    ]);
    await visit.panel.getByText(/^Valid until \d/).waitFor();
  });

  it('says why a coupon does not apply', async () => {
    const content = 'This code has expired.';
    const discounts = { codes: ['OLD'], applied: [] };
    shop.server.answer = (turn) => {
      turn.show({
        type: 'data-quote',
        data: {
          ...quote,
          expires_at: '2020-01-01T12:00:00.000Z',
          discounts,
          messages: [{ type: 'warning', code: 'discount_code_expired', path: '$', content }],
        },
      });
      turn.finish();
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('OLD?');
    await visit.page.locator('.quote-refusal').filter({ hasText: content }).waitFor();
    // The device's clock may be wrong: what was worked out this moment is not old.
    await visit.panel.getByText(/^Valid until \d/).waitFor();
    await visit.page.reload();
    await visit.panel.getByText('This price has expired.').waitFor();
  });

  it('never makes HTML or a foreign link of what a model writes', async () => {
    const text =
      '<img src=x onerror="window.hacked=1"> [x](javascript:window.hacked=1) ![p](https://evil.example/p) [ok](https://ok.example/)';
    shop.server.answer = (turn) => {
      turn.say(text);
      turn.show({
        type: 'data-products',
        data: { products: [{ ...tent, url: 'javascript:window.hacked=1' }] },
      });
      turn.finish();
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('go');
    await visit.answer('<img src=x');
    const answer = visit.answers.last();
    expect(await answer.locator('img').count()).toBe(0);
    expect(
      await answer.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
    ).toEqual(['https://ok.example/']);
    expect(await visit.page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('keeps the head of the greeting in sight while a long question is written', async () => {
    await using visit = await shop.visit('/', { viewport: { width: 1280, height: 480 } });
    await visit.open();
    await visit.composer.fill('one\ntwo\nthree\nfour\nfive\nsix');
    const list = visit.panel.locator('.list');
    await expect
      .poll(() => list.evaluate((element) => element.scrollHeight - element.clientHeight))
      .toBeGreaterThan(0);
    expect(await list.evaluate((element) => element.scrollTop)).toBe(0);
  });

  it('stops when the shopper presses stop', async () => {
    shop.server.answer = (turn) => {
      turn.emit({ type: 'text-start', id: 't' });
      turn.emit({ type: 'text-delta', id: 't', delta: 'A very **long' });
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('talk');
    await visit.answer('A very long');
    await visit.panel.getByRole('button', { name: 'Stop answering' }).click();
    await visit.panel.getByText('Stopped.').waitFor();
    expect(shop.server.lastTurn.stopRequested).toBe(true);
    await visit.panel.getByRole('button', { name: 'Send' }).waitFor();
    expect(await visit.answers.last().locator('.text').innerText()).toBe('A very long');
  });

  it('asks again after a turn that failed', async () => {
    shop.server.answer = (turn) => {
      const text = 'The assistant is busy.';
      turn.show({ type: 'data-notice', data: { code: 'model_overloaded', text, retryable: true } });
      turn.emit({ type: 'error', errorText: 'model_overloaded' });
      turn.finish();
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    await visit.panel.getByText('The assistant is busy.').waitFor();
    shop.server.answer = echo;
    await visit.panel.getByRole('button', { name: 'Try again' }).click();
    await visit.answer('You said: hello');
    expect(await visit.panel.getByText('The assistant is busy.').count()).toBe(0);
  });

  it('tells a shopper who is too fast how long to wait', async () => {
    shop.server.intercept = ({ url }) =>
      new URL(url).pathname === '/v1/chat'
        ? refuse('rate_limited', 429, {
            'retry-after': '20',
            'access-control-expose-headers': 'retry-after',
          })
        : undefined;
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    await visit.panel.getByText('Please wait 20 seconds.').waitFor();
  });

  it('keeps what the shopper thinks of an answer', async () => {
    shop.server.ratings.length = 0;
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    const up = visit.panel.getByRole('button', { name: 'Helpful', exact: true });
    await up.click();
    await visit.page.locator('[aria-pressed="true"]').waitFor();
    await expect.poll(() => shop.server.ratings).toMatchObject([{ rating: 'up' }]);
  });

  it('begins another conversation on request', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    await visit.answer('You said: hello');
    await visit.panel.getByRole('button', { name: 'New conversation' }).click();
    await visit.panel.getByText('Welcome!').waitFor();
    expect(await visit.answers.count()).toBe(0);
  });
});

describe('the composer', () => {
  it('sends with Enter, breaks lines with Shift+Enter, and leaves Enter to an input method', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.composer.fill('one');
    await visit.composer.press('Shift+Enter');
    await visit.composer.pressSequentially('two');
    await visit.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await visit.page.locator('.question').count()).toBe(0);
    await visit.composer.press('Enter');
    await visit.page.locator('.bubble').waitFor();
    expect(await visit.page.locator('.bubble').textContent()).toBe('one\ntwo');
  });

  it('grows with its text up to a limit', async () => {
    await using visit = await shop.visit();
    await visit.open();
    const height = async () => (await visit.composer.boundingBox())?.height ?? 0;
    const one = await height();
    await visit.composer.fill('a\nb\nc');
    expect(await height()).toBeGreaterThan(one);
    await visit.composer.fill('a\n'.repeat(50));
    expect(await height()).toBeLessThanOrEqual(132);
  });

  it('keeps all of a text that is too long, says by how much, and sends it once it is shorter', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.composer.fill('x'.repeat(8_001));
    await visit.panel.getByRole('alert').getByText('8,001 / 8,000').waitFor();
    await visit.composer.press('Enter');
    expect(await visit.panel.locator('.send').isDisabled()).toBe(true);
    expect((await visit.composer.inputValue()).length).toBe(8_001);
    await visit.composer.press('Backspace');
    await visit.composer.press('Enter');
    await visit.answers.first().waitFor();
    expect(await visit.panel.getByRole('alert').count()).toBe(0);
  });
});

describe('the list', () => {
  const long = 'A line of the answer.\n\n'.repeat(40);

  it('stays at the end while the answer grows, and at the reading position when scrolled up', async () => {
    shop.server.answer = (turn) => {
      turn.emit({ type: 'text-start', id: 't' });
      turn.emit({ type: 'text-delta', id: 't', delta: long });
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('talk');
    await visit.answer('A line of the answer.');
    const fromEnd = () =>
      visit.log.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
    await expect.poll(fromEnd).toBeLessThan(2);
    await visit.log.hover();
    await visit.page.mouse.wheel(0, -400);
    await expect.poll(fromEnd).toBeGreaterThan(300);
    const position = await visit.log.evaluate((list) => list.scrollTop);
    shop.server.lastTurn.emit({ type: 'text-delta', id: 't', delta: `${long}The end.` });
    await visit.answer('The end.');
    expect(await visit.log.evaluate((list) => list.scrollTop)).toBe(position);
    await visit.panel.getByRole('button', { name: 'New messages' }).click();
    await expect.poll(fromEnd).toBeLessThan(2);
    shop.server.lastTurn.finish();
  });
});
