import type { Database } from '../../../server/postgres/connection/database.ts';
import { postgresCoupons } from '../../../server/postgres/coupons/coupons.ts';
import { postgresGuessCounts } from '../../../server/postgres/coupons/guess-counts.ts';
import { postgresRedemptions } from '../../../server/postgres/coupons/redemptions.ts';
import { couponGuesses } from '../../../server/shop/coupon-guesses.ts';
import { newId } from '../../../server/shop/new-id.ts';
import { quoteCart } from '../../../server/shop/quote-cart.ts';
import { FakeCatalog } from '../../fakes/fake-catalog.ts';
import { aStore } from '../../fixtures/store.ts';
import { insertStore } from '../../support/insert-store.ts';
import { makeProduct } from '../../support/make-product.ts';
import { quoteDeps } from '../../support/quote-deps.ts';
import { aCoupon, anOrder } from './coupon-races.ts';

/** The median time of an answer to a wrong code, in milliseconds, by what is wrong with it. */
export type GuessTimes = Record<
  'unknown' | 'not yet' | 'expired' | 'exhausted' | 'not for you',
  number
>;

const CODES: [keyof GuessTimes, string][] = [
  ['unknown', 'UNKNOWN'],
  ['not yet', 'EARLY'],
  ['expired', 'LATE'],
  ['exhausted', 'ALLUSED'],
  ['not for you', 'YOURS'],
];

/** Tries each kind of wrong code so often, in turns. */
export async function timeGuesses(
  database: Pick<Database, 'db' | 'sql'>,
  tries: number,
): Promise<GuessTimes> {
  const storeId = await insertStore(database);
  const coupons = postgresCoupons(database.db);
  await coupons.upsert(storeId, [
    aCoupon('EARLY', { startsAt: new Date('2999-01-01') }),
    aCoupon('LATE', { endsAt: new Date('2000-01-01') }),
    aCoupon('ALLUSED', { usageLimit: 1, timesUsed: 1 }),
    aCoupon('YOURS', { perCustomerLimit: 1 }),
    // A shop has more of them.
    ...Array.from({ length: 1_000 }, (_, index) => aCoupon(`OTHER${index}`, {})),
  ]);
  await postgresRedemptions(database.db).redeem(storeId, anOrder('1', ['YOURS'], 'ann'));
  const catalog = new FakeCatalog({ currency: 'USD' });
  await catalog.upsert(storeId, [makeProduct({ handle: 'tent', price: 10_000 })]);
  const deps = {
    ...quoteDeps({ catalog, coupons, clock: { now: () => new Date() } }),
    guesses: couponGuesses({
      counts: postgresGuessCounts(database.sql),
      onTry: () => {},
      onAlarm: () => {},
    }),
  };
  const store = aStore({ id: storeId });
  const items = [{ product_id: 'tent', quantity: 1 }];
  const times = new Map(CODES.map(([kind]) => [kind, [] as number[]]));
  for (let index = 0; index < tries; index += 1) {
    for (const [kind, coupon_code] of CODES) {
      // A new one each time, so that nobody is refused.
      const asker = { store, visitorId: newId(), network: newId(), customerRef: 'ann' };
      const began = performance.now();
      await quoteCart(deps, asker, { items, coupon_code });
      times.get(kind)!.push(performance.now() - began);
    }
  }
  return Object.fromEntries(
    [...times].map(([kind, list]) => [kind, list.sort((a, b) => a - b)[list.length >> 1]!]),
  ) as GuessTimes;
}
