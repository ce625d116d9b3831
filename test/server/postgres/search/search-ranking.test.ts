import { expect, test } from 'vitest';
import { candidateQueries } from '../../../../server/postgres/search/search-ranking.ts';
import type { SearchTerm } from '../../../../server/postgres/search/search-terms.ts';

const laptop: SearchTerm = { alternatives: [{ tsquery: "'laptop'", weight: 1 }], products: 3_000 };
const light: SearchTerm = {
  alternatives: [
    { tsquery: "'weight' <-> ('990g' | '1kg')", weight: 1, isFact: true },
    { tsquery: "'990g' | '1kg'", weight: 0.3, isFact: true },
  ],
  products: 80,
};

const queriesFor = (...terms: SearchTerm[]) =>
  candidateQueries('store', {
    terms,
    products: 40_000,
    hasMost: true,
    phrase: '',
    accessories: '',
    exactIds: [],
  });

test('laptops whose weight is not known are scored too, behind those that are light; what else is light is not', () => {
  expect(queriesFor(laptop, light)).toEqual([
    "(((('^laptop'))) & (('990g' | '1kg')))",
    "((('laptop')) & !((('^laptop'))) & (('990g' | '1kg')))",
    "(('laptop')) & !((('laptop')) & (('990g' | '1kg')))",
  ]);
});

test('where nothing else was said, whatever is light is scored', () => {
  expect(queriesFor(light)).toEqual(["((('990g' | '1kg')))"]);
});

test('a rare word brings all that has it, and leaves the room that is left to what is called the others', () => {
  const decent: SearchTerm = { alternatives: [{ tsquery: "'decent'", weight: 1 }], products: 5 };
  expect(queriesFor(decent, laptop)).toEqual([
    "((('decent')))",
    "(((('^laptop')))) & !((('decent')))",
    "((('laptop')) & !((('^laptop')))) & !((('decent')))",
  ]);
});

test('where all words are rare, whatever has one of them is scored', () => {
  const rare = (word: string): SearchTerm => ({
    alternatives: [{ tsquery: `'${word}'`, weight: 1 }],
    products: 200,
  });
  expect(queriesFor(rare('one'), rare('two'))).toEqual(["((('one')) | (('two')))"]);
  // A third one has to share the room.
  expect(queriesFor(rare('one'), rare('two'), rare('three'))[0]).toBe("((('one')))");
});
