import { CouponChange, CouponDraft } from '../../shared/admin-coupons.ts';
import type { CouponEditor } from './coupon-editor.ts';
import { needed, readable, stillThere, type UndoTargets } from './undo.ts';

/** A coupon that was made is deleted, one that was deleted is made again, one that was changed is changed back. */
export function undoCoupons(coupons: CouponEditor): UndoTargets {
  return {
    async 'coupon.create'({ storeId, subject }, by) {
      const at = { ...by, version: needed(subject.version) };
      stillThere(await coupons.remove(needed(storeId), needed(subject.id), at));
    },
    async 'coupon.change'({ storeId, subject, before }, by) {
      const change = readable(CouponChange, before);
      const edit = { ...by, change, version: needed(subject.version) };
      stillThere(await coupons.change(needed(storeId), needed(subject.id), edit));
    },
    async 'coupon.delete'({ storeId, before }, by) {
      await coupons.create(needed(storeId), readable(CouponDraft, before), by);
    },
  };
}
