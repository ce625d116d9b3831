import { expect, it } from 'vitest';
import { priceDifferences } from '../../../admin/costs/price-differences.ts';
import { english } from '../../../admin/words/english.ts';

const seen = { input_micros: 150_000, output_micros: 600_000, cached_input_micros: null };
const language = { words: english, locale: 'en' };

it('names what the merchant changed and what somebody else changed', () => {
  const mine = { ...seen, input_micros: 200_000 };
  const stored = { ...seen, cached_input_micros: 75_000 };
  expect(priceDifferences({ seen, mine, stored }, language)).toEqual([
    { field: 'Input', mine: '$0.20', theirs: '$0.15' },
    { field: 'Cached input', mine: '–', theirs: '$0.075' },
  ]);
});

it('tells a price that was removed from one that costs nothing', () => {
  const free = { input_micros: 0, output_micros: 0, cached_input_micros: null };
  expect(priceDifferences({ seen, mine: free, stored: null }, language)).toEqual([
    { field: 'Input', mine: '$0.00', theirs: '–' },
    { field: 'Output', mine: '$0.00', theirs: '–' },
  ]);
});
