import { expect, it } from 'vitest';
import { couponState } from '../../../server/admin/coupon-state.ts';

const now = new Date('2026-06-01T12:00:00Z');
const coupon = { active: true, startsAt: null, endsAt: null, usageLimit: null, timesUsed: 0 };

it.each([
  ['active', {}],
  ['inactive', { active: false, endsAt: new Date('2020-01-01') }],
  ['active', { startsAt: now }],
  ['scheduled', { startsAt: new Date(now.getTime() + 1) }],
  ['expired', { endsAt: now }],
  ['active', { endsAt: new Date(now.getTime() + 1) }],
  ['used_up', { usageLimit: 5, timesUsed: 5 }],
  ['active', { usageLimit: 5, timesUsed: 4 }],
])('is %s: %o', (state, changes) => {
  expect(couponState({ ...coupon, ...changes }, now)).toBe(state);
});
