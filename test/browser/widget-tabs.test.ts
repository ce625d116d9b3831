import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeTurn } from '../fakes/fake-turn.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { type Visit, WidgetShop, widgetOn } from '../support/widget-shop.ts';

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
});
afterAll(() => shop.close());

const echo = (turn: FakeTurn) => {
  turn.say(`You said: ${turn.text}`);
  turn.finish();
};
const half = (turn: FakeTurn) => {
  turn.emit({ type: 'text-start', id: 't' });
  turn.emit({ type: 'text-delta', id: 't', delta: 'The first half' });
};
const theRest = (turn: FakeTurn) => {
  turn.emit({ type: 'text-delta', id: 't', delta: ' and the second.' });
  turn.emit({ type: 'text-end', id: 't' });
  turn.finish();
};
const WHOLE = 'The first half and the second.';

beforeEach(() => {
  shop.server.turns.length = 0;
  shop.server.requests.length = 0;
});
afterEach(() => {
  shop.server.answer = echo;
  shop.server.intercept = () => undefined;
});

type Tab = ReturnType<typeof widgetOn> & { page: Page };

/** Another tab of the same browser. */
async function tabBeside(visit: Visit, script?: () => void): Promise<Tab> {
  const page = await visit.page.context().newPage();
  page.setDefaultTimeout(30_000);
  if (script) await page.addInitScript(script);
  await page.goto(shop.server.shopUrl);
  const widget = widgetOn(page);
  await widget.launcher.waitFor();
  return { ...widget, page };
}

async function twoTabs(visit: Visit, script?: () => void): Promise<Tab> {
  const other = await tabBeside(visit, script);
  await visit.open();
  await other.open();
  return other;
}

