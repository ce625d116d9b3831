import type { Database } from '../../../server/postgres/connection/database.ts';
import { isDatabaseUnavailable } from '../../../server/postgres/connection/database-errors.ts';
import { postgresCoupons } from '../../../server/postgres/coupons/coupons.ts';
import { postgresRedemptions } from '../../../server/postgres/coupons/redemptions.ts';
import { CouponInput } from '../../../server/shop/coupon.ts';
import { newId } from '../../../server/shop/new-id.ts';
import type { NewRedemption } from '../../../server/shop/redemptions.ts';
import { insertStore } from '../../support/insert-store.ts';

const ORDERS = 200;
const LIMIT = 10;

export interface RaceReport {
  races: number;
  orders: number;
  oversold: number;
  /** How often a busy database gave up and was asked again, as a checkout does. */
  repeated: number;
  /** The longest that one order waited, in milliseconds. */
  slowestMs: number;
  wrong: string[];
}

/** What is raced for, who races and how many may win. */
const RACES = [
  { rule: { usageLimit: LIMIT }, customer: (index: number) => `c${index}`, winners: LIMIT },
  { rule: { perCustomerLimit: 1 }, customer: () => 'same', winners: 1 },
  { rule: { firstOrderOnly: true }, customer: () => 'same', winners: 1 },
] as const;

/** So many races, each of 200 orders at once for a coupon that few of them may use. */
export async function raceForCoupons(
  database: Pick<Database, 'db' | 'sql'>,
  races: number,
): Promise<RaceReport> {
  const report: RaceReport = {
    races,
    orders: races * ORDERS,
    oversold: 0,
    repeated: 0,
    slowestMs: 0,
    wrong: [],
  };
  for (let race = 0; race < races; race += 1) await raceOnce(database, race, report);
  return report;
}

async function raceOnce(
  database: Pick<Database, 'db' | 'sql'>,
  race: number,
  report: RaceReport,
): Promise<void> {
  const { rule, customer, winners } = RACES[race % RACES.length]!;
  const storeId = await insertStore(database);
  const coupons = postgresCoupons(database.db);
  const redemptions = postgresRedemptions(database.db);
  await coupons.upsert(storeId, [aCoupon('RACE', rule), aCoupon('BESIDE', {})]);
  const outcomes = await Promise.all(
    Array.from({ length: ORDERS }, async (_, index) => {
      const began = performance.now();
      // Every other one uses a second coupon too, named first: nobody may end up waiting for somebody who waits for them.
      const codes = index % 2 ? ['RACE'] : ['BESIDE', 'RACE'];
      const order = anOrder(`order ${index}`, codes, customer(index));
      const { kind } = await untilAnswered(() => redemptions.redeem(storeId, order), report);
      report.slowestMs = Math.max(report.slowestMs, performance.now() - began);
      return kind;
    }),
  );
  const granted = outcomes.filter((kind) => kind === 'redeemed').length;
  const [{ used } = { used: -1 }] = await database.sql<{ used: number }[]>`
    select times_used as used from coupon where store_id = ${storeId} and code = 'RACE'`;
  const [{ kept } = { kept: -1 }] = await database.sql<{ kept: number }[]>`
    select count(*)::int as kept from coupon_redemption
    where store_id = ${storeId} and code = 'RACE' and in_use`;
  report.oversold += Math.max(0, granted - winners);
  if (granted !== winners || used !== winners || kept !== winners) {
    report.wrong.push(
      `race ${race}: ${granted} granted, ${used} counted and ${kept} kept instead of ${winners}`,
    );
  }
}

/** The same order again uses nothing twice, so whoever does not know how it ended asks again. */
async function untilAnswered<T>(ask: () => Promise<T>, report: RaceReport): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      report.repeated += 1;
    }
  }
}

export function aCoupon(code: string, rule: Partial<CouponInput>): CouponInput {
  return CouponInput.parse({
    code,
    title: code,
    discount: { kind: 'amount', amount: 100 },
    combinable: true,
    ...rule,
  });
}

/** An order of a quote of its own, which takes 100 off with each coupon. */
export function anOrder(orderId: string, codes: string[], customerRef?: string): NewRedemption {
  const discount = 100 * codes.length;
  return {
    orderId,
    quoteId: newId(),
    customerRef,
    currency: 'USD',
    subtotal: 10_000,
    discount,
    total: 10_000 - discount,
    coupons: codes.map((code) => ({ code, amount: 100 })),
  };
}
