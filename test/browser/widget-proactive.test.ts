import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PINNED_LOADER } from '../../server/http/widget-assets.ts';
import { StoreSettings } from '../../shared/store.ts';
import { aStore } from '../fixtures/store.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

const OFFER = 'Can I help you choose?';
const ABOUT_CART = 'Shall I look up when it could be with you?';
/** What a browser keeps once somebody has closed it: for ever. */
const NEVER = 8.64e15;

const proactive = {
  enabled: true,
  days: 7,
  rules: [
    {
      trigger: { on: 'scroll', percent: 60 },
      cart: 'filled',
      pages: ['/cart'],
      texts: [{ locale: 'en', text: ABOUT_CART }],
    },
    {
      trigger: { on: 'exit' },
      cart: 'any',
      pages: [],
      texts: [
        { locale: 'en', text: OFFER },
        { locale: 'ar', text: 'هل أساعدك في الاختيار؟' },
      ],
    },
  ],
};

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open(aStore({ settings: StoreSettings.parse({ proactive }) }));
  const on = shop.tag.replace('async', 'async data-proactive="on"');
  const heard = `<script>window.heard = [];
    for (const name of ['show', 'open', 'dismiss']) (window.Aisle ||= []).push(
      ['on', 'proactive:' + name, (detail) => heard.push([name, detail])]);
    (window.Aisle ||= []).push(['on', 'open', () => heard.push(['panel'])]);</script>`;
  shop.page('/on', { head: heard, body: on });
  shop.page('/cart', { body: on });
  shop.page('/rtl', {
    head: '<style nonce="n">*{all:revert!important;font:40px serif!important;position:static!important;color:red!important}</style>',
    body: on.replace('async', 'async data-locale="ar"'),
    headers: {
      'content-security-policy': `default-src 'none'; script-src ${shop.server.url}; connect-src ${shop.server.url}; style-src 'nonce-n'; require-trusted-types-for 'script'; trusted-types 'none'`,
    },
  });
  shop.page('/pinned', {
    body: `<script>(window.Aisle ||= []).push(['consent', true])</script>
      <script async data-store="${shop.server.store.key}" src="${shop.server.url}/${PINNED_LOADER}"></script>`,
  });
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.server.requests.length = 0;
  shop.server.intercept = () => undefined;
});

const message = ({ page }: Visit) => page.locator('.voice .line');
const stored = ({ page }: Visit) => page.evaluate(() => JSON.stringify({ ...localStorage }));
const requests = () => shop.server.requests.filter((request) => !request.includes('favicon'));
/** The file of rules is one of the store's own, so that it has come tells that the watch is there. */
const isWatching = ({ page }: Visit) =>
  page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/v1/store')),
  );
const heardOn = ({ page }: Visit) =>
  page.evaluate(() => (window as unknown as { heard: [name: string, detail?: unknown][] }).heard);
const leaveByTop = async ({ page }: Visit) => {
  await page.mouse.move(100, 20);
  await page.mouse.move(100, -5);
};
const offer = async (visit: Visit) => {
  await isWatching(visit);
  // Until what was fetched has been read.
  await expect
    .poll(async () => {
      await leaveByTop(visit);
      return message(visit).count();
    })
    .toBe(1);
};

