import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  dataEvent,
  deltaEvent,
  FakeLlmServer,
  saying,
  streamHead,
  type UpstreamStep,
} from '../fakes/fake-llm-server.ts';
import { launchBrowser, newPage } from '../support/browser.ts';
import { freePort, type Installation, startInstallation } from '../support/installation.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';
import { widgetOn } from '../support/widget-shop.ts';

/** The whole path with a model that takes its time: nothing is lost and nothing doubled, on screen and in the bill. */

let browser: Browser;
let upstream: FakeLlmServer;
let database: TestDatabase;
/** What the model does with the next questions, in order. */
let answers: Iterable<UpstreamStep>[] = [];

beforeAll(async () => {
  [browser, database, upstream] = await Promise.all([
    launchBrowser(),
    testDatabase(),
    FakeLlmServer.answering(() => answers.shift() ?? [{ head: 599 }]),
  ]);
});
beforeEach(() => {
  answers = [];
  upstream.requests.length = 0;
});
afterAll(async () => {
  await browser.close();
  await upstream[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const HALF = 'The first half';
const WHOLE = 'The first half and the second.';

/** Says half, and the rest when it is let. */
function halves(): { release(): void } {
  let isReleased = false;
  function* steps(): Generator<UpstreamStep> {
    yield streamHead;
    yield deltaEvent({ content: HALF });
    while (!isReleased) yield { waitMs: 10 };
    yield deltaEvent({ content: ' and the second.' });
    yield deltaEvent({}, 'stop');
    yield dataEvent('[DONE]');
  }
  answers.push(steps());
  return {
    release() {
      isReleased = true;
    },
  };
}

function start(env: Record<string, string> = {}): Promise<Installation> {
  const model = { MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'fake' };
  return startInstallation({ ...model, ...env }, { database });
}

async function visit(url: string) {
  const observed = await newPage(browser, { reducedMotion: 'reduce' });
  await observed.page.goto(`${url}/demo/outdoor`);
  return Object.assign(observed, tabOn(observed.page));
}

function tabOn(page: Page) {
  const widget = widgetOn(page);
  return {
    ...widget,
    page,
    said: () => page.locator('.bubble, .answer .text').allInnerTexts(),
  };
}

async function askForHalf(tab: ReturnType<typeof tabOn>) {
  const answer = halves();
  await tab.open();
  await tab.ask('Tell me.');
  await tab.answer(HALF);
  return answer;
}

/** Status and text of the answers of the newest conversation. */
async function stored() {
  const rows = await database.sql<{ status: string; parts: { type: string; text?: string }[] }[]>`
    select turn.status, message.parts from turn join message on message.id = turn.answer_id
    where turn.conversation_id = (select id from conversation order by created_at desc limit 1)`;
  return rows.map(({ status, parts }) => ({
    status,
    text: parts.map((part) => part.text ?? '').join(''),
  }));
}

describe('with a server that stays', () => {
  let aisle: Installation;
  beforeAll(async () => {
    aisle = await start();
  });
  afterAll(() => aisle[Symbol.asyncDispose]());

  it('an answer goes on, on the next page, asked for once', async () => {
    await using tab = await visit(aisle.url);
    const answer = await askForHalf(tab);
    await tab.page.goto(`${aisle.url}/demo/outdoor/cart`);
    await tab.panel.waitFor();
    await tab.answer(HALF);
    answer.release();
    await tab.answer(WHOLE);
    expect(await tab.said()).toEqual(['Tell me.', WHOLE]);
    expect(upstream.requests).toHaveLength(1);
    await expect.poll(stored).toEqual([{ status: 'done', text: WHOLE }]);
    expect([...tab.console, ...tab.errors]).toEqual([]);
  });

  it('an answer is told in two tabs, and asked for once', async () => {
    await using tab = await visit(aisle.url);
    const page = await tab.page.context().newPage();
    await page.goto(`${aisle.url}/demo/outdoor`);
    const other = tabOn(page);
    await other.open();
    const answer = await askForHalf(tab);
    await other.answer(HALF);
    answer.release();
    await Promise.all([tab.answer(WHOLE), other.answer(WHOLE)]);
    expect(await other.said()).toEqual(await tab.said());
    expect(upstream.requests).toHaveLength(1);
  });

  it('a message that was typed without a network arrives once, when there is one', async () => {
    await using tab = await visit(aisle.url);
    await tab.open();
    await tab.page.context().setOffline(true);
    answers.push(saying('Here', ' I am.'));
    await tab.ask('Are you there?');
    await tab.panel.getByText('Your message is kept').waitFor();
    await tab.page.context().setOffline(false);
    await tab.answer('Here I am.');
    expect(await tab.said()).toEqual(['Are you there?', 'Here I am.']);
    expect(upstream.requests).toHaveLength(1);
  });
});

it('an answer that nobody comes back to is ended, and what was said is kept', async () => {
  await using aisle = await start({ LEAVE_GRACE_MS: '300' });
  await using tab = await visit(aisle.url);
  await askForHalf(tab);
  await tab.page.close();
  const request = await upstream.arrival(1);
  await request.closed;
  await expect.poll(stored).toEqual([{ status: 'stopped', text: HALF }]);
});

it('an answer is told whole, once, after the server was started again', async () => {
  const port = String(await freePort());
  const env = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` };
  await using before = await start(env);
  await using tab = await visit(before.url);
  await askForHalf(tab);
  const anew = halves();
  await before.aisle.stop({ drainMs: 0 });
  await tab.panel.getByText('Connection lost. Reconnecting…').waitFor();
  await using after = await start(env);
  await upstream.arrival(2);
  anew.release();
  await tab.answer(WHOLE);
  expect(after.url).toBe(before.url);
  expect(await tab.said()).toEqual(['Tell me.', WHOLE]);
  await expect.poll(stored).toEqual([{ status: 'done', text: WHOLE }]);
  await tab.panel.getByText('Connection lost').waitFor({ state: 'detached' });
});
