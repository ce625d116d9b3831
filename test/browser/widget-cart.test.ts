import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardProduct } from '../../shared/card.ts';
import { type FakeCart, fakeShopifyCart, fakeWooCommerceCart } from '../fakes/fake-shop-carts.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

let shop: WidgetShop;

const tent: CardProduct = {
  id: 'p1',
  handle: 'ridge-tent',
  title: 'Ridge Tent',
  url: 'http://localhost/tent',
  variant_id: 'v1',
  sku: 'TENT-2',
  price_range: { min: { amount: 28900, currency: 'USD' }, max: { amount: 28900, currency: 'USD' } },
  availability: { available: true, status: 'in_stock' },
};

beforeAll(async () => {
  shop = await WidgetShop.open();
  const tag = (attributes: string) => shop.tag.replace('async', `async ${attributes}`);
  shop.page('/shopify', { body: tag('data-cart="shopify"') });
  shop.page('/woo', {
    head: '<link rel="https://api.w.org/" href="/blog/wp-json/">',
    body: tag('data-cart="woocommerce"'),
  });
});
afterAll(() => shop.close());

async function showTent(visit: Visit, product: CardProduct = tent): Promise<void> {
  shop.server.answer = (turn) => {
    turn.emit({ type: 'data-products', id: 'cards', data: { products: [product] } });
    turn.finish();
  };
  await visit.open();
  await visit.ask('tents');
  await visit.panel.getByText('Ridge Tent').waitFor();
}

const addButton = ({ panel }: Visit) =>
  panel.getByRole('button', { name: 'Add Ridge Tent to cart' });

async function withCart(visit: Visit, cart: FakeCart): Promise<void> {
  await visit.page.route(
    ({ hostname }) => hostname === 'localhost',
    async (route) => {
      const request = route.request();
      const { pathname, search } = new URL(request.url());
      const answer = cart.answer({
        method: request.method(),
        path: pathname + search,
        headers: request.headers(),
        body: request.postDataJSON() ?? {},
      });
      if (!answer) return route.fallback();
      const { status = 200, headers = {}, json } = answer;
      return route.fulfill({ status, headers, json });
    },
  );
}

describe('a product card', () => {
  it('leads to the product where nobody takes it into a cart', async () => {
    await using visit = await shop.visit();
    await showTent(visit);
    await visit.panel.getByRole('link', { name: 'View Ridge Tent' }).waitFor();
    expect(await addButton(visit).count()).toBe(0);
  });

  it('is opened by the page when it wants to', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => {
      window.Aisle?.on('product:click', ({ handle }) => {
        document.title = handle;
        return false;
      });
    });
    await showTent(visit);
    await visit.panel.getByRole('link', { name: 'View Ridge Tent' }).click();
    expect(await visit.page.title()).toBe('ridge-tent');
    expect(new URL(visit.page.url()).pathname).toBe('/');
  });

  it('is left to the browser where the shopper wants another tab', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => {
      window.Aisle?.on('product:click', () => false);
      document.addEventListener('click', (event) => {
        document.title = `${event.ctrlKey} ${event.defaultPrevented}`;
        event.preventDefault();
      });
    });
    await showTent(visit);
    const view = visit.panel.getByRole('link', { name: 'View Ridge Tent' });
    await view.click();
    expect(await visit.page.title()).toBe('false true');
    await view.click({ modifiers: ['Control'] });
    expect(await visit.page.title()).toBe('true false');
  });

  it('is put into the cart by the page, which may take it out again', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => {
      window.Aisle?.on('cart:add', async ({ product, variantId }) => {
        document.title = `${product.handle} ${variantId}`;
        const undo = () => {
          document.title = 'empty';
        };
        return { message: 'It is yours.', undo };
      });
    });
    await showTent(visit);
    await addButton(visit).click();
    await visit.panel.getByText('It is yours.').waitFor();
    expect(await visit.page.title()).toBe('ridge-tent v1');
    await visit.panel.getByRole('button', { name: 'Undo' }).click();
    await addButton(visit).waitFor();
    expect(await visit.page.title()).toBe('empty');
  });

  it('says when the page could not, in words that say nothing of the page', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => {
      window.Aisle?.on('cart:add', () => {
        throw new Error('TypeError in cart.js line 7');
      });
    });
    await showTent(visit);
    await addButton(visit).click();
    const alert = visit.panel.getByRole('alert');
    expect(await alert.textContent()).toBe('Could not be added to the cart.');
    expect(visit.errors).toEqual([]);
  });

  it.each([
    ['its cart’s own answer', { kind: 'busy', items: [] }],
    ['words that are none', { message: { text: 'Yours' }, undo: 'yes' }],
  ])('is in the cart when the page returns %s', async (_, answer) => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate((answer) => {
      window.Aisle?.on('cart:add', () => answer);
    }, answer);
    await showTent(visit);
    await addButton(visit).click();
    const status = visit.panel.locator('.in-cart');
    expect((await status.textContent())?.trim()).toBe('Added to cart');
  });

  it('is not in the cart when the page returns false', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => {
      window.Aisle?.on('cart:add', async () => false);
    });
    await showTent(visit);
    await addButton(visit).click();
    await visit.panel.getByRole('alert').waitFor();
  });

  it('stays in the cart when the page could not take it out again', async () => {
    await using visit = await shop.visit();
    await visit.launcher.waitFor();
    await visit.page.evaluate(() => {
      class Line {
        calls = 0;
        undo() {
          this.calls += 1;
          if (this.calls === 1) throw new Error('offline');
        }
      }
      window.Aisle?.on('cart:add', () => new Line());
    });
    await showTent(visit);
    await addButton(visit).click();
    const undo = visit.panel.getByRole('button', { name: 'Undo' });
    await undo.click();
    await expect.poll(() => visit.console.length).toBe(1);
    await visit.panel.getByText('Added to cart').waitFor();
    await undo.click();
    await addButton(visit).waitFor();
  });

  it('is given back after half a minute without a word, which may still come', async () => {
    await using visit = await shop.visit();
    const { page } = visit;
    await page.clock.install();
    await visit.launcher.waitFor();
    await page.evaluate(() => {
      const late = new Promise((resolve) => {
        document.body.onclick = () => resolve({ message: 'At last.' });
      });
      window.Aisle?.on('cart:add', () => late);
    });
    await showTent(visit);
    await addButton(visit).click();
    await visit.panel.getByText('Adding…').waitFor();
    await page.clock.fastForward(31_000);
    await visit.panel.getByRole('alert').waitFor();
    expect(await addButton(visit).isEnabled()).toBe(true);
    await page.evaluate(() => document.body.click());
    await visit.panel.getByText('At last.').waitFor();
  });

  it('that is sold out is not offered', async () => {
    await using visit = await shop.visit('/shopify');
    await showTent(visit, { ...tent, availability: { available: false, status: 'out_of_stock' } });
    await visit.panel.getByText('Out of stock').waitFor();
    expect(await addButton(visit).count()).toBe(0);
  });
});

