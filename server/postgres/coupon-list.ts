import { and, asc, eq, inArray } from 'drizzle-orm';
import type { AdminCoupon } from '../../shared/admin.ts';
import { COUPONS_SHOWN, type CouponList, couponState } from '../admin/coupon-list.ts';
import type { Drizzle } from './database.ts';
import { coupon, product } from './schema.ts';

type CouponRow = typeof coupon.$inferSelect;

export function postgresCouponList(db: Drizzle): CouponList {
  return {
    async list(storeId, now) {
      const rows = await db
        .select()
        .from(coupon)
        .where(eq(coupon.storeId, storeId))
        .orderBy(asc(coupon.code))
        .limit(COUPONS_SHOWN);
      const titles = await productTitles(
        db,
        storeId,
        rows.flatMap((row) => row.productIds ?? []),
      );
      return rows.map((row) => couponFromRow(row, { titles, now }));
    },
  };
}

async function productTitles(db: Drizzle, storeId: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, string>();
  const rows = await db
    .select({ id: product.id, title: product.title })
    .from(product)
    .where(and(eq(product.storeId, storeId), inArray(product.id, [...new Set(ids)])));
  return new Map(rows.map(({ id, title }) => [id, title]));
}

function couponFromRow(
  row: CouponRow,
  { titles, now }: { titles: Map<string, string>; now: Date },
): AdminCoupon {
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
    usage_limit: row.usageLimit,
    times_used: row.timesUsed,
    state: couponState(row, now),
  };
}

/** A product that was deleted has no title any more and is left out. */
function scopeFromRow(row: CouponRow, titles: Map<string, string>): AdminCoupon['scope'] {
  if (row.categoryValues) return { kind: 'categories', values: row.categoryValues };
  if (!row.productIds) return { kind: 'everything' };
  return { kind: 'products', titles: row.productIds.flatMap((id) => titles.get(id) ?? []) };
}
