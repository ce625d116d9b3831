import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgresCoupons } from '../../../../server/postgres/coupons/coupons.ts';
import { postgresRedemptions } from '../../../../server/postgres/coupons/redemptions.ts';
import { aCoupon, anOrder } from '../../../faults/money/coupon-races.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
let storeId: string;
let coupons: ReturnType<typeof postgresCoupons>;
let redemptions: ReturnType<typeof postgresRedemptions>;

beforeAll(async () => {
  database = await testDatabase();
  coupons = postgresCoupons(database.db);
  redemptions = postgresRedemptions(database.db);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  storeId = await insertStore(database);
  await coupons.upsert(storeId, [
    aCoupon('TWO', { usageLimit: 2 }),
    aCoupon('ONCE', { perCustomerLimit: 1 }),
    aCoupon('FIRST', { firstOrderOnly: true }),
  ]);
});

const timesUsed = async (code: string) => (await coupons.find(storeId, code))!.timesUsed;
const redeem = async (orderId: string, codes: string[], customer?: string) =>
  redemptions.redeem(storeId, anOrder(orderId, codes, customer));

describe('an order', () => {
  test('uses its coupons once, however often it is told of', async () => {
    const order = anOrder('7', ['TWO', 'ONCE'], 'ann');
    const all = await Promise.all(
      Array.from({ length: 5 }, () => redemptions.redeem(storeId, order)),
    );
    for (const result of all) expect(result).toEqual(all[0]);
    expect(all[0]).toMatchObject({
      kind: 'redeemed',
      redemption: {
        order_id: '7',
        status: 'confirmed',
        total: 9_800,
        coupons: [
          { code: 'TWO', amount: 100 },
          { code: 'ONCE', amount: 100 },
        ],
      },
    });
    expect([await timesUsed('TWO'), await timesUsed('ONCE')]).toEqual([1, 1]);
  });

  test('uses none of its coupons when one cannot be used', async () => {
    await redeem('1', ['ONCE'], 'ann');
    expect(await redeem('2', ['TWO', 'ONCE'], 'ann')).toEqual({ kind: 'exhausted', code: 'ONCE' });
    expect(await timesUsed('TWO')).toBe(0);
    expect(await redemptions.find(storeId, '2')).toBeUndefined();
  });

  test('is the only one of its quote, until it is cancelled', async () => {
    const order = anOrder('1', ['TWO']);
    await redemptions.redeem(storeId, order);
    const other = { ...order, orderId: '2' };
    expect(await redemptions.redeem(storeId, other)).toEqual({ kind: 'quote_used' });
    await redemptions.cancel(storeId, '1');
    expect(await redemptions.redeem(storeId, other)).toMatchObject({ kind: 'redeemed' });
  });

  test('gives its coupons back once, however often it is cancelled', async () => {
    await redeem('1', ['TWO']);
    await redeem('2', ['TWO']);
    expect(await redeem('3', ['TWO'])).toMatchObject({ kind: 'exhausted' });
    const cancelled = await Promise.all(
      Array.from({ length: 5 }, () => redemptions.cancel(storeId, '1')),
    );
    for (const order of cancelled) expect(order?.status).toBe('cancelled');
    expect(await timesUsed('TWO')).toBe(1);
    expect(await redeem('3', ['TWO'])).toMatchObject({ kind: 'redeemed' });
  });

  test('of another store is not there', async () => {
    await redeem('1', ['TWO']);
    const other = await insertStore(database);
    expect(await redemptions.find(other, '1')).toBeUndefined();
    expect(await redemptions.cancel(other, '1')).toBeUndefined();
    expect(await redemptions.confirm(other, '1')).toBeUndefined();
    expect(await timesUsed('TWO')).toBe(1);
  });
});

