import { and, eq, inArray, sql } from 'drizzle-orm';
import type { NewRedemption } from '../../shop/redemptions.ts';
import type { Drizzle } from '../connection/database.ts';
import { coupon, couponRedemption } from '../schema.ts';

/** Ends a transaction that may not use a coupon (again). */
export class Exhausted extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`${code} is used up`);
    this.code = code;
  }
}

/** An order that this transaction has just made. */
export interface StartedOrder {
  id: string;
  storeId: string;
  customer: Buffer | null;
}

/**
 * Uses coupons for an order. Whoever has the locks of all of them is alone with their counts, so that one conditional
 * statement decides. Throws Exhausted when one cannot be used now; then nothing of the transaction stays.
 */
export async function useCoupons(
  tx: Drizzle,
  coupons: NewRedemption['coupons'],
  { id, storeId, customer }: StartedOrder,
): Promise<void> {
  if (coupons.length === 0) return;
  const codes = coupons.map(({ code }) => code);
  const locked = await tx
    .select({ id: coupon.id })
    .from(coupon)
    .where(and(eq(coupon.storeId, storeId), inArray(coupon.code, codes)))
    .orderBy(coupon.id)
    .for('update');
  const used = await tx
    .update(coupon)
    .set({ timesUsed: sql`${coupon.timesUsed} + 1` })
    .where(
      and(
        inArray(
          coupon.id,
          locked.map(({ id }) => id),
        ),
        mayBeUsed({ id, storeId, customer }),
      ),
    )
    .returning({ id: coupon.id, code: coupon.code });
  const idOf = new Map(used.map((row) => [row.code, row.id]));
  const refused = codes.find((code) => !idOf.has(code));
  if (refused !== undefined) throw new Exhausted(refused);
  await tx.insert(couponRedemption).values(
    coupons.map(({ code, amount }, position) => ({
      couponOrderId: id,
      position,
      storeId,
      code,
      couponId: idOf.get(code),
      customer,
      amount,
    })),
  );
}

function mayBeUsed({ id, storeId, customer }: StartedOrder) {
  return sql`
    ${coupon.active}
    and (${coupon.startsAt} is null or ${coupon.startsAt} <= statement_timestamp())
    and (${coupon.endsAt} is null or ${coupon.endsAt} > statement_timestamp())
    and (${coupon.usageLimit} is null or ${coupon.timesUsed} < ${coupon.usageLimit})
    and (${coupon.perCustomerLimit} is null or ${coupon.perCustomerLimit} > (
      select count(*) from coupon_redemption used
      where used.coupon_id = ${coupon.id} and used.customer = ${customer} and used.in_use))
    and (not ${coupon.firstOrderOnly} or not exists (
      select from coupon_order made
      where made.store_id = ${storeId} and made.customer = ${customer} and made.id <> ${id}
        and made.status in ('reserved', 'confirmed')))
    and (${customer !== null} or (${coupon.perCustomerLimit} is null and not ${coupon.firstOrderOnly}))`;
}

/** Gives back the coupons of orders that have just left their state, each once. */
export async function giveBack(tx: Drizzle, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return;
  const free = await tx
    .update(couponRedemption)
    .set({ inUse: false })
    .where(and(inArray(couponRedemption.couponOrderId, orderIds), couponRedemption.inUse))
    .returning({ couponId: couponRedemption.couponId });
  const couponIds = free.flatMap(({ couponId }) => couponId ?? []);
  const times = Map.groupBy(couponIds, (couponId) => couponId);
  for (const couponId of [...times.keys()].sort()) {
    const count = times.get(couponId)!.length;
    await tx
      .update(coupon)
      // A merchant may have counted anew meanwhile.
      .set({ timesUsed: sql`greatest(${coupon.timesUsed} - ${count}, 0)` })
      .where(eq(coupon.id, couponId));
  }
}