describe('a proactive message', () => {
  it('is neither loaded, shown nor kept before the page has said that it may', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => window.Aisle?.consent(false));
    await leaveByTop(visit);
    expect(requests()).toEqual(['GET /', 'GET /widget.js']);
    expect(await stored(visit)).toBe('{}');
    expect(await visit.page.context().cookies()).toEqual([]);
    await visit.page.evaluate(() => window.Aisle?.consent(true));
    await offer(visit);
    await visit.page.evaluate(() => window.Aisle?.consent(false));
    expect(await message(visit).count()).toBe(0);
    expect(await stored(visit)).toBe('{}');
    expect([visit.errors, visit.console]).toEqual([[], []]);
  });

  it('opens the panel as what the assistant said, and stays above what comes of it', async () => {
    await using visit = await shop.visit('/on');
    const asked: unknown[] = [];
    shop.server.intercept = async (request) => {
      if (request.method === 'POST' && new URL(request.url).pathname === '/v1/chat')
        asked.push(await request.clone().json());
      return undefined;
    };
    await offer(visit);
    expect(await visit.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await message(visit).getByRole('button', { name: OFFER }).click();
    await visit.panel.getByText(OFFER).waitFor();
    expect(await message(visit).count()).toBe(0);
    await visit.ask('Yes, please');
    await visit.answer('You said: Yes, please');
    await visit.log.getByText(OFFER).waitFor();
    expect(await visit.log.locator('.answer, .question').allInnerTexts()).toMatchObject([
      OFFER,
      expect.stringContaining('Yes, please'),
      expect.stringContaining('You said: Yes, please'),
    ]);
    const parts = [{ type: 'text', text: 'Yes, please' }];
    expect(asked).toMatchObject([{ message: { parts }, context: { said: OFFER } }]);
    const detail = { rule: 1, text: OFFER };
    expect(await heardOn(visit)).toEqual([['show', detail], ['open', detail], ['panel']]);
    await visit.page.reload();
    await visit.log.getByText(OFFER).waitFor();
    await visit.panel.getByRole('button', { name: 'New conversation' }).click();
    await visit.log.getByText(OFFER).waitFor({ state: 'hidden' });
    expect(visit.errors).toEqual([]);
  });

  it('comes once in its days, in all tabs, and never again when it was closed', async () => {
    await using visit = await shop.visit('/on');
    const other = { ...visit, page: await visit.page.context().newPage() };
    await other.page.goto(`${shop.server.shopUrl}/on`);
    await isWatching(other);
    await offer(visit);
    const speech = () =>
      other.page.evaluate(() =>
        performance.getEntriesByType('resource').find(({ name }) => name.includes('panel-speak')),
      );
    await expect.poll(() => leaveByTop(other).then(speech)).toBeTruthy();
    // Whoever waited for the same file before has done what it was for.
    await other.page.evaluate(`import('${(await speech())?.name}').then(() => {})`);
    expect(await heardOn(other)).toEqual([]);
    const { quietUntil } = JSON.parse(JSON.parse(await stored(visit))['aisle:test-shop']);
    expect(Math.round((quietUntil - Date.now()) / 86_400_000)).toBe(7);
    shop.server.requests.length = 0;
    for (const page of [other.page, visit.page]) {
      await page.goto(`${shop.server.shopUrl}/on`);
      await page.waitForFunction(() => 'consent' in (window.Aisle ?? {}));
    }
    await leaveByTop(visit);
    expect(requests().filter((request) => request.includes('/v1/'))).toEqual([]);
    // A month later.
    await visit.page.evaluate(() => localStorage.clear());
    await visit.page.reload();
    await offer(visit);
    await visit.page.keyboard.press('Tab');
    await message(visit).getByRole('button', { name: 'Close' }).focus();
    await visit.page.keyboard.press('Enter');
    await message(visit).waitFor({ state: 'detached' });
    expect(await visit.launcher.evaluate((launcher) => launcher.matches(':focus'))).toBe(true);
    expect(await stored(visit)).toContain(String(NEVER));
    expect((await heardOn(visit)).map(([name]) => name)).toEqual(['show', 'dismiss']);
  });

  it('waits for what the page tells of the cart, and for the reader to get there', async () => {
    await using visit = await shop.visit('/cart', { viewport: { width: 400, height: 400 } });
    await isWatching(visit);
    await visit.page.evaluate(() => {
      window.Aisle?.setContext({ cart: [{ productId: 'tent', quantity: 1 }] });
    });
    await visit.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await visit.page.getByText(ABOUT_CART).waitFor();
    // The page becomes another one under it.
    await visit.page.evaluate(() => history.pushState({}, '', '/thanks'));
    await message(visit).waitFor({ state: 'detached' });
  });

  it('is calm on a small, hostile page that runs from right to left, and shifts nothing', async () => {
    await using visit = await shop.visit('/rtl', {
      viewport: { width: 320, height: 568 },
      colorScheme: 'dark',
    });
    await offer(visit);
    const line = message(visit);
    const box = await line.boundingBox();
    const launcher = await visit.launcher.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(20);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(300);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(launcher?.y ?? 0);
    const looks = await line.evaluate((element) => {
      const { direction, fontSize, color } = getComputedStyle(element);
      return { direction, fontSize, color };
    });
    expect(looks).toEqual({ direction: 'rtl', fontSize: '15px', color: 'rgb(236, 238, 242)' });
    await line.getByRole('button', { name: 'إغلاق' }).waitFor();
    expect(await accessibilityFaults(visit.page)).toEqual([]);
    expect([visit.errors, visit.violations]).toEqual([[], []]);
    const shift = await visit.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const sum = (list: PerformanceEntryList) =>
            list.reduce((all, entry) => all + (entry as unknown as { value: number }).value, 0);
          new PerformanceObserver((list) => resolve(sum(list.getEntries()))).observe({
            type: 'layout-shift',
            buffered: true,
          });
          requestAnimationFrame(() => setTimeout(() => resolve(0)));
        }),
    );
    expect(shift).toBe(0);
    await line.getByRole('button', { name: 'إغلاق' }).click();
    expect(await line.count()).toBe(0);
    expect(requests().filter((request) => /panel-[\w-]{8}\.js/.test(request))).toEqual([]);
  });

  it('comes with the versioned file as well, and where the browser keeps nothing', async () => {
    await using visit = await shop.visit('/pinned');
    await visit.page.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new Error('blocked');
        },
      }),
    );
    await visit.page.reload();
    await offer(visit);
    await message(visit).getByRole('button', { name: OFFER }).click();
    await visit.panel.getByText(OFFER).waitFor();
    expect(visit.errors).toEqual([]);
  });

  it('stays away where the server is out of order, and the page is none the worse', async () => {
    shop.server.intercept = ({ url }) =>
      url.includes('/v1/store') ? new Response('', { status: 503 }) : undefined;
    await using visit = await shop.visit('/on');
    await expect.poll(() => visit.console.join()).toContain('Aisle: Error: 503');
    await leaveByTop(visit);
    expect(await message(visit).count()).toBe(0);
    await visit.page.evaluate(() => window.Aisle?.destroy());
    expect(visit.errors).toEqual([]);
  });
});
