import { openDatabase } from '../../../server/postgres/connection/database.ts';
import { migrateDatabase } from '../../../server/postgres/connection/migrate.ts';
import { compareCarts, comparePairs } from '../../server/shop/quote-properties.ts';
import { startPrivatePostgres } from '../database/private-postgres.ts';
import { raceForCoupons } from './coupon-races.ts';
import { timeGuesses } from './guess-times.ts';
import { killCheckouts } from './killed-checkouts.ts';

const PAIRS = 1_000_000;
const CARTS = 100_000;
const RACES = 100;
const KILLS = 100;
const TRIES = 2_000;
const SPREAD_MS = 1;

/** All that can go wrong with money, at full length: minutes. Prints what it counts; gives back what was wrong. */
export async function runMoney(seed: number): Promise<string[]> {
  const pairs = comparePairs(PAIRS, seed);
  console.log(`${pairs.trials} prices and percentages: ${pairs.differences.length} differences`);
  const carts = compareCarts(CARTS, seed);
  console.log(
    `${carts.trials} carts, coupons in every order: ${carts.differences.length} differences`,
  );
  await using postgres = await startPrivatePostgres();
  await migrateDatabase(postgres.url);
  const database = { ...openDatabase(postgres.url), url: postgres.url };
  try {
    const races = await raceForCoupons(database, RACES);
    console.log(
      `${races.races} races, ${races.orders} orders: ${races.oversold} oversold, ${races.repeated} asked again, the slowest took ${Math.round(races.slowestMs)} ms`,
    );
    const killed = await killCheckouts(database, KILLS);
    console.log(
      `${killed.kills} checkouts killed: ${killed.confirmed} orders confirmed, ${killed.leftHeld} left holding, ${killed.wrong.length} wrong`,
    );
    const times = await timeGuesses(database, TRIES);
    const medians = Object.entries(times).map(([kind, ms]) => `${kind} ${ms.toFixed(2)} ms`);
    console.log(`wrong codes, median of ${TRIES}: ${medians.join(', ')}`);
    const spread = Math.max(...Object.values(times)) - Math.min(...Object.values(times));
    return [
      ...pairs.differences,
      ...carts.differences,
      ...races.wrong,
      ...killed.wrong,
      ...(spread > SPREAD_MS ? [`wrong codes differ by ${spread.toFixed(2)} ms`] : []),
    ];
  } finally {
    await database.close(1_000);
  }
}
