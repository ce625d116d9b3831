import { describe, expect, test } from 'vitest';
import { CouponInput, type Coupons, type CouponWriter } from '../../server/shop/coupon.ts';

export interface CouponsUnderTest extends AsyncDisposable {
  coupons: Coupons & CouponWriter;
  storeId: string;
  otherStoreId: string;
}

const SUMMER = CouponInput.parse({
  code: 'summer2025',
  title: 'Summer 15 %',
  discount: { kind: 'percent', basisPoints: 1_500, cap: 50_000 },
  minimumSubtotal: 10_000,
  scope: { kind: 'categories', values: ['Camping > Tents'] },
  startsAt: '2025-06-01T00:00:00Z',
  endsAt: '2025-09-01T00:00:00Z',
  usageLimit: 100,
  timesUsed: 7,
  perCustomerLimit: 2,
  firstOrderOnly: true,
  combinable: true,
});
const FIVE = CouponInput.parse({
  code: 'FIVE',
  title: '$5 off',
  discount: { kind: 'amount', amount: 500 },
});

/** What every place for coupons does, in memory or in Postgres. */
export function describeCoupons(name: string, create: () => Promise<CouponsUnderTest>): void {
  describe(name, () => {
    test('finds a coupon by what a shopper typed, with everything the merchant stated', async () => {
      await using under = await create();
      const { coupons, storeId } = under;
      await coupons.upsert(storeId, [SUMMER, FIVE]);
      const { id, ...found } = (await coupons.find(storeId, ' ｓｕmmer 2025'))!;
      expect(id).toEqual(expect.any(String));
      expect(found).toEqual({ ...SUMMER, code: 'SUMMER2025' });
      expect((await coupons.find(storeId, 'five'))?.discount).toEqual(FIVE.discount);
      expect(await coupons.find(storeId, 'SUMMER')).toBeUndefined();
    });

    test('looks several codes up at once, for somebody who has used none', async () => {
      await using under = await create();
      const { coupons, storeId } = under;
      await coupons.upsert(storeId, [SUMMER, FIVE]);
      const codes = ['five', 'NO\0NE', ' summer2025', 'FIVE'];
      const found = await coupons.lookUp(storeId, { codes, customerRef: 'ann' });
      expect(found.coupons.map(({ code }) => code).sort()).toEqual(['FIVE', 'SUMMER2025']);
      expect(found.shopper).toMatchObject({ customerRef: 'ann', orders: 0 });
      const { shopper } = await coupons.lookUp(under.otherStoreId, { codes });
      expect(shopper).toEqual({ customerRef: undefined, orders: 0, redemptions: {} });
    });

    test('shows nothing of another store', async () => {
      await using under = await create();
      await under.coupons.upsert(under.storeId, [FIVE]);
      expect(await under.coupons.find(under.otherStoreId, 'FIVE')).toBeUndefined();
      expect(await under.coupons.list(under.otherStoreId)).toEqual([]);
    });

    test('replaces a coupon of the same code and keeps its id and the others', async () => {
      await using under = await create();
      const { coupons, storeId } = under;
      await coupons.upsert(storeId, [SUMMER, FIVE]);
      const before = await coupons.find(storeId, 'FIVE');
      await coupons.upsert(storeId, [{ ...FIVE, title: '$6 off', active: false }]);
      const after = await coupons.find(storeId, 'FIVE');
      expect(after).toEqual({ ...before, title: '$6 off', active: false });
      const codes = (await coupons.list(storeId)).map(({ code }) => code);
      expect(codes).toEqual(['FIVE', 'SUMMER2025']);
    });

    test('refuses a code that stands there twice', async () => {
      await using under = await create();
      const upsert = under.coupons.upsert(under.storeId, [FIVE, { ...FIVE, code: 'fi ve' }]);
      await expect(upsert).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await under.coupons.list(under.storeId)).toEqual([]);
    });
  });
}