describe('the cart of a Shopify storefront', () => {
  it('takes the variant with the SKU, and gives it back', async () => {
    const cart = fakeShopifyCart('ridge-tent');
    cart.quantities.set(101, 2);
    await using visit = await shop.visit('/shopify');
    await withCart(visit, cart);
    await visit.page.evaluate(() => {
      document.title = '';
      window.Aisle?.on('cart:change', ({ sku }) => {
        document.title += ` ${sku}`;
      });
    });
    await showTent(visit);
    await addButton(visit).click();
    await visit.panel.getByText('Added to cart').waitFor();
    expect(cart.quantities.get(101)).toBe(3);
    expect(await visit.page.title()).toBe('TENT-2');
    await visit.panel.getByRole('button', { name: 'Undo' }).click();
    await addButton(visit).waitFor();
    expect(cart.quantities.get(101)).toBe(2);
    expect(await visit.page.title()).toBe('TENT-2 TENT-2');
  });

  it('says itself why it did not', async () => {
    await using visit = await shop.visit('/shopify');
    await withCart(visit, fakeShopifyCart('ridge-tent'));
    await showTent(visit, { ...tent, sku: 'TENT-3' });
    await addButton(visit).click();
    await visit.panel.getByText('The tent is sold out.').waitFor();
  });
});

describe('the cart of a WooCommerce storefront', () => {
  it('takes the product with the SKU, and gives it back', async () => {
    const cart = fakeWooCommerceCart('TENT-2');
    await using visit = await shop.visit('/woo');
    await withCart(visit, cart);
    await showTent(visit);
    await addButton(visit).click();
    await visit.panel.getByText('Added to cart').waitFor();
    expect(cart.quantities.get(38)).toBe(1);
    await visit.panel.getByRole('button', { name: 'Undo' }).click();
    await addButton(visit).waitFor();
    expect(cart.quantities.size).toBe(0);
  });

  it.each([
    [
      'You cannot add &quot;Tent&quot; &#8211; <b>sold out</b>.',
      'You cannot add "Tent" – sold out.',
    ],
    [{ params: ['id'] }, 'Could not be added to the cart.'],
  ])('says itself why it did not: %j', async (message, shown) => {
    await using visit = await shop.visit('/woo');
    await withCart(visit, fakeWooCommerceCart('TENT-2'));
    await visit.page.route('**/cart/add-item', (route) =>
      route.fulfill({ status: 400, json: { code: 'woocommerce_rest_error', message } }),
    );
    await showTent(visit);
    await addButton(visit).click();
    await expect.poll(() => visit.panel.getByRole('alert').textContent()).toBe(shown);
  });
});
