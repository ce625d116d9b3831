import { expect, it } from 'vitest';
import { storeNow, whyRefused } from '../../../admin/coupons/trial/why-refused.ts';
import { CouponDraft } from '../../../shared/admin-coupons.ts';

const open = { startsAt: '2026-06-01T08:00', endsAt: '2026-07-01T00:00', at: '2026-06-15T12:00' };
const coupon = (fields: object) =>
  CouponDraft.parse({ code: 'X', title: 'X', discount: { kind: 'amount', amount: 1 }, ...fields });
const customer = { orders: 1, redemptions: 1 };

it.each([
  [{ active: false }, null, open, 'off'],
  [{}, null, { ...open, at: '2026-06-01T07:59' }, 'early'],
  [{}, null, { ...open, at: open.startsAt }, undefined],
  [{}, null, { ...open, at: open.endsAt }, 'ended'],
  [{ usage_limit: 3, times_used: 3 }, null, open, 'used-up'],
  [{ per_customer_limit: 1 }, customer, open, 'customer-used'],
  [{ first_order_only: true }, customer, open, 'not-first'],
  [{ first_order_only: true }, null, open, undefined],
] as const)('says why %j does not work for %j at %j: %s', (fields, who, moments, why) => {
  expect(whyRefused(coupon(fields), who, moments)).toBe(why);
});

it('reads the clocks of the store', () => {
  const moment = Date.parse('2026-06-01T17:05:00Z');
  expect(storeNow('Asia/Ho_Chi_Minh', moment)).toBe('2026-06-02T00:05');
});
