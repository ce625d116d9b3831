import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresCoupons } from '../../../../server/postgres/coupons/coupons.ts';
import { CouponInput } from '../../../../server/shop/coupon.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { describeCoupons } from '../../../contracts/coupons-contract.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** Two new stores in the one database of this file. */
async function stores() {
  return {
    coupons: postgresCoupons(database.db),
    storeId: await insertStore(database),
    otherStoreId: await insertStore(database),
    async [Symbol.asyncDispose]() {},
  };
}

describeCoupons('coupons in Postgres', stores);

test('refuses a coupon for a product that the store does not have', async () => {
  await using under = await stores();
  const coupon = CouponInput.parse({
    code: 'ONE',
    title: 'One product',
    discount: { kind: 'amount', amount: 100 },
    scope: { kind: 'products', productIds: [newId()] },
  });
  const upsert = under.coupons.upsert(under.storeId, [coupon]);
  await expect(upsert).rejects.toMatchObject({ code: 'invalid_request' });
});
