import { describe, expect, it } from 'vitest';
import { findComparisons, isWithin } from '../../../../server/embedded/demo-model/comparisons.ts';
import { readUtterance } from '../../../../server/embedded/demo-model/utterance.ts';

const read = (text: string) =>
  findComparisons(readUtterance(text, 'en')).map(({ said, kind, least, most }) => ({
    said,
    kind,
    least,
    most,
  }));
const { POSITIVE_INFINITY: any } = Number;

describe('A measure that is compared', () => {
  it.each([
    ['a pack of 60 liters or more', { said: '60 liters or more', kind: 'l', least: 60, most: any }],
    ['laptop dưới 1,5 kg', { said: 'dưới 1,5 kg', kind: 'g', least: 0, most: 1_500 }],
    ['at least 1 TB', { said: 'at least 1 TB', kind: 'gb', least: 1_024, most: any }],
    ['a 15 to 20 liter daypack', { said: '15 to 20 liter', kind: 'l', least: 15, most: 20 }],
    ['trên 5.000 mah', { said: 'trên 5.000 mah', kind: 'mah', least: 5_000, most: any }],
  ])('is found in "%s"', (text, comparison) => {
    expect(read(text)).toEqual([comparison]);
  });

  it.each(['a tent for 4 people under $300', 'laptop 16GB RAM', 'pin trên 10 tiếng'])(
    'is none in "%s"',
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );

  it('is granted by a measure of the same kind, in any of its units', () => {
    const [heavy] = findComparisons(readUtterance('under 1.5 kg', 'en'));
    expect(isWithin(heavy!, '2 lb 15 oz (1.35 kg)')).toBe(true);
    expect(isWithin(heavy!, '990 g')).toBe(true);
    expect(isWithin(heavy!, '2,1 kg')).toBe(false);
    expect(isWithin(heavy!, '1 L')).toBe(false);
  });
});
