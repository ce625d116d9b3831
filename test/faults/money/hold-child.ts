/**
 * A checkout that is killed: holds a coupon for one order after the other and confirms each, as fast as it can, until it is
 * no more. Tells its parent of every order that was confirmed.
 */
import { openDatabase } from '../../../server/postgres/database.ts';
import { postgresRedemptions } from '../../../server/postgres/redemptions.ts';
import { newId } from '../../../server/shop/new-id.ts';
import { anOrder } from './coupon-races.ts';

process.once('disconnect', () => process.exit(1));
process.once('message', async (given) => {
  const { url, storeId, holdMs } = given as { url: string; storeId: string; holdMs: number };
  const { db } = openDatabase(url, { maxConnections: 2 });
  const redemptions = postgresRedemptions(db);
  process.send!('began');
  for (;;) {
    const order = { ...anOrder(newId(), ['HELD']), holdMs };
    const { kind } = await redemptions.redeem(storeId, order);
    if (kind !== 'redeemed') continue;
    const confirmed = await redemptions.confirm(storeId, order.orderId);
    if (confirmed?.status === 'confirmed') process.send!({ confirmed: order.orderId });
  }
});
process.send!('loaded');
