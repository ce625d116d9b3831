import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollarsText, readDollars, showDollars } from '../../../admin/format/dollars.ts';

describe('readDollars', () => {
  it.each<[string, string, number]>([
    ['0.15', 'en', 150_000],
    ['0.15', 'vi', 150_000],
    ['0,15', 'vi', 150_000],
    ['0,15', 'en', 150_000],
    ['0.075', 'vi', 75_000],
    ['1.375', 'en', 1_375_000],
    ['1,375', 'vi', 1_375_000],
    ['$2.50', 'en', 2_500_000],
    [' 2,5 US$ ', 'vi', 2_500_000],
    ['0', 'en', 0],
    ['1250', 'en', 1_250_000_000],
    ['0.0000010', 'en', 1],
    ['0.29', 'en', 290_000],
    ['1.005', 'en', 1_005_000],
  ])('takes %j in %s for %i millionths', (text, locale, micros) => {
    expect(readDollars(text, locale)).toBe(micros);
  });

  it.each([
    ['1,250', 'en'],
    ['1.250', 'vi'],
    ['1,250.00', 'en'],
    ['1.250,00', 'vi'],
    ['0.0000001', 'en'],
    ['', 'en'],
    ['.5', 'en'],
    ['5.', 'en'],
    ['-1', 'en'],
    ['1e3', 'en'],
    ['free', 'en'],
    ['9999999999', 'en'],
    ['0.1٢', 'en'],
  ])('does not guess what %j means in %s', (text, locale) => {
    expect(readDollars(text, locale)).toBeUndefined();
  });
});

describe('dollarsText', () => {
  it.each(['en', 'vi'])('is read back as the very same amount in %s', (locale) => {
    const whole = fc.integer({ min: 0, max: 9_007_199_254_740_991 });
    fc.assert(
      fc.property(whole, (micros) => readDollars(dollarsText(micros, locale), locale) === micros),
    );
  });
});

describe('showDollars', () => {
  it('keeps every digit of a price', () => {
    expect(showDollars(75_000, 'en')).toBe('$0.075');
    expect(showDollars(1, 'en')).toBe('$0.000001');
    expect(showDollars(2_500_000, 'vi')).toBe('2,50\u00a0US$');
  });
});
