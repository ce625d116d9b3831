import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refuse } from '../fakes/fake-aisle-server.ts';
import type { FakeTurn } from '../fakes/fake-turn.ts';
import { aStore } from '../fixtures/store.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open(aStore({ locale: 'vi' }));
  shop.page('/en', {
    body: `<script async src="${shop.server.url}/widget.js?store=${shop.server.store.key}" data-locale="en"></script>`,
  });
});
afterAll(() => shop.close());

const echo = (turn: FakeTurn) => {
  turn.say(`You said: ${turn.text}`);
  turn.finish();
};

beforeEach(() => {
  shop.server.turns.length = 0;
  shop.server.answer = echo;
});
afterEach(() => {
  shop.server.intercept = () => undefined;
});

const banner = ({ page }: Visit) => page.locator('.banner');
const offline = ({ page }: Visit, isOffline: boolean) => page.context().setOffline(isOffline);

/** The next questions are refused, each with what `refusals` has for it. */
function refuseQuestions(...refusals: (() => Response)[]): { times: number[] } {
  const seen = { times: [] as number[] };
  shop.server.intercept = ({ url, method }) => {
    if (new URL(url).pathname !== '/v1/chat' || method !== 'POST') return undefined;
    seen.times.push(performance.now());
    return refusals.shift()?.();
  };
  return seen;
}

const wait = (seconds: number) => ({
  'retry-after': String(seconds),
  'access-control-expose-headers': 'retry-after',
});

describe('without a network', () => {
  it('says that what is typed stays, and lets the shopper write on', async () => {
    await using visit = await shop.visit('/en');
    await visit.open();
    await visit.composer.fill('half a thought');
    await offline(visit, true);
    await banner(visit).getByText('You are offline. What you type stays here.').waitFor();
    await visit.composer.pressSequentially(' more');
    expect(await accessibilityFaults(visit.page)).toEqual([]);
    await offline(visit, false);
    await banner(visit).waitFor({ state: 'detached' });
    expect(await visit.composer.inputValue()).toBe('half a thought more');
  });

  it('says that a message is kept, and sends it once when the network is back', async () => {
    await using visit = await shop.visit('/en');
    await visit.open();
    await visit.ask('first');
    await visit.answer('You said: first');
    await offline(visit, true);
    await visit.ask('second');
    await banner(visit).getByText('Your message is kept and goes out when you are back').waitFor();
    expect(await visit.page.locator('.bubble').allInnerTexts()).toEqual(['first', 'second']);
    expect(await accessibilityFaults(visit.page)).toEqual([]);
    await offline(visit, false);
    await visit.answer('You said: second');
    await banner(visit).waitFor({ state: 'detached' });
    expect(shop.server.turns.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('says it in the language of the shop too', async () => {
    await using visit = await shop.visit('/');
    await visit.open();
    await offline(visit, true);
    await banner(visit).getByText('Không có mạng. Nội dung bạn gõ vẫn được giữ lại.').waitFor();
    await visit.ask('xin chào');
    await banner(visit).getByText('Tin nhắn được giữ lại và sẽ gửi khi có mạng.').waitFor();
    await offline(visit, false);
    await visit.answer('You said: xin chào');
  });

  it('goes on with an answer at once when the network is back', async () => {
    shop.server.answer = (turn) => {
      turn.emit({ type: 'text-start', id: 't' });
      turn.emit({ type: 'text-delta', id: 't', delta: 'The first half' });
    };
    await using visit = await shop.visit('/en');
    await visit.open();
    await visit.ask('go on');
    await visit.answer('The first half');
    await offline(visit, true);
    const turn = shop.server.lastTurn;
    turn.cut();
    await banner(visit).getByText('The answer goes on when you are back online.').waitFor();
    turn.emit({ type: 'text-delta', id: 't', delta: ' and the second.' });
    turn.emit({ type: 'text-end', id: 't' });
    turn.finish();
    await offline(visit, false);
    await visit.answer('The first half and the second.');
    expect(await visit.answers.count()).toBe(1);
  });
});

describe('a server that is gone', () => {
  it('is not asked for ever, and then when the shopper says so', async () => {
    const seen = refuseQuestions(
      ...Array.from({ length: 20 }, () => () => new Response('', { status: 502 })),
    );
    await using visit = await shop.visit('/en');
    await visit.page.clock.install();
    await visit.open();
    await visit.ask('hello');
    const again = banner(visit).getByRole('button', { name: 'Reconnect' });
    await expect
      .poll(
        async () => {
          await visit.page.clock.fastForward(30_000);
          return again.isVisible();
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    await banner(visit).getByText('Your message is kept and will be sent again.').waitFor();
    expect(await accessibilityFaults(visit.page)).toEqual([]);
    await visit.composer.fill('one more');
    expect(await visit.panel.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    const attempts = seen.times.length;
    expect(attempts).toBeLessThan(15);
    shop.server.intercept = () => undefined;
    await again.click();
    await visit.answer('You said: hello');
    expect(await visit.composer.inputValue()).toBe('one more');
    expect(shop.server.turns).toHaveLength(1);
  });
});

describe('a server that is busy', () => {
  it.each(['shutting_down', 'db_unavailable', 'overloaded'] as const)(
    'is asked again by itself, and not sooner than it wants: %s',
    async (code) => {
      const seen = refuseQuestions(() => refuse(code, 503, wait(1)));
      await using visit = await shop.visit('/en');
      await visit.open();
      await visit.ask('hello');
      await banner(visit).getByText('Reconnecting…').waitFor();
      await visit.answer('You said: hello');
      const [first = 0, second = 0, ...more] = seen.times;
      expect(second - first).toBeGreaterThanOrEqual(1_000);
      expect(more).toEqual([]);
      expect(shop.server.turns).toHaveLength(1);
    },
  );

  it('is asked again by the shopper after too many messages, once it is time', async () => {
    const seen = refuseQuestions(() => refuse('rate_limited', 429, wait(1)));
    await using visit = await shop.visit('/en');
    await visit.open();
    await visit.ask('hello');
    await visit.panel.getByText('Too many messages. Please wait 1 second.').waitFor();
    const again = visit.panel.getByRole('button', { name: 'Try again' });
    expect(await again.isDisabled()).toBe(true);
    expect(await accessibilityFaults(visit.page)).toEqual([]);
    await again.click();
    await visit.answer('You said: hello');
    const [first = 0, second = 0] = seen.times;
    expect(second - first).toBeGreaterThanOrEqual(1_000);
    expect(shop.server.turns).toHaveLength(1);
  });
});
