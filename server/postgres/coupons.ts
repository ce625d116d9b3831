import { and, eq, inArray, sql } from 'drizzle-orm';
import { AppError } from '../errors.ts';
import {
  type Coupon,
  type CouponInput,
  type Coupons,
  type CouponWriter,
  normalizeCouponCode,
} from '../shop/coupon.ts';
import { newId } from '../shop/new-id.ts';
import type { Drizzle } from './database.ts';
import { coupon, product } from './schema.ts';

type CouponRow = typeof coupon.$inferSelect;

export function postgresCoupons(db: Drizzle): Coupons & CouponWriter {
  return {
    async find(storeId, code) {
      const normal = normalizeCouponCode(code);
      // Postgres has no NUL in text, so no code of ours has one.
      if (normal.includes('\0')) return undefined;
      const rows = await db
        .select()
        .from(coupon)
        .where(and(eq(coupon.storeId, storeId), eq(coupon.code, normal)));
      return rows[0] && couponFromRow(rows[0]);
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
  active: sql`excluded.active`,
  version: sql`${coupon.version} + 1`,
  updatedAt: sql`now()`,
};

function refuseRepeatedCodes(codes: string[]): void {
  const repeated = codes.find((code, index) => codes.indexOf(code) !== index);
  if (repeated) throw new AppError('invalid_request', `The code ${repeated} stands there twice.`);
}

async function refuseUnknownProducts(db: Drizzle, storeId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await db
    .select({ id: product.id })
    .from(product)
    .where(and(eq(product.storeId, storeId), inArray(product.id, ids)));
  const found = new Set(known.map(({ id }) => id));
  const unknown = ids.find((id) => !found.has(id));
  if (unknown) throw new AppError('invalid_request', `There is no product ${unknown}.`);
}

function couponToRow(storeId: string, input: CouponInput): typeof coupon.$inferInsert {
  const { discount, scope } = input;
  return {
    id: newId(),
    storeId,
    code: normalizeCouponCode(input.code),
    title: input.title,
    percentBasisPoints: discount.kind === 'percent' ? discount.basisPoints : null,
    percentCap: discount.kind === 'percent' ? (discount.cap ?? null) : null,
    amount: discount.kind === 'amount' ? discount.amount : null,
    minimumSubtotal: input.minimumSubtotal ?? null,
    categoryValues: scope.kind === 'categories' ? scope.values : null,
    productIds: scope.kind === 'products' ? scope.productIds : null,
    startsAt: input.startsAt ?? null,
    endsAt: input.endsAt ?? null,
    usageLimit: input.usageLimit ?? null,
    timesUsed: input.timesUsed,
    active: input.active,
  };
}

function couponFromRow(row: CouponRow): Coupon {
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    discount: discountFromRow(row),
    minimumSubtotal: row.minimumSubtotal ?? undefined,
    scope: scopeFromRow(row),
    startsAt: row.startsAt ?? undefined,
    endsAt: row.endsAt ?? undefined,
    usageLimit: row.usageLimit ?? undefined,
    timesUsed: row.timesUsed,
    active: row.active,
  };
}

/** The table's checks make sure that it is one or the other. */
function discountFromRow(row: CouponRow): Coupon['discount'] {
  if (row.percentBasisPoints === null) return { kind: 'amount', amount: row.amount ?? 0 };
  return {
    kind: 'percent',
    basisPoints: row.percentBasisPoints,
    cap: row.percentCap ?? undefined,
  };
}

function scopeFromRow({ categoryValues, productIds }: CouponRow): Coupon['scope'] {
  if (categoryValues) return { kind: 'categories', values: categoryValues };
  if (productIds) return { kind: 'products', productIds };
  return { kind: 'everything' };
}
