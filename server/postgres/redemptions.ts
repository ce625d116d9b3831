import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Redemption } from '../../shared/redemption.ts';
import { newId } from '../shop/new-id.ts';
import type {
  ExpiredHolds,
  NewRedemption,
  RedemptionResult,
  Redemptions,
} from '../shop/redemptions.ts';
import { couponOrder, couponRedemption } from './coupon-tables.ts';
import { customerHash } from './customer-hash.ts';
import type { Drizzle } from './database.ts';
import { coupon } from './schema.ts';

type OrderRow = typeof couponOrder.$inferSelect;

/**
 * Locks are taken in one order everywhere: a customer, an order, then coupons by id. Whoever has the locks of all coupons of
 * an order is alone with their counts, so that one conditional statement (`useCoupons`) decides.
 */
export function postgresRedemptions(db: Drizzle): Redemptions & ExpiredHolds {
  const redeemOnce = async (storeId: string, order: NewRedemption): Promise<RedemptionResult> => {
    try {
      return await db.transaction((tx) => redeem(tx, storeId, order));
    } catch (error) {
      if (error instanceof Exhausted) return { kind: 'exhausted', code: error.code };
      throw error;
    }
  };
  const release = () => db.transaction(releaseExpired);

  return {
    find: (storeId, orderId) => readOrder(db, storeId, orderId),

    async redeem(storeId, order) {
      const result = await redeemOnce(storeId, order);
      // What is held beyond its time is nobody's, whether or not somebody has come by to release it.
      if (result.kind !== 'exhausted' || (await release()) === 0) return result;
      return redeemOnce(storeId, order);
    },

    async confirm(storeId, orderId) {
      await db
        .update(couponOrder)
        .set({ status: 'confirmed', reservedUntil: null, updatedAt: sql`now()` })
        .where(
          and(
            ofOrder(storeId, orderId),
            eq(couponOrder.status, 'reserved'),
            sql`${couponOrder.reservedUntil} > now()`,
          ),
        );
      return readOrder(db, storeId, orderId);
    },

    async cancel(storeId, orderId) {
      await db.transaction(async (tx) => {
        const cancelled = await tx
          .update(couponOrder)
          .set({ status: 'cancelled', reservedUntil: null, updatedAt: sql`now()` })
          .where(
            and(ofOrder(storeId, orderId), inArray(couponOrder.status, ['reserved', 'confirmed'])),
          )
          .returning({ id: couponOrder.id });
        await giveBack(
          tx,
          cancelled.map(({ id }) => id),
        );
      });
      return readOrder(db, storeId, orderId);
    },

    release,
  };
}

/** Ends a transaction that may not use a coupon (again). */
class Exhausted extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`${code} is used up`);
    this.code = code;
  }
}

async function redeem(
  tx: Drizzle,
  storeId: string,
  order: NewRedemption,
): Promise<RedemptionResult> {
  const customer =
    order.customerRef === undefined ? null : customerHash(storeId, order.customerRef);
  if (customer) await lockCustomer(tx, customer);
  const id = await insertOrder(tx, { storeId, order, customer });
  if (id !== undefined) await useCoupons(tx, order.coupons, { id, storeId, customer });
  const redemption = await readOrder(tx, storeId, order.orderId);
  return redemption ? { kind: 'redeemed', redemption } : { kind: 'quote_used' };
}

/** Two orders of one customer are made one after the other: "the first order" is only one of them. */
async function lockCustomer(tx: Drizzle, customer: Buffer): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(${customer.readBigInt64BE().toString()}::bigint)`,
  );
}

/** Undefined when there is an order of that name, or another one of the same quote. */
async function insertOrder(
  tx: Drizzle,
  { storeId, order, customer }: { storeId: string; order: NewRedemption; customer: Buffer | null },
): Promise<string | undefined> {
  const { orderId, quoteId, currency, subtotal, discount, total, holdMs } = order;
  const [inserted] = await tx
    .insert(couponOrder)
    .values({
      id: newId(),
      storeId,
      orderId,
      quoteId,
      customer,
      status: holdMs === undefined ? 'confirmed' : 'reserved',
      reservedUntil:
        holdMs === undefined ? null : sql`now() + ${holdMs}::int * interval '1 millisecond'`,
      currency,
      subtotal,
      discount,
      total,
    })
    .onConflictDoNothing()
    .returning({ id: couponOrder.id });
  return inserted?.id;
}

interface StartedOrder {
  id: string;
  storeId: string;
  customer: Buffer | null;
}

/** Throws Exhausted when one of them cannot be used now; then nothing of the transaction stays. */
async function useCoupons(
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

const RELEASED_AT_ONCE = 100;

async function releaseExpired(tx: Drizzle): Promise<number> {
  const expired = await tx
    .update(couponOrder)
    .set({ status: 'expired', reservedUntil: null, updatedAt: sql`now()` })
    .where(
      sql`${couponOrder.id} in (
        select id from coupon_order where status = 'reserved' and reserved_until <= now()
        order by reserved_until limit ${RELEASED_AT_ONCE} for update skip locked)`,
    )
    .returning({ id: couponOrder.id });
  await giveBack(
    tx,
    expired.map(({ id }) => id),
  );
  return expired.length;
}

/** Of orders that have just left their state, each once. */
async function giveBack(tx: Drizzle, orderIds: string[]): Promise<void> {
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

function ofOrder(storeId: string, orderId: string) {
  return and(eq(couponOrder.storeId, storeId), eq(couponOrder.orderId, orderId));
}

async function readOrder(
  db: Drizzle,
  storeId: string,
  orderId: string,
): Promise<Redemption | undefined> {
  const [order] = await db.select().from(couponOrder).where(ofOrder(storeId, orderId));
  if (!order) return undefined;
  const coupons = await db
    .select({ code: couponRedemption.code, amount: couponRedemption.amount })
    .from(couponRedemption)
    .where(eq(couponRedemption.couponOrderId, order.id))
    .orderBy(asc(couponRedemption.position));
  return redemptionFromRow(order, coupons);
}

function redemptionFromRow(row: OrderRow, coupons: Redemption['coupons']): Redemption {
  const { orderId, quoteId, status, reservedUntil, currency, subtotal, discount, total } = row;
  return {
    order_id: orderId,
    quote_id: quoteId,
    status,
    reserved_until: reservedUntil?.toISOString() ?? null,
    currency,
    subtotal,
    discount,
    total,
    coupons,
  };
}
