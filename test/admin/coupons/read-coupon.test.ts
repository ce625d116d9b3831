import { describe, expect, it } from 'vitest';
import { copyOfCoupon, formOfCoupon } from '../../../admin/coupons/form/coupon-form-state.ts';
import { couponChange, readCoupon } from '../../../admin/coupons/form/read-coupon.ts';
import { moneyOf } from '../../../admin/format/money.ts';
import type { AdminCoupon } from '../../../shared/admin-coupons.ts';
import { STORE } from '../product/a-product.ts';

const coupon: AdminCoupon = {
  id: 'c1',
  code: 'SUMMER15',
  title: 'Summer sale',
  discount: { kind: 'percent', basis_points: 1_250, cap: 5_000 },
  minimum_subtotal: 3_000,
  scope: { kind: 'products', product_ids: ['p1', 'p2'], titles: ['Tent', null] },
  starts_at: '2026-06-01T06:00:30.000Z',
  ends_at: null,
  starts_local: '2026-06-01T08:00',
  ends_local: null,
  usage_limit: 1_000,
  per_customer_limit: null,
  first_order_only: false,
  combinable: true,
  active: true,
  times_used: 40,
  state: 'active',
  version: 3,
  updated_at: '2026-05-01T00:00:00.000Z',
};
const money = moneyOf(STORE);
const form = formOfCoupon(coupon, { money, locale: 'en' });
const read = (part: Partial<typeof form>) => {
  const { draft, mistakes } = readCoupon({ ...form, ...part }, { money, stored: coupon });
  return { change: draft && couponChange(draft, coupon), mistakes: [...mistakes] };
};

describe('the form of a coupon', () => {
  it('finds nothing to save while nobody touched it, nor in another way to write the same', () => {
    expect(read({})).toEqual({ change: {}, mistakes: [] });
    expect(read({ code: ' summer 15', percent: '12,50 %', cap: '$50' }).change).toEqual({});
  });

  it('sends what differs: moments as the store’s clocks show them', () => {
    const part = { startsAt: '2026-06-02T00:00', endsAt: '2026-07-01T00:00', usageLimit: '2,000' };
    expect(read(part).change).toEqual({
      starts_at: '2026-06-02T00:00',
      ends_at: '2026-07-01T00:00',
      usage_limit: 2_000,
    });
    const amount = { kind: 'amount', amount: '7.50', scope: 'everything' } as const;
    expect(read(amount).change).toEqual({
      discount: { kind: 'amount', amount: 750 },
      scope: { kind: 'everything' },
    });
  });

  it.each([
    [{ code: ' \u200b ' }, 'code'],
    [{ title: ' ' }, 'title'],
    [{ percent: '100.01' }, 'percent'],
    [{ percent: '0' }, 'percent'],
    [{ cap: '0' }, 'cap'],
    [{ minimum: '-5' }, 'minimum'],
    [{ kind: 'amount', amount: '' }, 'amount'],
    [{ scope: 'categories', categories: [] }, 'categories'],
    [{ products: [] }, 'products'],
    [{ endsAt: '2026-06-01T08:00' }, 'endsAt'],
    [{ usageLimit: '1.5' }, 'usageLimit'],
    [{ usageLimit: '39' }, 'usageBelowUsed'],
    [{ perCustomerLimit: '0' }, 'perCustomerLimit'],
  ] as const)('shows that %j is a mistake', (part, mistake) => {
    expect(read(part as Partial<typeof form>)).toEqual({ change: undefined, mistakes: [mistake] });
  });

  it('makes a copy without the code and without products that are gone', () => {
    const copy = copyOfCoupon(form, 'Copy');
    expect([copy.code, copy.title, copy.products]).toEqual([
      '',
      'Copy',
      [{ id: 'p1', title: 'Tent' }],
    ]);
  });
});
