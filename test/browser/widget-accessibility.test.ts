import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreSettings } from '../../shared/store.ts';
import type { FakeTurn } from '../fakes/fake-turn.ts';
import { aStore } from '../fixtures/store.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

const price = (amount: number) => ({ amount, currency: 'USD' });
const products = [1, 2, 3].map((id) => ({
  id: `p${id}`,
  handle: `p${id}`,
  title: `Tent ${id} with a rather long name that needs two lines`,
  brand: 'Fern',
  url: 'http://localhost/tent',
  price_range: { min: price(28900), max: price(31900) },
  list_price_range: { min: price(34900), max: price(34900) },
  availability: { available: id !== 2 },
  options: [{ name: 'Colour', count: 2 }],
}));

function answerWithEverything(turn: FakeTurn): void {
  turn.say(
    'Some **bold** [link](https://shop.example/) `code`\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  );
  turn.show({ type: 'data-products', data: { products } });
  turn.show({
    type: 'data-quote',
    data: {
      ...{ basis: 'stated_price', currency: 'USD', subtotal: 100, discount: 10, total: 90 },
      line_items: [
        { title: 'Tent', quantity: 2, unit_price: 50, subtotal: 100, discount: 10, total: 90 },
      ],
      discounts: {
        codes: ['A'],
        applied: [{ code: 'A', title: 'A', amount: 10, method: 'across', allocations: [] }],
      },
      messages: [
        { type: 'warning', code: 'discount_code_expired', path: '$', content: 'B has expired.' },
      ],
    },
  });
  turn.show({
    type: 'data-notice',
    data: { code: 'model_timeout', text: 'It took too long.', retryable: true },
  });
  turn.finish();
}

async function violations(visit: Visit): Promise<string[]> {
  await visit.page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  );
  await visit.page.addScriptTag({ path: AXE });
  const { violations: found } = await visit.page.evaluate(async (): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
  );
}

/**
 * Text whose contrast with the background behind it is under 4.5:1, worked out from what the browser really
 * paints (axe says "cannot tell" of colours made with lch()).
 */
