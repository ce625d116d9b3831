import { asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { AdminCoupon } from '../../../shared/admin-coupons.ts';
import { couponState } from '../../admin/coupon-state.ts';
import { storeClock } from '../../shop/store-time.ts';
import type { Drizzle } from '../connection/database.ts';
import { coupon, product, store } from '../schema.ts';
import type { CouponRow } from './coupon-rows.ts';

/** Coupons by code, at most `limit` of them. `now` decides what is active. */
export async function readAdminCoupons(
  db: Drizzle,
  storeId: string,
  { where, now, limit = 1 }: { where: SQL | undefined; now: Date; limit?: number },
): Promise<AdminCoupon[]> {
  const rows = await db
    .select({ row: coupon, timeZone: store.timeZone })
    .from(coupon)
    .innerJoin(store, eq(store.id, coupon.storeId))
    .where(where)
    .orderBy(asc(coupon.code))
    .limit(limit);
  const ids = rows.flatMap(({ row }) => row.productIds ?? []);
  const titles = await productTitles(db, storeId, ids);
  return rows.map(({ row, timeZone }) => couponFromRow(row, { titles, timeZone, now }));
}

async function productTitles(db: Drizzle, storeId: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, string>();
  const rows = await db
    .select({ id: product.id, title: product.title, storeId: product.storeId })
    .from(product)
    .where(inArray(product.id, [...new Set(ids)]));
  const own = rows.filter((row) => row.storeId === storeId);
  return new Map(own.map(({ id, title }) => [id, title]));
}

function couponFromRow(
  row: CouponRow,
  { titles, timeZone, now }: { titles: Map<string, string>; timeZone: string; now: Date },
): AdminCoupon {
  const clock = (moment: Date | null) => (moment ? storeClock(moment, timeZone) : null);
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    discount:
      row.percentBasisPoints === null
        ? { kind: 'amount', amount: row.amount ?? 0 }
        : { kind: 'percent', basis_points: row.percentBasisPoints, cap: row.percentCap },
    minimum_subtotal: row.minimumSubtotal,
    scope: scopeFromRow(row, titles),
    starts_at: row.startsAt?.toISOString() ?? null,
    ends_at: row.endsAt?.toISOString() ?? null,
    starts_local: clock(row.startsAt),
    ends_local: clock(row.endsAt),
    usage_limit: row.usageLimit,
    per_customer_limit: row.perCustomerLimit,
    first_order_only: row.firstOrderOnly,
    combinable: row.combinable,
    active: row.active,
    times_used: row.timesUsed,
    state: couponState(row, now),
    version: row.version,
    updated_at: row.updatedAt.toISOString(),
  };
}

/** A product that was deleted has no title any more. */
function scopeFromRow(row: CouponRow, titles: Map<string, string>): AdminCoupon['scope'] {
  if (row.categoryValues) return { kind: 'categories', values: row.categoryValues };
  if (!row.productIds) return { kind: 'everything' };
  return {
    kind: 'products',
    product_ids: row.productIds,
    titles: row.productIds.map((id) => titles.get(id) ?? null),
  };
}
