import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '../fakes/fake-aisle-server.ts';
import type { FakeTurn } from '../fakes/fake-turn.ts';
import { WidgetShop } from '../support/widget-shop.ts';

let shop: WidgetShop;

beforeAll(async () => {
  shop = await WidgetShop.open();
});
afterAll(() => shop.close());

const echo = (turn: FakeTurn) => {
  turn.say(`You said: ${turn.text}`);
  turn.finish();
};
afterEach(() => {
  shop.server.answer = echo;
});

describe('a finished answer', () => {
  it('can be copied', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await using visit = await shop.visit('/', { permissions });
    await visit.open();
    await visit.ask('hello');
    await visit.panel.getByRole('button', { name: 'Copy' }).click();
    await visit.panel.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await visit.page.evaluate(() => navigator.clipboard.readText())).toBe('You said: hello');
  });

  it('says when it was given', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    const time = await visit.panel.locator('.answer time').getAttribute('datetime');
    expect(Date.now() - Date.parse(time ?? '')).toBeLessThan(60_000);
  });

  it('is given anew on request, in the place of the first', async () => {
    let count = 0;
    shop.server.answer = (turn) => {
      turn.say(`Answer ${++count}`);
      turn.finish();
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    const again = visit.panel.getByRole('button', { name: 'Try again' });
    await again.click();
    await visit.answer('Answer 2');
    expect(await visit.answers.locator('.text').allInnerTexts()).toEqual(['Answer 2']);
    await visit.ask('and now?');
    await visit.answer('Answer 3');
    expect(await again.count()).toBe(1);
  });

  it('that did not help asks why, once', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    await visit.panel.getByRole('button', { name: 'Not helpful' }).click();
    await visit.panel.getByRole('textbox', { name: 'What went wrong?' }).fill('It was cold.');
    const send = visit.panel.getByRole('button', { name: 'Send feedback' });
    shop.server.intercept = ({ url }) =>
      url.endsWith('/feedback') ? refuse('internal', 500) : undefined;
    await send.click();
    await visit.panel.getByText('Something went wrong.').waitFor();
    shop.server.intercept = () => undefined;
    await send.click();
    await visit.panel.getByText('Thank you for your feedback.').waitFor();
    const kept = () => shop.server.ratings.at(-1);
    await expect.poll(kept).toMatchObject({ rating: 'down', comment: 'It was cold.' });
  });
});

describe('what is likely asked next', () => {
  const price = { amount: 100, currency: 'USD' };
  const products = ['Ridge', 'Fell'].map((title) => ({
    ...{ id: title, handle: title, title, price_range: { min: price, max: price } },
    availability: { available: true },
  }));

  it('is one tap away, and a comparison is a table with a name', async () => {
    const comparison = [
      { name: 'Weight', values: ['1.2 kg', '2 kg'] },
      { name: 'Colour', values: [null, 'red'] },
    ];
    shop.server.answer = (turn) => {
      const isCompared = turn.text === 'Compare these';
      const data = isCompared ? { products, comparison } : { products };
      turn.show({ type: 'data-products', data });
      turn.finish();
    };
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('tents');
    await visit.panel.getByRole('button', { name: 'Compare these' }).click();
    const table = visit.panel.getByRole('region', { name: 'Comparison' });
    await table.waitFor();
    expect(await table.getByRole('row').allInnerTexts()).toEqual([
      '\tRidge\tFell',
      'Weight\t1.2 kg\t2 kg',
      'Colour\t–\tred',
    ]);
    const replies = visit.panel.locator('.replies button');
    expect(await replies.allInnerTexts()).toEqual(['Anything cheaper?']);
    await visit.composer.fill('thanks');
  });
});

describe('the menu', () => {
  it('saves the conversation as text', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    await visit.answer('You said: hello');
    await visit.panel.getByRole('button', { name: 'More' }).click();
    const [download] = await Promise.all([
      visit.page.waitForEvent('download'),
      visit.panel.getByRole('button', { name: 'Save the conversation' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toMatch(/^Test Shop\n\nYou, .+\nhello\n\nAI assistant, .+\nYou said: hello\n$/);
  });

  it('closes with Escape, and the panel stays', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.panel.getByRole('button', { name: 'More' }).click();
    const item = visit.panel.getByRole('button', { name: 'Turn sound on' });
    await item.waitFor();
    await visit.page.keyboard.press('Escape');
    await item.waitFor({ state: 'hidden' });
    expect(await visit.panel.isVisible()).toBe(true);
    const focused = await visit.page.evaluate(
      () => document.querySelector('aisle-widget')?.shadowRoot?.activeElement?.ariaLabel,
    );
    expect(focused).toBe('More');
  });

  it('keeps sound on for the next page', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.panel.getByRole('button', { name: 'More' }).click();
    await visit.panel.getByRole('button', { name: 'Turn sound on' }).click();
    await visit.page.reload();
    await visit.panel.getByRole('button', { name: 'More' }).click();
    await visit.panel.getByRole('button', { name: 'Turn sound off' }).waitFor();
  });
});

describe('an answer that nobody saw', () => {
  it('is counted on the launcher until the panel is opened', async () => {
    const asked = new Promise<FakeTurn>((resolve) => {
      shop.server.answer = resolve;
    });
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    const turn = await asked;
    await visit.page.keyboard.press('Escape');
    echo(turn);
    const badge = visit.page.getByRole('status', { name: '1 new message' });
    await badge.waitFor();
    await visit.launcher.click();
    await visit.answer('You said: hello');
    await badge.waitFor({ state: 'hidden' });
    expect(visit.errors).toEqual([]);
  });
});

describe('days', () => {
  it('are told apart', async () => {
    await using visit = await shop.visit();
    await visit.open();
    await visit.ask('hello');
    await visit.answer('You said: hello');
    await visit.page.clock.install({ time: Date.now() + 86_400_000 });
    await visit.page.reload();
    await visit.panel.getByText('Yesterday').waitFor();
    await visit.ask('again');
    await visit.panel.getByText('Today').waitFor();
  });
});
