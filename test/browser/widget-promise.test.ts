import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { widgetIntegrity } from '../../server/http/widget-routes.ts';
import { refuse } from '../fakes/fake-aisle-server.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

/** What stands on pages since an earlier version keeps working: its tags are never edited, only added to. */
const TAGS = path.resolve(import.meta.dirname, '../fixtures/widget-tags');
const RELEASED = path.resolve(import.meta.dirname, '../../widget/released');

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
});
afterAll(() => shop.close());
afterEach(() => {
  shop.server.intercept = () => undefined;
});

/** As the shop's developer pasted it when that version was new. */
async function tagOf(file: string): Promise<string> {
  const version = file.split('-')[0] ?? '';
  const released = path.join(RELEASED, `widget-${version}.js`);
  const integrity = existsSync(released)
    ? `sha384-${createHash('sha384').update(readFileSync(released)).digest('base64')}`
    : ((await widgetIntegrity('dist/widget'))?.integrity ?? '');
  return readFileSync(path.join(TAGS, file), 'utf8')
    .replace('{origin}', shop.server.url)
    .replace('{store}', shop.server.store.key)
    .replace('{integrity}', integrity);
}

async function expectAnswer(visit: Visit): Promise<void> {
  await visit.launcher.waitFor();
  await visit.page.evaluate(() => window.Aisle?.open());
  await visit.panel.waitFor();
  await visit.ask('still there?');
  await visit.answer('You said: still there?');
  expect(visit.errors).toEqual([]);
  expect(visit.console).toEqual([]);
}

describe('the tag of an earlier version', () => {
  it.each(readdirSync(TAGS).filter((file) => file.endsWith('.html')))('works: %s', async (file) => {
    shop.page('/tag', { body: await tagOf(file) });
    await using visit = await shop.visit('/tag');
    await expectAnswer(visit);
  });

  it('still means what its attributes meant', async () => {
    shop.page('/attributes', { body: await tagOf('0.1.0-evergreen-attributes.html') });
    await using visit = await shop.visit('/attributes');
    await visit.page.getByRole('button', { name: 'Hỏi cửa hàng' }).click();
    await visit.panel.getByRole('button', { name: 'Gửi đi' }).waitFor();
    expect((await visit.panel.boundingBox())?.x).toBe(20);
  });
});

describe('a loader that a browser kept', () => {
  it.each(readdirSync(TAGS).filter((file) => file.startsWith('loader-')))(
    'gets on with today’s panel, though the one it asks for is gone: %s',
    async (file) => {
      const { key, name, locale, currency } = shop.server.store;
      const theme = { accent: '#1f6f54', position: 'right', scheme: 'auto' };
      const look = { greeting: '', starters: [], theme, launcher: 'Chat' };
      const store = { key, name, locale, currency, ...look, features: { photos: true } };
      const served = JSON.stringify({ panel: 'widget/panel-Gone-123.js', store });
      const loader = readFileSync(path.join(TAGS, file), 'utf8').replace('AISLE_SERVED', served);
      const headers = { 'content-type': 'text/javascript' };
      shop.server.intercept = ({ url }) =>
        url.includes('/widget.js') ? new Response(loader, { headers }) : undefined;
      await using visit = await shop.visit();
      await expectAnswer(visit);
      await visit.panel.getByRole('button', { name: 'Close chat' }).click();
      await visit.panel.waitFor({ state: 'hidden' });
      await visit.page.evaluate(() => window.Aisle?.destroy());
      expect(await visit.page.locator('aisle-widget').count()).toBe(0);
    },
  );
});

/** What `POST /v1/chat` took at 0.1.0; anything else was refused. */
const CHAT_FIELDS = ['id', 'message', 'trigger', 'messageId'];

describe('a server of an earlier version', () => {
  it('is enough for today’s widget', async () => {
    shop.server.intercept = async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/v1/store') {
        const { key, name, locale, currency, settings } = shop.server.store;
        const { greeting, starters } = settings;
        const theme = { accent: '#1f6f54', position: 'right', scheme: 'auto' };
        const look = { greeting, starters, theme, features: { photos: true } };
        return Response.json({ key, name, locale, currency, ...look });
      }
      if (pathname === '/v1/chat' && request.method === 'POST') {
        const fields = Object.keys(await request.clone().json());
        if (fields.some((field) => !CHAT_FIELDS.includes(field)))
          return refuse('invalid_request', 400);
      }
      return undefined;
    };
    shop.page('/pinned', { body: await tagOf('0.1.0-pinned.html') });
    await using visit = await shop.visit('/pinned');
    await expectAnswer(visit);
    expect(await visit.page.locator('aisle-widget').innerText()).not.toMatch(/undefined|NaN|null/);
    expect(await visit.launcher.getAttribute('aria-label')).toBe('Chat');
  });
});
