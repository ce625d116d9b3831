import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeAisleServer } from '../fakes/fake-aisle-server.ts';
import type { FakeTurn } from '../fakes/fake-turn.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

/**
 * The headless shell that npm brings keeps no page aside whatever its switches, as it says itself
 * (`BackForwardCacheDisabledForDelegate`; a page sees `notRestoredReasons` "masked"). It does say what else would have kept
 * it from that, so nothing of that may be ours. What happens on the way out and back is done by hand below, with the page
 * frozen as it would be.
 */
let shop: WidgetShop;

beforeAll(async () => {
  const server = new FakeAisleServer(path.resolve(import.meta.dirname, '../../dist/widget'));
  const [browser] = await Promise.all([
    launchBrowser({ without: ['--disable-back-forward-cache'] }),
    server.start(),
  ]);
  shop = new WidgetShop(browser, server);
  shop.page('/');
  shop.page('/next', { body: '' });
  shop.page('/without', { body: '' });
  shop.page('/that-listens-for-unload', {
    body: '<script>addEventListener("unload", () => {})</script>',
  });
});
afterAll(() => shop.close());

const half = (turn: FakeTurn) => {
  turn.emit({ type: 'text-start', id: 't' });
  turn.emit({ type: 'text-delta', id: 't', delta: 'The first half' });
};
const theRest = (turn: FakeTurn) => {
  turn.emit({ type: 'text-delta', id: 't', delta: ' and the second.' });
  turn.emit({ type: 'text-end', id: 't' });
  turn.finish();
};

/** Leaves the page by a link and comes back: what kept the browser from showing it as it was. */
async function reasonsAgainstKeeping(visit: Visit): Promise<string[]> {
  const { page } = visit;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.enable');
  const told = new Promise<string[]>((resolve) => {
    devtools.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
      resolve(notRestoredExplanations.map(({ reason }) => reason).sort()),
    );
  });
  await page.goto(`${shop.server.shopUrl}/next`);
  await page.goBack();
  return told;
}

describe('a page that is left', () => {
  it('gives the browser no reason of ours against keeping it aside', async () => {
    await using without = await shop.visit('/without');
    const everywhere = await reasonsAgainstKeeping(without);
    await using listening = await shop.visit('/that-listens-for-unload');
    const more = await reasonsAgainstKeeping(listening);
    expect(more).toEqual([...everywhere, 'UnloadHandlerExistsInMainFrame'].sort());

    shop.server.answer = half;
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('go on');
    await visit.answer('The first half');
    expect(await reasonsAgainstKeeping(visit)).toEqual(everywhere);
  });

  it('has let go of everything that hangs on the network or on other tabs by the time that it is', async () => {
    shop.server.answer = half;
    await using visit = await shop.visit('/without');
    await visit.page.addInitScript(countWhatIsOpen);
    await visit.page.goto(shop.server.shopUrl);
    await visit.open();
    await visit.ask('go on');
    await visit.answer('The first half');
    const open = await visit.page.evaluate(() => {
      // The last listener of all: what it finds is what is kept.
      const write = () => sessionStorage.setItem('left-open', JSON.stringify(window.stillOpen()));
      addEventListener('pagehide', write);
      return window.stillOpen();
    });
    expect(open).toEqual(['channel', 'stream']);
    await visit.page.goto(`${shop.server.shopUrl}/next`);
    expect(await visit.page.evaluate(() => sessionStorage.getItem('left-open'))).toBe('[]');
  });

  it('joins its answer again when it comes back as it was', async () => {
    shop.server.answer = half;
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('go on');
    await visit.answer('The first half');
    const turn = shop.server.lastTurn;
    const devtools = await visit.page.context().newCDPSession(visit.page);
    const send = (type: 'pagehide' | 'pageshow') =>
      visit.page.evaluate(
        (name) => void dispatchEvent(new PageTransitionEvent(name, { persisted: true })),
        type,
      );
    await send('pagehide');
    await expect.poll(() => turn.readers).toBe(0);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    theRest(turn);
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await send('pageshow');
    await visit.answer('The first half and the second.');
    expect(await visit.answers.count()).toBe(1);
    expect(visit.errors).toEqual([]);
  });
});

declare global {
  interface Window {
    /** What of the page is open: channels to other tabs, answers that are still read. */
    stillOpen(): string[];
  }
}

/** Runs in the page before its own scripts. */
function countWhatIsOpen(): void {
  const open: { what: string; isOpen(): boolean }[] = [];
  window.stillOpen = () => open.flatMap(({ what, isOpen }) => (isOpen() ? [what] : [])).sort();
  const { fetch } = window;
  window.fetch = async (...request) => {
    const response = await fetch(...request);
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    const signal = request[1]?.signal;
    if (isStream) open.push({ what: 'stream', isOpen: () => signal?.aborted === false });
    return response;
  };
  window.BroadcastChannel = class extends BroadcastChannel {
    #isOpen = true;
    constructor(name: string) {
      super(name);
      open.push({ what: 'channel', isOpen: () => this.#isOpen });
    }
    override close(): void {
      this.#isOpen = false;
      super.close();
    }
  };
  const { addEventListener } = window;
  window.addEventListener = (...listening: Parameters<typeof addEventListener>) => {
    const [type] = listening;
    if (type.includes('unload')) open.push({ what: type, isOpen: () => true });
    return addEventListener.apply(window, listening);
  };
}
