import { and, eq, inArray, sql } from 'drizzle-orm';
import { AppError } from '../../errors.ts';
import { type Coupons, type CouponWriter, normalizeCouponCode } from '../../shop/coupon.ts';
import type { Drizzle } from '../connection/database.ts';
import { coupon, product } from '../schema.ts';
import { couponFromRow, couponToRow } from './coupon-rows.ts';
import { customerHash } from './customer-hash.ts';

export function postgresCoupons(db: Drizzle): Coupons & CouponWriter {
  return {
    async find(storeId, code) {
      const [row] = await db
        .select()
        .from(coupon)
        .where(underCodes(storeId, [code]));
      return row && couponFromRow(row);
    },
    async lookUp(storeId, { codes, customerRef }) {
      const customer = customerRef === undefined ? null : customerHash(storeId, customerRef);
      const rows = await db
        .select({
          row: coupon,
          redemptions: sql<number>`(
            select count(*)::int from coupon_redemption used
            where used.coupon_id = coupon.id and used.customer = ${customer} and used.in_use)`,
          orders: sql<number>`(
            select count(*)::int from coupon_order made
            where made.store_id = ${storeId} and made.customer = ${customer}
              and made.status in ('reserved', 'confirmed'))`,
        })
        .from(coupon)
        .where(underCodes(storeId, codes));
      const redemptions = rows.map(({ row, redemptions }) => [row.id, redemptions]);
      return {
        coupons: rows.map(({ row }) => couponFromRow(row)),
        // Without a coupon nobody asks how many orders there are.
        shopper: {
          customerRef,
          orders: rows[0]?.orders ?? 0,
          redemptions: Object.fromEntries(redemptions),
        },
      };
    },
    async upsert(storeId, inputs) {
      const rows = inputs.map((input) => couponToRow(storeId, input));
      if (rows.length === 0) return;
      refuseRepeatedCodes(rows.map(({ code }) => code));
      await db.transaction(async (tx) => {
        await refuseUnknownProducts(tx, storeId, [
          ...new Set(rows.flatMap((row) => row.productIds ?? [])),
        ]);
        await tx
          .insert(coupon)
          .values(rows)
          .onConflictDoUpdate({ target: [coupon.storeId, coupon.code], set: REPLACED });
      });
    },
    async list(storeId) {
      const rows = await db
        .select()
        .from(coupon)
        .where(eq(coupon.storeId, storeId))
        .orderBy(coupon.code);
      return rows.map(couponFromRow);
    },
  };
}

/** Codes as a shopper typed them. Postgres has no NUL in text, so no code of ours has one. */
export function underCodes(storeId: string, codes: string[]) {
  const normal = codes.map((code) => normalizeCouponCode(code).replaceAll('\0', '\uFFFD'));
  return and(eq(coupon.storeId, storeId), inArray(coupon.code, normal));
}

/** Everything that the merchant states; the coupon keeps its id. */
const REPLACED = {
  title: sql`excluded.title`,
  percentBasisPoints: sql`excluded.percent_basis_points`,
  percentCap: sql`excluded.percent_cap`,
  amount: sql`excluded.amount`,
  minimumSubtotal: sql`excluded.minimum_subtotal`,
  categoryValues: sql`excluded.category_values`,
  productIds: sql`excluded.product_ids`,
  startsAt: sql`excluded.starts_at`,
  endsAt: sql`excluded.ends_at`,
  usageLimit: sql`excluded.usage_limit`,
  timesUsed: sql`excluded.times_used`,
  perCustomerLimit: sql`excluded.per_customer_limit`,
  firstOrderOnly: sql`excluded.first_order_only`,
  combinable: sql`excluded.combinable`,
  active: sql`excluded.active`,
  version: sql`${coupon.version} + 1`,
  updatedAt: sql`now()`,
};

function refuseRepeatedCodes(codes: string[]): void {
  const repeated = codes.find((code, index) => codes.indexOf(code) !== index);
  if (repeated) throw new AppError('invalid_request', `The code ${repeated} stands there twice.`);
}

/** Throws AppError `invalid_request` naming the first that the store does not have. */
export async function refuseUnknownProducts(
  db: Drizzle,
  storeId: string,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  const known = await db
    .select({ id: product.id })
    .from(product)
    .where(and(eq(product.storeId, storeId), inArray(product.id, ids)));
  const found = new Set(known.map(({ id }) => id));
  const unknown = ids.find((id) => !found.has(id));
  if (!unknown) return;
  throw new AppError('invalid_request', `There is no product ${unknown}.`, {
    errors: [{ pointer: '/scope/product_ids', detail: `${unknown} is no product of this store` }],
  });
}