describe('a customer', () => {
  test('uses a coupon as often as they may, and again after cancelling', async () => {
    expect(await redeem('1', ['ONCE'], 'ann')).toMatchObject({ kind: 'redeemed' });
    expect(await redeem('2', ['ONCE'], 'ann')).toMatchObject({ kind: 'exhausted' });
    expect(await redeem('3', ['ONCE'], 'bob')).toMatchObject({ kind: 'redeemed' });
    await redemptions.cancel(storeId, '1');
    expect(await redeem('4', ['ONCE'], 'ann')).toMatchObject({ kind: 'redeemed' });
  });

  test('has one first order, which may be one without coupons', async () => {
    await redeem('1', [], 'ann');
    expect(await redeem('2', ['FIRST'], 'ann')).toMatchObject({ kind: 'exhausted' });
    expect(await redeem('3', ['FIRST'], 'bob')).toMatchObject({ kind: 'redeemed' });
  });

  test('must be known for a coupon that counts customers', async () => {
    expect(await redeem('1', ['ONCE'])).toMatchObject({ kind: 'exhausted' });
    expect(await redeem('2', ['FIRST'])).toMatchObject({ kind: 'exhausted' });
  });

  test('is kept as nothing that says who it is, and counted for quotes', async () => {
    await redeem('1', ['ONCE'], 'ann@example.com');
    const rows = await database.sql`
      select coupon_order::text || coupon_redemption::text as row from coupon_order
      join coupon_redemption on coupon_order_id = coupon_order.id where coupon_order.store_id = ${storeId}`;
    expect(rows[0]?.row).not.toContain('ann');
    const { shopper } = await coupons.lookUp(storeId, {
      codes: ['once'],
      customerRef: 'ann@example.com',
    });
    expect(shopper.orders).toBe(1);
    expect(Object.values(shopper.redemptions)).toEqual([1]);
  });
});

describe('a coupon that is held', () => {
  const hold = (orderId: string) =>
    redemptions.redeem(storeId, { ...anOrder(orderId, ['TWO']), holdMs: 600_000 });
  const passTime = () =>
    database.sql`update coupon_order set reserved_until = now() where status = 'reserved'`;

  test('is nobody else’s until its time is over, then whoever asks next has it', async () => {
    await hold('1');
    await hold('2');
    expect(await redeem('3', ['TWO'])).toMatchObject({ kind: 'exhausted' });
    await passTime();
    expect(await redeem('3', ['TWO'])).toMatchObject({ kind: 'redeemed' });
    expect(await timesUsed('TWO')).toBe(1);
    expect((await redemptions.find(storeId, '1'))?.status).toBe('expired');
  });

  test('stays used when the order is confirmed in time, and not later', async () => {
    await hold('1');
    await hold('2');
    expect((await redemptions.confirm(storeId, '1'))?.status).toBe('confirmed');
    await passTime();
    expect((await redemptions.confirm(storeId, '2'))?.status).toBe('reserved');
    expect(await redemptions.release()).toBe(1);
    expect(await redemptions.release()).toBe(0);
    expect((await redemptions.confirm(storeId, '2'))?.status).toBe('expired');
    expect(await timesUsed('TWO')).toBe(1);
  });
});

test('the clock of the database says whether a coupon may be used', async () => {
  const soon = new Date(Date.now() + 60_000);
  await coupons.upsert(storeId, [
    aCoupon('EARLY', { startsAt: soon }),
    aCoupon('LATE', { endsAt: new Date(Date.now() - 1) }),
    aCoupon('OFF', { active: false }),
    aCoupon('NOW', { endsAt: soon }),
  ]);
  const kinds = ['EARLY', 'LATE', 'OFF', 'NOW', 'NONE'].map(async (code) => {
    const { kind } = await redeem(code, [code]);
    return [code, kind];
  });
  expect(Object.fromEntries(await Promise.all(kinds))).toEqual({
    EARLY: 'exhausted',
    LATE: 'exhausted',
    OFF: 'exhausted',
    NOW: 'redeemed',
    NONE: 'exhausted',
  });
});

test('the table refuses amounts that are none and uses beyond the limit', async () => {
  const { sql } = database;
  const order = (subtotal: number, discount: number, total: number) => sql`
    insert into coupon_order (id, store_id, order_id, quote_id, status, currency, subtotal, discount, total)
    values (gen_random_uuid(), ${storeId}, 'x', gen_random_uuid(), 'confirmed', 'USD', ${subtotal}, ${discount}, ${total})`;
  await expect(order(-1, 0, -1)).rejects.toThrow('check');
  await expect(order(100, 200, -100)).rejects.toThrow('check');
  await expect(order(100, 10, 80)).rejects.toThrow('check');
  await expect(
    sql`update coupon set times_used = 3 where store_id = ${storeId} and code = 'TWO'`,
  ).rejects.toThrow('check');
});
