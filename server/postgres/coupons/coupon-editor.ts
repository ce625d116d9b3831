import { and, eq, isNull, sql } from 'drizzle-orm';
import type { AdminCoupon, CouponDraft } from '../../../shared/admin-coupons.ts';
import { couponDifference, couponOfDraft, draftOf } from '../../admin/coupon-draft.ts';
import type { CouponEditor } from '../../admin/coupon-editor.ts';
import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import type { CouponInput } from '../../shop/coupon.ts';
import type { Drizzle } from '../connection/database.ts';
import { isUniqueViolation } from '../connection/database-errors.ts';
import { recordChange } from '../people/record-change.ts';
import { coupon, couponRedemption, store } from '../schema.ts';
import { readAdminCoupons } from './admin-coupon-rows.ts';
import { couponPage } from './coupon-page.ts';
import { couponToRow } from './coupon-rows.ts';
import { refuseUnknownProducts, underCodes } from './coupons.ts';

/** `clock` says which coupons are active. */
export function postgresCouponEditor(db: Drizzle, clock: Clock): CouponEditor {
  const read = async (tx: Drizzle, storeId: string, id: string) => {
    const own = and(eq(coupon.storeId, storeId), eq(coupon.id, id));
    const [found] = await readAdminCoupons(tx, storeId, { where: own, now: clock.now() });
    return found;
  };

  return {
    list: (storeId, query) => couponPage(db, storeId, { ...query, now: clock.now() }),

    get: (storeId, couponId) => read(db, storeId, couponId),

    async underCodes(storeId, codes) {
      if (codes.length === 0) return [];
      const where = underCodes(storeId, codes);
      const limit = codes.length;
      return await readAdminCoupons(db, storeId, { where, now: clock.now(), limit });
    },

    create(storeId, draft, by) {
      return db.transaction(async (tx) => {
        const input = await checkedInput(tx, storeId, { draft, scope: draft.scope });
        const row = couponToRow(storeId, input);
        const inserted = await tx
          .insert(coupon)
          .values(row)
          .onConflictDoNothing()
          .returning({ id: coupon.id });
        if (inserted.length === 0) throw codeIsTaken(input.code);
        await takeOverRedemptions(tx, { id: row.id, storeId, code: input.code });
        const made = (await read(tx, storeId, row.id))!;
        await recordChange(tx, {
          ...by,
          action: 'coupon.create',
          storeId,
          subject: subjectOf(made),
          after: draftOf(made),
        });
        return made;
      });
    },

    change(storeId, couponId, { version, change, ...by }) {
      return db.transaction(async (tx) => {
        if (!(await lockVersion(tx, storeId, { couponId, version }))) return undefined;
        const before = (await read(tx, storeId, couponId))!;
        const draft = { ...draftOf(before), ...change };
        const input = await checkedInput(tx, storeId, { draft, scope: change.scope });
        const { id: _, ...columns } = couponToRow(storeId, input);
        await tx
          .update(coupon)
          .set({ ...columns, version: sql`${coupon.version} + 1`, updatedAt: sql`now()` })
          .where(eq(coupon.id, couponId))
          .catch((error: unknown) => {
            throw isUniqueViolation(error) ? codeIsTaken(input.code) : error;
          });
        const after = (await read(tx, storeId, couponId))!;
        const difference = couponDifference(draftOf(before), draftOf(after));
        if (difference) {
          const subject = subjectOf(after);
          await recordChange(tx, {
            ...by,
            action: 'coupon.change',
            storeId,
            subject,
            ...difference,
          });
        }
        return after;
      });
    },

    remove(storeId, couponId, { version, ...by }) {
      return db.transaction(async (tx) => {
        if (!(await lockVersion(tx, storeId, { couponId, version }))) return false;
        const before = (await read(tx, storeId, couponId))!;
        await tx.delete(coupon).where(eq(coupon.id, couponId));
        await recordChange(tx, {
          ...by,
          action: 'coupon.delete',
          storeId,
          subject: { id: couponId, name: before.code },
          before: draftOf(before),
        });
        return true;
      });
    },
  };
}

function subjectOf({ id, code, version }: AdminCoupon) {
  return { id, name: code, version };
}

/** False when it is not there; throws AppError `version_conflict` when it has another version. */
async function lockVersion(
  tx: Drizzle,
  storeId: string,
  { couponId, version }: { couponId: string; version: number },
): Promise<boolean> {
  const [locked] = await tx
    .select({ version: coupon.version })
    .from(coupon)
    .where(and(eq(coupon.storeId, storeId), eq(coupon.id, couponId)))
    .for('update');
  if (locked && locked.version !== version) {
    throw new AppError('version_conflict', 'The coupon was changed meanwhile.');
  }
  return locked !== undefined;
}

/** Products of `scope` must be there; those that a coupon names from before may be gone by now. */
async function checkedInput(
  tx: Drizzle,
  storeId: string,
  { draft, scope }: { draft: CouponDraft; scope: CouponDraft['scope'] | undefined },
): Promise<CouponInput> {
  const [owner] = await tx
    .select({ timeZone: store.timeZone })
    .from(store)
    .where(eq(store.id, storeId));
  const input = couponOfDraft(draft, owner?.timeZone ?? 'UTC');
  if (scope?.kind === 'products') await refuseUnknownProducts(tx, storeId, scope.product_ids);
  return input;
}

/** A coupon that comes back under its code knows which customers have used it. */
async function takeOverRedemptions(
  tx: Drizzle,
  { id, storeId, code }: { id: string; storeId: string; code: string },
): Promise<void> {
  await tx
    .update(couponRedemption)
    .set({ couponId: id })
    .where(
      and(
        eq(couponRedemption.storeId, storeId),
        eq(couponRedemption.code, code),
        isNull(couponRedemption.couponId),
      ),
    );
}

function codeIsTaken(code: string): AppError {
  return new AppError('conflict', `There is a coupon ${code} already.`, {
    errors: [{ pointer: '/code', detail: 'is the code of another coupon' }],
  });
}
