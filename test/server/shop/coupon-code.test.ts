import { expect, test } from 'vitest';
import { normalizeCouponCode } from '../../../server/shop/coupon.ts';
import { newCouponCode } from '../../../server/shop/new-coupon-code.ts';

test.each([
  'SAVE10',
  'save10',
  ' SAVE10 ',
  'ＳＡＶＥ１０',
  'SA VE\t10',
  'SAVE\u200B10',
  '\uFEFFsave10\u202E',
])('takes %j for SAVE10', (typed) => {
  expect(normalizeCouponCode(typed)).toBe('SAVE10');
});

test.each(['SAVE1О', 'ЅAVE10', 'SAVE-10', 'SAVE1'])('takes %j for another code', (typed) => {
  expect(normalizeCouponCode(typed)).not.toBe('SAVE10');
});

test('makes codes that are in normal form and never the same', () => {
  const codes = Array.from({ length: 1_000 }, newCouponCode);
  expect(new Set(codes).size).toBe(1_000);
  for (const code of codes) {
    expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{12}$/);
    expect(normalizeCouponCode(code)).toBe(code);
  }
});
