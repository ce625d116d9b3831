import { type Coupon, type CouponInput, normalizeCouponCode } from '../../shop/coupon.ts';
import { newId } from '../../shop/new-id.ts';
import type { coupon } from '../schema.ts';

export type CouponRow = typeof coupon.$inferSelect;

export function couponToRow(storeId: string, input: CouponInput): typeof coupon.$inferInsert {
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
    perCustomerLimit: input.perCustomerLimit ?? null,
    firstOrderOnly: input.firstOrderOnly,
    combinable: input.combinable,
    active: input.active,
  };
}

export function couponFromRow(row: CouponRow): Coupon {
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
    perCustomerLimit: row.perCustomerLimit ?? undefined,
    firstOrderOnly: row.firstOrderOnly,
    combinable: row.combinable,
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
