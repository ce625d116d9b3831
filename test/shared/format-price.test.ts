import { describe, expect, it } from 'vitest';
import { formatPrice } from '../../shared/format-price.ts';

describe('formatting a price', () => {
  it.each([
    [129_99, 'USD', 'en-US', '$129.99'],
    [0, 'USD', 'en-US', '$0.00'],
    [18_990_000, 'VND', 'vi', '18.990.000 ₫'],
    [500, 'JPY', 'ja-JP', '¥500'],
    [1_234, 'KWD', 'en', 'KWD 1.234'],
  ])('writes %i %s in %s as %s', (amount, currency, locale, expected) => {
    const text = formatPrice({ amount, currency }, locale);
    expect(text.normalize('NFKC').replace(/\s/g, ' ')).toBe(expected);
  });
});
