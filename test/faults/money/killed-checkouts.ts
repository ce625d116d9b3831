import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../../server/postgres/connection/database.ts';
import { postgresCoupons } from '../../../server/postgres/coupons/coupons.ts';
import { postgresRedemptions } from '../../../server/postgres/coupons/redemptions.ts';
import { insertStore } from '../../support/insert-store.ts';
import { aCoupon } from './coupon-races.ts';

const CHILD = path.join(import.meta.dirname, 'hold-child.ts');
const LIMIT = 40;
const HOLD_MS = 300;
/** Longer than an order takes, so that kills fall anywhere into one. */
const LONGEST_LIFE_MS = 40;
const CHILDREN_AT_ONCE = 4;

export interface KillReport {
  kills: number;
  confirmed: number;
  /** Kills that left a coupon held. */
  leftHeld: number;
  wrong: string[];
}

/** So many checkouts are killed somewhere between holding a coupon and confirming the order. */
export async function killCheckouts(
  database: Pick<Database, 'db' | 'sql'> & { url: string },
  kills: number,
): Promise<KillReport> {
  const report: KillReport = { kills, confirmed: 0, leftHeld: 0, wrong: [] };
  const storeId = await insertStore(database);
  const told = new Set<string>();
  let limit = LIMIT;
  for (let killed = 0; killed < kills; killed += CHILDREN_AT_ONCE) {
    // Every round has some uses more than the last; what its dead hold leaves less for the others.
    await postgresCoupons(database.db).upsert(storeId, [
      { ...aCoupon('HELD', { usageLimit: limit }), timesUsed: await timesUsed(database, storeId) },
    ]);
    const round = Math.min(CHILDREN_AT_ONCE, kills - killed);
    const children = Array.from({ length: round }, () =>
      killOne({ url: database.url, storeId, holdMs: HOLD_MS }, told),
    );
    await Promise.all(children);
    await judge(database, { storeId, limit, told }, report);
    limit += LIMIT;
  }
  report.confirmed = told.size;
  return report;
}

async function killOne(given: object, told: Set<string>): Promise<void> {
  const child = spawn(process.execPath, [CHILD], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  await once(child, 'message');
  child.on('message', ({ confirmed }: { confirmed?: string }) => {
    if (confirmed !== undefined) told.add(confirmed);
  });
  child.send(given);
  await once(child, 'message');
  await sleep(Math.random() * LONGEST_LIFE_MS);
  await kill(child);
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function judge(
  database: Pick<Database, 'db' | 'sql'>,
  { storeId, limit, told }: { storeId: string; limit: number; told: Set<string> },
  report: KillReport,
): Promise<void> {
  const { release } = postgresRedemptions(database.db);
  const before = await inUse(database, storeId);
  if ((await timesUsed(database, storeId)) > limit) report.wrong.push('more than the limit in use');
  report.leftHeld += before.reserved;
  await sleep(HOLD_MS + 50);
  while ((await release()) > 0);
  const after = await inUse(database, storeId);
  const used = await timesUsed(database, storeId);
  if (after.reserved > 0) report.wrong.push(`${after.reserved} still held after their time`);
  if (used !== after.confirmed) {
    report.wrong.push(`${used} uses are counted for ${after.confirmed} confirmed orders`);
  }
  const rows = await database.sql<{ order_id: string }[]>`
    select order_id from coupon_order where store_id = ${storeId} and status = 'confirmed'`;
  const kept = new Set(rows.map((row) => row.order_id));
  const lost = [...told].filter((orderId) => !kept.has(orderId));
  if (lost.length > 0) report.wrong.push(`${lost.length} confirmed orders were lost`);
}

async function inUse({ sql }: Pick<Database, 'sql'>, storeId: string) {
  const [row] = await sql<{ reserved: number; confirmed: number }[]>`
    select count(*) filter (where o.status = 'reserved')::int as reserved,
      count(*) filter (where o.status = 'confirmed')::int as confirmed
    from coupon_order o join coupon_redemption r on r.coupon_order_id = o.id and r.in_use
    where o.store_id = ${storeId}`;
  return row ?? { reserved: 0, confirmed: 0 };
}

async function timesUsed({ sql }: Pick<Database, 'sql'>, storeId: string): Promise<number> {
  const [row] = await sql<{ used: number }[]>`
    select times_used as used from coupon where store_id = ${storeId} and code = 'HELD'`;
  return row?.used ?? 0;
}
