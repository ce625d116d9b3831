import { expect, test } from 'vitest';
import { relaxSearch, type Wishes } from '../../../server/shop/relax-search.ts';

/** A shop in which wishes are fulfilled by `fulfilled`, and prices are as told; counts what it is asked. */
function shop(fulfilled: (wishes: Wishes) => boolean, prices: number[] = []) {
  const asked: Wishes[] = [];
  const probe = {
    matches: async (wishes: Wishes) => {
      asked.push(wishes);
      return fulfilled(wishes);
    },
    pricesNear: async () => prices,
  };
  return { asked, probe };
}

const RED = { name: 'Colour', value: 'Red' };
const LARGE = { name: 'Size', value: 'L' };

test('asks for nothing else when something matches', async () => {
  const { probe, asked } = shop(() => true);
  expect(await relaxSearch({ text: 'tent', maxPrice: 5 }, probe)).toBeUndefined();
  expect(asked).toHaveLength(1);
});

test('moves a limit to the three nearest prices, on the side that needs it', async () => {
  const { probe } = shop(({ maxPrice }) => maxPrice === undefined, [120, 150, 130, 900]);
  expect(await relaxSearch({ text: 'tent', minPrice: 10, maxPrice: 100 }, probe)).toEqual({
    query: { text: 'tent', minPrice: 10, maxPrice: 150 },
    relaxed: [{ filter: 'max_price', was: 100, now: 150 }],
  });
});

test('gives up one option and keeps the other', async () => {
  const { probe } = shop(({ options = [] }) => !options.includes(RED));
  const relaxed = await relaxSearch({ text: 'tent', options: [RED, LARGE] }, probe);
  expect(relaxed).toEqual({
    query: { text: 'tent', options: [LARGE] },
    relaxed: [{ filter: 'option', was: 'Colour: Red', now: null }],
  });
});

test('takes back what need not have been given up', async () => {
  const { probe, asked } = shop(({ brands }) => brands === undefined);
  const wishes = { maxPrice: 5, available: true, options: [RED], brands: ['A', 'B'] };
  const relaxed = await relaxSearch({ text: 'tent', ...wishes }, probe);
  expect(relaxed?.relaxed).toEqual([{ filter: 'brand', was: ['A', 'B'], now: null }]);
  expect(relaxed?.query).toMatchObject({ maxPrice: 5, available: true, options: [RED] });
  expect(asked.length).toBeLessThanOrEqual(2 * 5);
});

test('gives the words up last, and only when something is left of the question', async () => {
  const wordless = shop(({ text }) => text === undefined);
  expect(await relaxSearch({ text: 'zeppelin', brands: ['A'] }, wordless.probe)).toEqual({
    query: { brands: ['A'] },
    relaxed: [{ filter: 'words', was: 'zeppelin', now: null }],
  });
  const empty = shop(({ text, brands }) => text === undefined && brands === undefined);
  expect(await relaxSearch({ text: 'zeppelin', brands: ['A'] }, empty.probe)).toBeUndefined();
  expect(await relaxSearch({ text: 'zeppelin' }, empty.probe)).toBeUndefined();
});
