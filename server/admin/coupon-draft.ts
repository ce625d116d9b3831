import { isDeepStrictEqual } from 'node:util';
import type { AdminCoupon, CouponChange, CouponDraft } from '../../shared/admin-coupons.ts';
import { CouponInput, normalizeCouponCode } from '../shop/coupon.ts';
import { isKeptMoment, KEPT_MOMENTS, storeMoment } from '../shop/store-time.ts';
import { type Complaint, refuseIfAny } from './complaints.ts';

const MOST_CHARACTERS = 100;

/** A coupon as a merchant has it, with nothing but what they state: the form of a draft and of the audit log. */
export function draftOf(coupon: AdminCoupon): CouponDraft {
  const { id: _, starts_local: __, ends_local: ___, state: ____, ...rest } = coupon;
  const { version: _____, updated_at: ______, scope, ...stated } = rest;
  if (scope.kind !== 'products') return { ...stated, scope };
  return { ...stated, scope: { kind: 'products', product_ids: scope.product_ids } };
}

/**
 * The coupon that a draft means in a store whose clocks show the time of `timeZone`. Throws AppError `invalid_request` when
 * the code is nothing but blanks or too long, the end is not after the start, a year is not one of these times, or it was
 * used more often than it may be.
 */
export function couponOfDraft(draft: CouponDraft, timeZone: string): CouponInput {
  const startsAt = momentOf(draft.starts_at, timeZone);
  const endsAt = momentOf(draft.ends_at, timeZone);
  const complaints: Complaint[] = [];
  const code = normalizeCouponCode(draft.code);
  if (code === '') complaints.push({ pointer: '/code', detail: 'must have letters or digits' });
  // One character may stand for many.
  if (code.length > MOST_CHARACTERS) {
    complaints.push({ pointer: '/code', detail: `is more than ${MOST_CHARACTERS} characters` });
  }
  for (const [pointer, moment] of Object.entries({ '/starts_at': startsAt, '/ends_at': endsAt })) {
    if (moment && !isKeptMoment(moment)) complaints.push({ pointer, detail: KEPT_MOMENTS });
  }
  if (startsAt && endsAt && endsAt <= startsAt) {
    complaints.push({ pointer: '/ends_at', detail: 'must be after the start' });
  }
  if (draft.usage_limit !== null && draft.times_used > draft.usage_limit) {
    const detail = `must not be less than ${draft.times_used}: so often it was used already`;
    complaints.push({ pointer: '/usage_limit', detail });
  }
  refuseIfAny(complaints, 'The coupon cannot be like this');
  const { discount, scope } = draft;
  return CouponInput.parse({
    code: draft.code,
    title: draft.title,
    discount:
      discount.kind === 'amount'
        ? discount
        : { kind: 'percent', basisPoints: discount.basis_points, cap: discount.cap ?? undefined },
    minimumSubtotal: draft.minimum_subtotal ?? undefined,
    scope: scope.kind === 'products' ? { kind: 'products', productIds: scope.product_ids } : scope,
    startsAt,
    endsAt,
    usageLimit: draft.usage_limit ?? undefined,
    timesUsed: draft.times_used,
    perCustomerLimit: draft.per_customer_limit ?? undefined,
    firstOrderOnly: draft.first_order_only,
    combinable: draft.combinable,
    active: draft.active,
  });
}

function momentOf(text: string | null, timeZone: string): Date | undefined {
  return text === null ? undefined : storeMoment(text, timeZone);
}

/** The fields that differ, in the form of a change each way; undefined when none does. */
export function couponDifference(
  older: CouponDraft,
  newer: CouponDraft,
): { before: CouponChange; after: CouponChange } | undefined {
  const fields = (Object.keys(newer) as (keyof CouponDraft)[]).filter(
    (field) => !isDeepStrictEqual(older[field], newer[field]),
  );
  if (fields.length === 0) return undefined;
  const only = (draft: CouponDraft): CouponChange =>
    Object.fromEntries(fields.map((field) => [field, draft[field]]));
  return { before: only(older), after: only(newer) };
}
