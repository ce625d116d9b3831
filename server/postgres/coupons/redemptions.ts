import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Redemption } from '../../../shared/redemption.ts';
import { newId } from '../../shop/new-id.ts';
import type {
  ExpiredHolds,
  NewRedemption,
  RedemptionResult,
  Redemptions,
} from '../../shop/redemptions.ts';
import type { Drizzle } from '../connection/database.ts';
import { couponOrder, couponRedemption } from '../schema.ts';
import { customerHash } from './customer-hash.ts';
import { Exhausted, giveBack, useCoupons } from './use-coupons.ts';

type OrderRow = typeof couponOrder.$inferSelect;

/**
 * Locks are taken in one order everywhere: a customer, an order, then coupons by id.
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
