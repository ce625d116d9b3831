import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../server/shop/store.ts';
import type { CardProduct } from '../../shared/card.ts';
import { StoreSettings } from '../../shared/store.ts';
import { aStore } from '../fixtures/store.ts';
import { aProduct, putProducts } from '../server/http/admin/admin-fixtures.ts';
import { newPage } from '../support/browser.ts';
import { createStore } from '../support/visitors.ts';
import { WidgetShop } from '../support/widget-shop.ts';
import { type AdminConsole, openAdminConsole, signInOn } from './admin-console.ts';

/** What is on a card: in the panel, and in the preview of it on the page of a product. */
const PARTS = {
  card: ['.card', '.shop-card'],
  picture: ['.picture', '.shop-card-picture'],
  text: ['.card-text', '.shop-card-text'],
  brand: ['.brand', '.shop-card-brand'],
  title: ['.title', '.shop-card-title'],
  price: ['.price', '.shop-card-price'],
  amount: ['.amount', '.shop-card-amount'],
  list: ['s', 's'],
  stock: ['.stock', '.shop-card-stock'],
  options: ['.options', '.shop-card-options'],
  view: ['.view', '.shop-card-view'],
} as const;

const LOOKS = [
  ...['color', 'background-color', 'border-top-color', 'border-top-width', 'border-radius'],
  ...['width', 'height', 'padding', 'row-gap', 'column-gap', 'text-decoration-line'],
  ...['font-size', 'font-weight', 'line-height', 'text-align', '-webkit-line-clamp'],
];

/** Too light for text on white, and corners that no card has by itself. */
const settings = StoreSettings.parse({ theme: { accent: '#d9b526', radius: 'small' } });

const price = (amount: number, currency: string) => ({ amount, currency });
const CARDS: { locale: string; scheme: 'light' | 'dark'; card: Omit<CardProduct, 'id'> }[] = [
  {
    locale: 'en-US',
    scheme: 'light',
    card: {
      handle: 'tent',
      title: 'A tent with a name so long that it would need three lines of the card',
      brand: 'Fern',
      url: 'https://shop.example/tent',
      price_range: { min: price(28_900, 'USD'), max: price(31_900, 'USD') },
      list_price_range: { min: price(34_900, 'USD'), max: price(34_900, 'USD') },
      availability: { available: true, status: 'in_stock' },
      options: [
        { name: 'Colour', count: 2 },
        { name: 'Size', count: 1 },
        { name: 'Season', count: 3 },
      ],
    },
  },
  {
    locale: 'vi-VN',
    scheme: 'dark',
    card: {
      handle: 'may-tinh',
      title: 'Máy tính',
      price_range: { min: price(25_990_000, 'VND'), max: price(25_990_000, 'VND') },
      availability: { available: false, status: 'discontinued' },
    },
  },
];

describe('the preview of a card', () => {
  let shop: WidgetShop;
  let console: AdminConsole;
  let stores: Store[];

  beforeAll(async () => {
    [shop, console] = await Promise.all([
      WidgetShop.open(aStore({ settings })),
      openAdminConsole(),
    ]);
    stores = await Promise.all(
      CARDS.map(({ locale, card }) =>
        createStore(console.database, {
          key: card.handle,
          locale,
          settings,
          currency: card.price_range.min.currency,
        }),
      ),
    );
  });
  afterAll(async () => {
    await shop?.close();
    await console?.[Symbol.asyncDispose]();
  });

  it.each(CARDS)('looks and reads as in the panel: $locale, $scheme', async (given) => {
    const { locale, scheme: colorScheme } = given;
    const card: CardProduct = { id: 'card', ...given.card };
    shop.server.answer = (turn) => {
      turn.show({ type: 'data-products', data: { products: [card] } });
      turn.finish();
    };
    shop.page('/card', { body: shop.tag.replace('<script', `<script data-locale="${locale}"`) });
    await using visit = await shop.visit('/card', { locale, colorScheme });
    await visit.open();
    await visit.ask('card');
    const inPanel = await seen(visit.page.locator('.card'), 0);

    const store = stores[CARDS.indexOf(given)]!;
    const { currency } = card.price_range.min;
    const product = aProduct({}, currency);
    await putProducts(console.database, store, [product]);
    await using observed = await newPage(shop.browser, { locale, colorScheme });
    await observed.page.route('**/products/preview?*', (route) =>
      route.fulfill({ json: { card, sentences: [], told: {} } }),
    );
    await observed.page.goto(`${console.url}/admin/stores/${store.key}/products/${product.id}`);
    await signInOn(observed.page);
    const previewed = await seen(observed.page.locator('.shop-card-small'), 1);
    expect(previewed).toEqual(inPanel);
  });
});

/** What every part of a card says and how it looks; null where there is none. */
async function seen(card: Locator, side: 0 | 1) {
  await card.waitFor();
  const selectors = Object.entries(PARTS).map(([part, both]) => [part, both[side]] as const);
  return card.evaluate(
    (element, { selectors, looks }) =>
      Object.fromEntries(
        selectors.map(([part, selector]) => {
          const found = part === 'card' ? element : element.querySelector<HTMLElement>(selector);
          if (!(found instanceof HTMLElement)) return [part, null];
          const style = getComputedStyle(found);
          const look = looks.map((name) => [name, style.getPropertyValue(name)]);
          const text = found.children.length === 0 ? found.textContent : '';
          return [part, { text, ...Object.fromEntries(look) }];
        }),
      ),
    { selectors, looks: LOOKS },
  );
}
