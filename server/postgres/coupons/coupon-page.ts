import { and, eq, gt, ilike, or, type SQL, sql } from 'drizzle-orm';
import type { AdminCouponList, CouponState } from '../../../shared/admin-coupons.ts';
import type { CouponListQuery } from '../../admin/coupon-editor.ts';
import { AppError } from '../../errors.ts';
import { normalizeCouponCode } from '../../shop/coupon.ts';
import type { Drizzle } from '../connection/database.ts';
import { coupon } from '../schema.ts';
import { readAdminCoupons } from './admin-coupon-rows.ts';

/** A page of coupons by code; the cursor is the last code of the page before. */
export async function couponPage(
  db: Drizzle,
  storeId: string,
  { text, state, cursor, limit, now }: CouponListQuery & { now: Date },
): Promise<AdminCouponList> {
  const where = and(
    eq(coupon.storeId, storeId),
    text === undefined ? undefined : hasText(text),
    state && isIn(state, now),
    cursor === undefined ? undefined : gt(coupon.code, readCursor(cursor)),
  );
  const found = await readAdminCoupons(db, storeId, { where, now, limit: limit + 1 });
  const coupons = found.slice(0, limit);
  const last = found.length > limit ? coupons.at(-1) : undefined;
  return { coupons, next_cursor: last ? Buffer.from(last.code).toString('base64url') : null };
}

function hasText(text: string): SQL | undefined {
  const like = (part: string) => `%${part.replace(/[\\%_]/g, '\\$&')}%`;
  const inCode = normalizeCouponCode(text);
  return or(
    inCode === '' ? undefined : ilike(coupon.code, like(inCode)),
    ilike(coupon.title, like(text)),
  );
}

/** The same as `couponState` says. */
function isIn(state: CouponState, now: Date): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  const expired = sql`coalesce(${coupon.endsAt} <= ${at}, false)`;
  const usedUp = sql`coalesce(${coupon.timesUsed} >= ${coupon.usageLimit}, false)`;
  const early = sql`coalesce(${coupon.startsAt} > ${at}, false)`;
  switch (state) {
    case 'inactive':
      return sql`not ${coupon.active}`;
    case 'expired':
      return sql`${coupon.active} and ${expired}`;
    case 'used_up':
      return sql`${coupon.active} and not ${expired} and ${usedUp}`;
    case 'scheduled':
      return sql`${coupon.active} and not ${expired} and not ${usedUp} and ${early}`;
    case 'active':
      return sql`${coupon.active} and not ${expired} and not ${usedUp} and not ${early}`;
  }
}

function readCursor(text: string): string {
  const code = Buffer.from(text, 'base64url').toString();
  if (/^[^\0\uFFFD]+$/.test(code)) return code;
  throw new AppError('invalid_request', 'The cursor is not one of this list.', {
    errors: [{ pointer: '/cursor', detail: 'is not one of this list' }],
  });
}
