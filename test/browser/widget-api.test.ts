import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WidgetShop } from '../support/widget-shop.ts';

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
  shop.page('/queued', {
    head: `<script>(window.Aisle ||= []).push(['on', 'message', ({ role, text }) => {
      document.body.dataset[role] = text;
    }], ['send', 'hello'])</script>`,
  });
  shop.page('/words', { body: shop.tag.replace('async', 'async data-label-send="Off it goes"') });
});
afterAll(() => shop.close());

describe('the page', () => {
  it('may call before the script is there', async () => {
    await using visit = await shop.visit('/queued');
    await visit.answer(/./);
    await visit.page.locator('body[data-user="hello"][data-assistant]').waitFor();
    expect(visit.errors).toEqual([]);
  });

  it('opens and closes the panel with one call', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => window.Aisle?.toggle());
    await visit.panel.waitFor();
    await visit.page.evaluate(() => window.Aisle?.toggle());
    await visit.panel.waitFor({ state: 'hidden' });
  });

  it('chooses the language, also of a panel that is open, from right to left as well', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => window.Aisle?.setLocale('de-AT'));
    await visit.open();
    await visit.panel.getByRole('button', { name: 'Senden' }).waitFor();
    await visit.page.evaluate(() => window.Aisle?.setLocale('ar'));
    await visit.panel.getByRole('button', { name: 'إرسال' }).waitFor();
    expect(await visit.panel.getAttribute('dir')).toBe('rtl');
    expect(visit.errors).toEqual([]);
  });

  it('gets by in English when the file of a language does not come', async () => {
    await using visit = await shop.visit();
    await visit.page.route('**/panel-ko-*.js', (route) => route.abort());
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => window.Aisle?.setLocale('ko'));
    await visit.open();
    await visit.panel.getByRole('button', { name: 'Send' }).waitFor();
  });

  it('puts words of its own in the place of ours', async () => {
    await using visit = await shop.visit('/words');
    await visit.open();
    await visit.panel.getByRole('button', { name: 'Off it goes' }).waitFor();
  });
});
