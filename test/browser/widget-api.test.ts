import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PINNED_LOADER } from '../../server/http/widget-assets.ts';
import { WidgetShop } from '../support/widget-shop.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
  shop.page('/queued', {
    head: `<script>(window.Aisle ||= []).push(['on', 'message', ({ role, text }) => {
      document.body.dataset[role] = text;
    }], ['send', 'hello'])</script>`,
  });
  shop.page('/early', {
    head: `${shop.tag.replace('async ', '')}<script>Aisle.open()</script>`,
    body: '',
  });
  const other = `${shop.server.url}/${PINNED_LOADER}`;
  const second = `<script src="${other}" data-store="another-shop"></script>`;
  shop.page('/two', { body: shop.tag.replace('async ', '') + second });
  shop.page('/words', { body: shop.tag.replace('async', 'async data-label-send="Off it goes"') });
});
afterAll(() => shop.close());

it('a double click on the launcher opens, too, however late the panel comes', async () => {
  const held = Promise.withResolvers<undefined>();
  shop.server.intercept = ({ url }) => (url.includes('/widget/panel') ? held.promise : undefined);
  await using visit = await shop.visit();
  await visit.launcher.dblclick();
  held.resolve(undefined);
  await visit.panel.waitFor();
  shop.server.intercept = () => undefined;
});

describe('the page', () => {
  it('may call before the script is there', async () => {
    await using visit = await shop.visit('/queued');
    await visit.answer(/./);
    await visit.page.locator('body[data-user="hello"][data-assistant]').waitFor();
    expect(visit.errors).toEqual([]);
  });

  it('has its <aisle-chat> whatever nonsense it called before the script was there', async () => {
    const queue = "<script>window.Aisle = [['shwo']]</script><main></main>";
    shop.page('/misspelt', { body: queue + shop.tag });
    await using visit = await shop.visit('/misspelt');
    await visit.launcher.waitFor({ state: 'attached' });
    expect(visit.console).toEqual([expect.stringContaining('warning: Aisle: TypeError')]);
    await visit.page.evaluate(() => document.body.prepend(document.createElement('aisle-chat')));
    await visit.page.locator('aisle-chat .panel').waitFor();
    expect(visit.errors).toEqual([]);
  });

  it('gets the focus back to the button of its own that opened the panel', async () => {
    const own = '<button id="ask" onclick="Aisle.open()">Ask us</button>';
    const head = '<style>aisle-widget::part(launcher) { display: none }</style>';
    shop.page('/own-button', { head, body: own + shop.tag });
    await using visit = await shop.visit('/own-button');
    await visit.launcher.waitFor({ state: 'attached' });
    await visit.page.locator('#ask').press('Enter');
    await visit.panel.waitFor();
    await visit.composer.press('Escape');
    await visit.panel.waitFor({ state: 'hidden' });
    expect(await visit.page.evaluate(() => document.activeElement?.id)).toBe('ask');
  });

  it('asks nothing with words that are only space', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(async () => {
      await window.Aisle?.send(' \n ');
      await window.Aisle?.send(' a tent? ');
    });
    await visit.answer('You said: a tent?');
    expect(await visit.answers.count()).toBe(1);
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

  it('takes off all its own listeners of an event, and none of the panel’s', async () => {
    await using visit = await shop.visit('/', PHONE);
    const { page } = visit;
    await page.evaluate(() => {
      window.Aisle?.on('open', () => document.body.append('heard'));
    });
    await visit.open();
    await page.evaluate(() => {
      for (const event of ['open', 'close', 'message'] as const) window.Aisle?.off(event);
      window.Aisle?.close();
    });
    await visit.panel.waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate(() => history.state)).toBeNull();
    await visit.open();
    // The panel’s own: the back button closes the sheet, and what is not seen is counted.
    await expect.poll(() => page.evaluate(() => history.state)).toEqual({ aisleSheet: true });
    await page.evaluate(() => {
      window.Aisle?.close();
      window.Aisle?.push(['on', 'open', () => {}]);
    });
    expect(await page.getByText('heard').count()).toBe(1);
  });

  it('may open the panel before the page has a body', async () => {
    await using visit = await shop.visit('/early');
    await visit.panel.waitFor();
    await visit.ask('hello');
    await visit.answer('You said: hello');
    expect(visit.errors).toEqual([]);
  });

  it('keeps the first of two stores that a page names', async () => {
    await using visit = await shop.visit('/two');
    await visit.open();
    await visit.panel.getByRole('heading', { name: 'Test Shop' }).waitFor();
    expect(await visit.page.locator('aisle-widget').count()).toBe(1);
    expect([visit.errors, visit.console]).toEqual([[], []]);
  });

  it('may write its document anew: a call, or the tag in it, brings the widget back', async () => {
    await using visit = await shop.visit();
    const { page } = visit;
    const rewrite = (text: string) =>
      page.evaluate((html) => {
        document.open();
        document.write(html);
        document.close();
      }, text);
    await visit.open();
    await visit.ask('hello');
    await visit.answer('You said: hello');
    await rewrite('<p>Written later</p>');
    expect(await visit.launcher.count()).toBe(0);
    await page.evaluate(() => window.Aisle?.open());
    await visit.answer('You said: hello');
    await rewrite(`<p>And later still</p>${shop.tag}`);
    // It was open, so it opens; its buttons work.
    await visit.answer('You said: hello');
    await visit.panel.getByRole('button', { name: 'Close chat' }).click();
    await visit.panel.waitFor({ state: 'hidden' });
    await visit.open();
    expect(await page.locator('aisle-widget').count()).toBe(1);
    expect(visit.errors).toEqual([]);
  });

  it('puts words of its own in the place of ours', async () => {
    await using visit = await shop.visit('/words');
    await visit.open();
    await visit.panel.getByRole('button', { name: 'Off it goes' }).waitFor();
  });
});
