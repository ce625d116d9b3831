import { afterAll, beforeAll, expect, it } from 'vitest';
import { StoreSettings } from '../../shared/store.ts';
import type { FakeTurn } from '../fakes/fake-turn.ts';
import { aStore } from '../fixtures/store.ts';
import { type Visit, WidgetShop } from '../support/widget-shop.ts';

/** The panel as it is read out and gone through by keyboard: names, roles and order. */
let shop: WidgetShop;

beforeAll(async () => {
  const settings = StoreSettings.parse({ greeting: 'Welcome!', starters: ['Show me tents'] });
  shop = await WidgetShop.open(aStore({ name: 'Fernwood', settings }));
  shop.server.answer = answer;
});
afterAll(() => shop.close());

const price = (amount: number) => ({ amount, currency: 'USD' });

function answer(turn: FakeTurn): void {
  turn.say('These are **light**:\n\n- one\n- two');
  turn.show({
    type: 'data-products',
    data: {
      products: [
        {
          ...{ id: 'p1', handle: 'p1', title: 'Ridge Tent', url: 'http://localhost/tent' },
          price_range: { min: price(28_900), max: price(28_900) },
          list_price_range: { min: price(34_900), max: price(34_900) },
          availability: { available: true },
        },
      ],
    },
  });
  turn.show({
    type: 'data-quote',
    data: {
      ...{ basis: 'stated_price', currency: 'USD', subtotal: 100, discount: 10, total: 90 },
      line_items: [
        { title: 'Tent', quantity: 2, unit_price: 50, subtotal: 100, discount: 10, total: 90 },
      ],
      discounts: { codes: [], applied: [] },
      messages: [],
    },
  });
  turn.finish();
}

async function askedOnce(visit: Visit): Promise<void> {
  await visit.open();
  await visit.ask('tents?');
  await visit.panel.getByRole('button', { name: 'Show me others' }).waitFor();
  await visit.panel.getByRole('button', { name: 'Not helpful' }).waitFor();
}

it('is a dialog with a greeting, what may be asked, and a field', async () => {
  await using visit = await shop.visit();
  await visit.open();
  await visit.panel.getByRole('button', { name: 'More' }).waitFor();
  expect(await visit.panel.ariaSnapshot()).toBe(`- dialog "Fernwood":
  - heading "Fernwood" [level=2]
  - paragraph: AI assistant
  - button "More"
  - button "Close chat"
  - log "Conversation":
    - paragraph: Welcome!
    - button "Show me tents"
    - paragraph: Answers come from AI and can be wrong.
  - button "Add a photo"
  - textbox "Ask about a product…"
  - button "Send" [disabled]
  - status`);
});

it('tells a conversation with roles and names for all that is in it', async () => {
  await using visit = await shop.visit();
  await askedOnce(visit);
  const heard = (await visit.panel.ariaSnapshot()).replace(/\d{1,2}:\d\d( |\u202f)[AP]M/g, 'TIME');
  expect(heard).toBe(`- dialog "Fernwood":
  - heading "Fernwood" [level=2]
  - paragraph: AI assistant
  - button "New conversation"
  - button "More"
  - button "Close chat"
  - log "Conversation":
    - article "You":
      - paragraph: tents?
      - button "Edit question"
      - time: TIME
    - article "AI assistant":
      - paragraph:
        - text: These are
        - strong: light
        - text: ":"
      - list:
        - listitem: one
        - listitem: two
      - region "Products":
        - list "Products":
          - listitem:
            - paragraph: Ridge Tent
            - paragraph: $289.00 instead of $349.00
            - paragraph: In stock
            - link "View Ridge Tent":
              - /url: http://localhost/tent
              - text: View
      - region "Price":
        - list:
          - listitem: Tent × 2 $1.00
        - paragraph: Total $0.90
        - paragraph: Worked out from the price you gave, not from our catalog.
      - button "Copy"
      - button "Try again"
      - button "Helpful"
      - button "Not helpful"
      - time: TIME
      - button "Show me others"
      - button "Anything cheaper?"
  - button "Add a photo"
  - textbox "Ask about a product…"
  - button "Send" [disabled]
  - status: "These are light: one two"`);
});

/** What has the focus, and whether it can be seen: a ring of its own, of its card, or the field's frame in another colour. */
function focused(visit: Visit): Promise<{ name: string; isMarked: boolean }> {
  return visit.page.evaluate(() => {
    const element = document.querySelector('aisle-widget')?.shadowRoot?.activeElement;
    if (!element) return { name: 'the page', isMarked: true };
    const hasRing = ['', '::after'].some(
      (part) => getComputedStyle(element, part).outlineStyle === 'solid',
    );
    const frame = element.closest('.composer-row');
    const colour = frame && getComputedStyle(frame).borderTopColor;
    const others = getComputedStyle(element.closest('.panel') ?? element).borderTopColor;
    const isFramed = element.matches('.field') && colour !== others;
    const name = element.ariaLabel ?? element.textContent ?? '';
    return { name, isMarked: hasRing || isFramed };
  });
}

it.each(['none', 'active'] as const)(
  'is gone through from top to bottom, and on into the page, with the focus in sight: forced colours %s',
  async (forcedColors) => {
    await using visit = await shop.visit('/', { forcedColors });
    await askedOnce(visit);
    await visit.composer.focus();
    const last = visit.panel.getByRole('button', { name: 'New conversation' });
    for (let step = 0; step < 14; step += 1) await visit.page.keyboard.press('Shift+Tab');
    expect(await last.evaluate((button) => button.matches(':focus'))).toBe(true);
    const stops = [await focused(visit)];
    while (stops.at(-1)?.name !== 'the page') {
      await visit.page.keyboard.press('Tab');
      stops.push(await focused(visit));
    }
    expect(stops.map(({ name }) => name)).toEqual([
      'New conversation',
      'More',
      'Close chat',
      'Conversation',
      'Edit question',
      'Products',
      'View Ridge Tent',
      'Copy',
      'Try again',
      'Helpful',
      'Not helpful',
      'Show me others',
      'Anything cheaper?',
      'Add a photo',
      'Ask about a product…',
      'Chat',
      'the page',
    ]);
    expect(stops.filter(({ isMarked }) => !isMarked)).toEqual([]);
  },
);