const said = (tab: Tab) => tab.page.locator('.bubble, .answer .text').allInnerTexts();
/** Of the API; files that come later are no business of other tabs. */
const calls = () => shop.server.requests.filter((request) => /^(?!OPTIONS).* \/v1\//.test(request));
const asked = () => calls().filter((request) => request === 'POST /v1/chat').length;

describe('two tabs', () => {
  it('show the same question and answer as it comes, asked for once', async () => {
    shop.server.answer = half;
    await using visit = await shop.visit();
    const other = await twoTabs(visit);
    await visit.ask('go on');
    await other.answer('The first half');
    theRest(shop.server.lastTurn);
    await visit.answer(WHOLE);
    await other.answer(WHOLE);
    expect(await said(other)).toEqual(['go on', WHOLE]);
    expect(await said({ ...visit })).toEqual(['go on', WHOLE]);
    expect(asked()).toBe(1);

    shop.server.answer = echo;
    await other.ask('and now back');
    await visit.answer('You said: and now back');
    expect(await said({ ...visit })).toEqual(await said(other));
    expect(asked()).toBe(2);
    expect(visit.errors).toEqual([]);
  });

  it('both end when the shopper stops the answer in one', async () => {
    shop.server.answer = half;
    await using visit = await shop.visit();
    const other = await twoTabs(visit);
    await visit.ask('go on');
    await other.answer('The first half');
    await other.page.getByRole('button', { name: 'Stop answering' }).click();
    await visit.page.getByText('Stopped.').waitFor();
    await other.page.getByText('Stopped.').waitFor();
    await visit.page.getByRole('button', { name: 'Send' }).waitFor();
  });

  it('part when one begins anew, and neither takes the answer away from the other', async () => {
    shop.server.answer = half;
    await using visit = await shop.visit();
    const other = await twoTabs(visit);
    await visit.ask('go on');
    await other.answer('The first half');
    await expect.poll(() => shop.server.lastTurn.readers).toBe(2);
    await visit.page.getByRole('button', { name: 'New conversation' }).click();
    await visit.page.locator('.question').waitFor({ state: 'detached' });
    const turn = shop.server.lastTurn;
    await expect.poll(() => turn.readers).toBe(1);
    theRest(turn);
    await other.answer(WHOLE);
    expect(turn.stopRequested).toBe(false);

    shop.server.answer = echo;
    await visit.ask('something else');
    await visit.answer('You said: something else');
    await other.page.reload();
    await other.answer(WHOLE);
    expect(await said(other)).toEqual(['go on', WHOLE]);
  });

  it('show the same rating', async () => {
    await using visit = await shop.visit();
    const other = await twoTabs(visit);
    await visit.ask('hello');
    await other.answer('You said: hello');
    await visit.page.getByRole('button', { name: 'Helpful', exact: true }).click();
    await other.page.locator('.actions [aria-pressed=true]').waitFor();
  });

  it('have a draft each', async () => {
    await using visit = await shop.visit();
    const other = await twoTabs(visit);
    await visit.composer.fill('half a thought');
    await other.composer.fill('another');
    await Promise.all([visit.page.reload(), other.page.reload()]);
    await Promise.all([visit.panel.waitFor(), other.panel.waitFor()]);
    expect(await visit.composer.inputValue()).toBe('half a thought');
    expect(await other.composer.inputValue()).toBe('another');
  });

  it('cost nothing where the panel was never opened', async () => {
    await using visit = await shop.visit();
    const other = await tabBeside(visit);
    await visit.open();
    const before = calls().length;
    await visit.ask('hello');
    await visit.answer('You said: hello');
    expect(calls().slice(before)).toEqual(['POST /v1/visitors', 'POST /v1/chat']);
    expect(await other.panel.count()).toBe(0);
  });

  it('read nothing while the panel is closed, and what was missed when it opens', async () => {
    await using visit = await shop.visit();
    const other = await twoTabs(visit);
    await visit.ask('hello');
    await other.answer('You said: hello');
    await other.page.getByRole('button', { name: 'Close chat' }).first().click();
    const before = calls().length;
    await visit.ask('more');
    await visit.answer('You said: more');
    expect(calls().slice(before)).toEqual(['POST /v1/chat']);
    await other.open();
    await other.answer('You said: more');
  });

  it('answer one after the other when both ask', async () => {
    await using visit = await shop.visit();
    const other = await twoTabs(visit, () => {
      // This tab hears nothing of the others.
      Object.assign(window, {
        BroadcastChannel: class {
          close() {}
          postMessage() {}
        },
      });
    });
    await visit.ask('hello');
    await visit.answer('You said: hello');
    await other.page.reload();
    await other.answer('You said: hello');
    shop.server.answer = half;
    await visit.ask('first');
    await visit.answer('The first half');
    await other.ask('second');
    await other.page.getByText('Goes out when this answer is finished.').waitFor();
    await other.answer('The first half');
    expect(await other.page.locator('.bubble').allInnerTexts()).toEqual([
      'hello',
      'first',
      'second',
    ]);
    expect(await accessibilityFaults(other.page)).toEqual([]);
    const first = shop.server.lastTurn;
    shop.server.answer = echo;
    theRest(first);
    await other.answer('You said: second');
    expect(await said(other)).toEqual([
      ...['hello', 'You said: hello', 'first', WHOLE],
      ...['second', 'You said: second'],
    ]);
    expect(shop.server.turns).toHaveLength(3);
    expect(await other.page.getByText('Goes out when').count()).toBe(0);
  });

  it('lose no words that wait for their photo while the other is answered', async () => {
    const held = Promise.withResolvers<undefined>();
    shop.server.intercept = ({ url, method }) =>
      url.endsWith('/v1/images') && method === 'POST' ? held.promise : undefined;
    await using visit = await shop.visit();
    const other = await twoTabs(visit);
    await visit.ask('hello');
    await other.answer('You said: hello');
    const picture = sharp({ create: { width: 20, height: 20, channels: 3, background: '#c33' } });
    const buffer = await picture.png().toBuffer();
    const file = { name: 'photo.png', mimeType: 'image/png', buffer };
    await visit.page.locator('input[type=file]').setInputFiles(file);
    await visit.ask('and this?');
    shop.server.answer = half;
    await other.ask('first');
    await visit.answer('The first half');
    held.resolve(undefined);
    await visit.page.locator('.draft-ready').waitFor();
    const first = shop.server.lastTurn;
    first.emit({ type: 'text-delta', id: 't', delta: ', a bit more' });
    await visit.answer('a bit more');
    shop.server.answer = echo;
    theRest(first);
    await visit.answer('You said: and this?');
    expect(shop.server.lastTurn.question.parts).toHaveLength(2);
  });
});
