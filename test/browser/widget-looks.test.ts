import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreSettings } from '../../shared/store.ts';
import { aStore } from '../fixtures/store.ts';
import { WidgetShop } from '../support/widget-shop.ts';

describe('the look that a store chose', () => {
  let shop: WidgetShop;

  beforeAll(async () => {
    const theme = { radius: 'none', launcher_text: 'Ask "us"', launcher_image: '/face.png' };
    shop = await WidgetShop.open(aStore({ settings: StoreSettings.parse({ theme }) }));
    shop.page('/parts', {
      head: '<style>aisle-widget::part(launcher) { opacity: 0.9 } aisle-widget::part(header) { opacity: 0.8 }</style>',
    });
  });

  afterAll(() => shop.close());

  it('is the launcher’s text, name, picture and corners', async () => {
    await using visit = await shop.visit();
    await visit.page.getByRole('button', { name: 'Ask "us"' }).waitFor();
    const look = await visit.launcher.evaluate((launcher) => ({
      text: getComputedStyle(launcher, '::after').content,
      picture: getComputedStyle(launcher, '::before').backgroundImage,
      corner: getComputedStyle(launcher).borderRadius,
      width: launcher.getBoundingClientRect().width,
    }));
    expect(look).toMatchObject({
      text: '"Ask \\"us\\""',
      picture: `url("${shop.server.shopUrl}/face.png")`,
      corner: '0px',
    });
    expect(look.width).toBeGreaterThan(90);
    await visit.open();
    expect(await visit.panel.evaluate((panel) => getComputedStyle(panel).borderRadius)).toBe('0px');
  });

  it('is a round button without the text on a phone', async () => {
    await using visit = await shop.visit('/', { viewport: { width: 390, height: 844 } });
    await visit.launcher.waitFor();
    expect(await visit.launcher.boundingBox()).toMatchObject({ width: 56, height: 56 });
  });

  it('may be styled by the page in its named parts', async () => {
    await using visit = await shop.visit('/parts');
    await visit.open();
    await visit.ask('Hello');
    await visit.answer('You said: Hello');
    const opacity = (part: string) =>
      visit.page
        .locator(`[part=${part}]`)
        .first()
        .evaluate((node) => getComputedStyle(node).opacity);
    expect(await Promise.all(['launcher', 'header', 'composer'].map(opacity))).toEqual([
      '0.9',
      '0.8',
      '1',
    ]);
    expect(await visit.page.locator('[part=message]').count()).toBe(2);
  });
});

describe('any accent', () => {
  let shop: WidgetShop;

  beforeAll(async () => {
    shop = await WidgetShop.open();
    shop.server.answer = (turn) => {
      turn.say('See [our guide](https://shop.example/).');
      turn.finish();
    };
  });

  afterAll(() => shop.close());

  it.each(['light', 'dark'] as const)(
    'is readable as a background and as text, %s',
    async (colorScheme) => {
      await using visit = await shop.visit('/', { colorScheme });
      await visit.open();
      await visit.ask('Hello');
      await visit.answer('our guide');
      // Spread over hues, depths and brightness; the same each time.
      const accents = Array.from(
        { length: 20 },
        (_, index) =>
          `#${((index * 0x4f1bbd + 0x123457) % 0x1000000).toString(16).padStart(6, '0')}`,
      );
      const contrasts = await visit.panel.evaluate((panel, accents) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
        const context = canvas.getContext('2d', { willReadFrequently: true });
        if (!context) throw new Error('no canvas');
        const luminance = (colour: string) => {
          context.fillStyle = colour;
          context.fillRect(0, 0, 1, 1);
          const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map(
            (value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4),
          );
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const contrast = (one: string, other: string) => {
          const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
          return (light + 0.05) / (dark + 0.05);
        };
        const { host } = panel.getRootNode() as ShadowRoot;
        const bubble = panel.querySelector('.bubble')!;
        const link = panel.querySelector('.text a')!;
        return accents.map((accent) => {
          (host as HTMLElement).style.setProperty('--accent', accent, 'important');
          const { color, backgroundColor } = getComputedStyle(bubble);
          const ink = getComputedStyle(link).color;
          return {
            accent,
            bubble: contrast(color, backgroundColor),
            link: contrast(ink, getComputedStyle(panel).backgroundColor),
          };
        });
      }, accents);
      expect(new Set(contrasts.map(({ bubble }) => bubble.toFixed(2))).size).toBeGreaterThan(10);
      expect(contrasts.filter(({ bubble, link }) => bubble < 4.5 || link < 4.5)).toEqual([]);
    },
  );
});
