/**
 * A checkout that is killed: holds a coupon for one order after the other and confirms each, as fast as it can, until it is
 * no more. Tells its parent of every order that was confirmed, and when there is nothing left to hold; from the first such
 * message on it may be killed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../server/postgres/connection/database.ts';
import { postgresRedemptions } from '../../../server/postgres/coupons/redemptions.ts';
import { newId } from '../../../server/shop/new-id.ts';
import { anOrder } from './coupon-races.ts';

process.once('disconnect', () => process.exit(1));
process.once('message', async (given) => {
  const { url, storeId, holdMs } = given as { url: string; storeId: string; holdMs: number };
  const { db } = openDatabase(url, { maxConnections: 2 });
  const redemptions = postgresRedemptions(db);
  for (;;) {
    const order = { ...anOrder(newId(), ['HELD']), holdMs };
    const { kind } = await redemptions.redeem(storeId, order);
    if (kind !== 'redeemed') {
      process.send!({});
      await sleep(5);
      continue;
    }
    const confirmed = await redemptions.confirm(storeId, order.orderId);
    if (confirmed?.status === 'confirmed') process.send!({ confirmed: order.orderId });
  }
});
process.send!('loaded');