function faintTexts({ panel }: Visit): Promise<string[]> {
  return panel.evaluate((root) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    const painted = (colour: string) => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      return context.getImageData(0, 0, 1, 1).data;
    };
    const luminance = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = [...painted(colour)].map((value) =>
        value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const background = (element: Element): string => {
      const { backgroundColor } = getComputedStyle(element);
      const isOpaque = painted(backgroundColor)[3] === 255;
      return isOpaque || !element.parentElement
        ? backgroundColor
        : background(element.parentElement);
    };
    const hasText = (element: Element) =>
      [...element.childNodes].some(
        ({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim(),
      );
    return [...root.querySelectorAll('*')].filter(hasText).flatMap((element) => {
      const one = luminance(getComputedStyle(element).color);
      const other = luminance(background(element));
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      return ratio < 4.5 ? [`${element.className} ${element.textContent} ${ratio.toFixed(2)}`] : [];
    });
  });
}

describe.each(['#1f6f54', '#f5c518', '#e63946', '#0a0a0a', '#ffffff', '#2563eb'])(
  'with the accent %s',
  (accent) => {
    let shop: WidgetShop;

    beforeAll(async () => {
      const settings = StoreSettings.parse({ theme: { accent }, starters: ['Show me tents'] });
      shop = await WidgetShop.open(aStore({ settings }));
      shop.server.answer = answerWithEverything;
    });

    afterAll(() => shop.close());

    it.each(['light', 'dark'] as const)(
      'breaks no rule of axe and has no faint text, %s',
      async (colorScheme) => {
        const options = { viewport: DESKTOP, colorScheme };
        await using visit = await shop.visit('/', options);
        await visit.open();
        expect(await violations(visit)).toEqual([]);
        expect(await faintTexts(visit)).toEqual([]);
        await visit.ask('everything');
        await visit.panel.getByText('It took too long.').waitFor();
        expect(await violations(visit)).toEqual([]);
        expect(await faintTexts(visit)).toEqual([]);
      },
    );
  },
);

describe('for everyone', () => {
  let shop: WidgetShop;

  beforeAll(async () => {
    shop = await WidgetShop.open(aStore({ locale: 'vi' }));
    shop.server.answer = answerWithEverything;
  });

  afterAll(() => shop.close());

  it('speaks the page’s language and says so', async () => {
    await using visit = await shop.visit();
    await visit.page.getByRole('button', { name: 'Trò chuyện' }).click();
    await visit.panel.getByText('Xin chào! Bạn đang tìm gì?').waitFor();
    expect(await visit.panel.getAttribute('lang')).toBe('vi');
    // The server's own sentences are in it too.
    const asked = visit.page.waitForRequest(/\/v1\/chat\?locale=vi$/);
    await visit.ask('everything');
    await asked;
  });

  it('opens with the cursor in the composer and gives the focus back when it closes', async () => {
    await using visit = await shop.visit();
    await visit.launcher.focus();
    await visit.page.keyboard.press('Enter');
    await visit.panel.waitFor();
    const focused = () =>
      visit.page.evaluate(
        () => document.querySelector('aisle-widget')?.shadowRoot?.activeElement?.className,
      );
    expect(await focused()).toBe('field');
    await visit.page.keyboard.press('Escape');
    await visit.panel.waitFor({ state: 'hidden' });
    expect(await focused()).toContain('launcher');
    expect(await visit.launcher.getAttribute('aria-expanded')).toBe('false');
  });

  it('moves for nobody who asked for less of it', async () => {
    const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
      await using visit = await shop.visit('/', { reducedMotion });
      await visit.open();
      await visit.ask('everything');
      await visit.panel.getByText('It took too long.').waitFor();
      return await visit.panel.evaluate((panel) =>
        [panel, ...panel.querySelectorAll('*')].flatMap((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          const isStill = /^(0s(, )?)+$/.test(transitionDuration) && animationName === 'none';
          return isStill && scrollBehavior === 'auto' ? [] : [element.className];
        }),
      );
    };
    expect(await moving('reduce')).toEqual([]);
    expect(await moving('no-preference')).toContain('panel side');
  });

  it('keeps the focus when the button that was pressed goes away', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('everything');
    await visit.panel.getByRole('button', { name: 'Thử lại' }).press('Enter');
    await visit.panel.getByRole('button', { name: 'Thử lại' }).waitFor();
    await visit.panel.getByRole('button', { name: 'Cuộc trò chuyện mới' }).press('Enter');
    await visit.panel.getByText('Xin chào! Bạn đang tìm gì?').waitFor();
    await visit.page.keyboard.press('Escape');
    await visit.panel.waitFor({ state: 'hidden' });
  });

  it('is a sheet over the whole screen on a phone, and keeps the focus inside', async () => {
    await using visit = await shop.visit('/', { viewport: PHONE });
    await visit.open();
    expect(await visit.panel.boundingBox()).toEqual({ x: 0, y: 0, ...PHONE });
    const onItsSide = { width: PHONE.height, height: PHONE.width };
    await visit.page.setViewportSize(onItsSide);
    await expect.poll(() => visit.panel.boundingBox()).toEqual({ x: 0, y: 0, ...onItsSide });
    await visit.page.setViewportSize(PHONE);
    expect(await visit.panel.getAttribute('aria-modal')).toBe('true');
    await visit.ask('everything');
    await visit.panel.getByText('It took too long.').waitFor();
    for (let step = 0; step < 30; step += 1) {
      await visit.page.keyboard.press('Tab');
      expect(await visit.page.evaluate(() => document.activeElement?.tagName)).toBe('AISLE-WIDGET');
    }
    expect(await violations(visit)).toEqual([]);
  });

  it('fits 320 pixels without scrolling sideways', async () => {
    await using visit = await shop.visit('/', { viewport: { width: 320, height: 568 } });
    await visit.open();
    await visit.ask('everything');
    await visit.panel.getByText('It took too long.').waitFor();
    const overflow = await visit.log.evaluate((list) => list.scrollWidth - list.clientWidth);
    expect(overflow).toBe(0);
    expect((await visit.composer.boundingBox())?.width).toBeGreaterThan(150);
  });

  it('tells each finished answer once, and none of its pieces', async () => {
    await using visit = await shop.visit();
    const { page } = visit;
    await visit.open();
    const voice = page.locator('.panel > [role=status]');
    await voice.waitFor({ state: 'attached' });
    await voice.evaluate((element) => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const listen = () => element.textContent && heard.push(element.textContent);
      new MutationObserver(listen).observe(element, {
        ...{ characterData: true, childList: true, subtree: true },
      });
    });
    const answer = shop.server.answer;
    shop.server.answer = (turn) => {
      turn.emit({ type: 'text-start', id: 'a' });
      turn.emit({ type: 'text-delta', id: 'a', delta: 'Two **tents** ' });
    };
    await visit.ask('tents');
    await visit.answer('Two tents');
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(await heard()).toEqual([]);
    shop.server.lastTurn.emit({ type: 'text-delta', id: 'a', delta: 'fit.' });
    shop.server.lastTurn.emit({ type: 'text-end', id: 'a' });
    shop.server.lastTurn.finish();
    shop.server.answer = answer;
    await expect.poll(heard).toEqual(['Two tents fit.']);
    const console = await page.context().newCDPSession(page);
    const { nodes } = await console.send('Accessibility.getFullAXTree');
    const liveness = nodes
      .filter(({ role }) => role?.value === 'log' || role?.value === 'status')
      .map(({ role, properties = [] }) => [
        role?.value,
        properties.find(({ name }) => name === 'live')?.value.value ?? 'off',
      ]);
    expect(liveness).toEqual([
      ['status', 'polite'],
      ['log', 'off'],
    ]);
    expect(await heard()).toEqual(['Two tents fit.']);
  });

  it('lets arrow keys go from card to card, in the direction of the language', async () => {
    for (const [locale, forward, back] of [
      ['en', 'ArrowRight', 'ArrowLeft'],
      ['ar', 'ArrowLeft', 'ArrowRight'],
    ] as const) {
      await using visit = await shop.visit();
      const { page } = visit;
      await visit.launcher.waitFor();
      await page.evaluate((chosen) => window.Aisle?.setLocale(chosen), locale);
      await visit.open();
      await visit.ask('everything');
      const links = page.locator('.card .view');
      await links.first().focus();
      const focused = () =>
        links.evaluateAll((all) =>
          all.indexOf((all[0]!.getRootNode() as ShadowRoot).activeElement as HTMLElement),
        );
      const step = async () => {
        await page.keyboard.press(forward);
        return focused();
      };
      await expect.poll(step).toBe(2);
      const isInSight = await links.nth(2).evaluate((link) => {
        const card = link.closest('.card')!.getBoundingClientRect();
        const row = link.closest('.cards')!.getBoundingClientRect();
        return card.left >= row.left - 1 && card.right <= row.right + 1;
      });
      expect(isInSight).toBe(true);
      await page.keyboard.press(back);
      expect(await focused()).toBe(1);
      await page.keyboard.press('Home');
      expect(await focused()).toBe(0);
    }
  });

  it('gives every control 24 pixels or more', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('everything');
    await visit.panel.getByText('It took too long.').waitFor();
    const small = await visit.panel.evaluate((panel) =>
      [...panel.querySelectorAll('button,textarea,.view')].flatMap((control) => {
        const { width, height } = control.getBoundingClientRect();
        // The link's target is the whole card; what is not drawn has no size.
        const isFine = control.matches('.view') || width === 0 || (width >= 24 && height >= 24);
        return isFine ? [] : [`${control.className} ${width} × ${height}`];
      }),
    );
    expect(small).toEqual([]);
  });

  it('can be seen where the system chooses the colours', async () => {
    await using visit = await shop.visit('/', { forcedColors: 'active' });
    await visit.launcher.waitFor();
    const border = await visit.launcher
      .locator('i')
      .evaluate((icon) => [
        getComputedStyle(icon).borderTopColor,
        getComputedStyle(icon.parentElement!).backgroundColor,
      ]);
    expect(border[0]).not.toBe(border[1]);
    await visit.open();
    expect(await violations(visit)).toEqual([]);
  });
});
