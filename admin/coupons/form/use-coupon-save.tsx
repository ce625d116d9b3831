import { useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminCoupon, CouponChange } from '../../../shared/admin-coupons.ts';
import { couponApi } from '../../api/coupon-api.ts';
import { ApiProblem } from '../../api/request.ts';
import { moneyOf } from '../../format/money.ts';
import { ConflictDialog } from '../../parts/conflict-dialog.tsx';
import { announceChange } from '../../products/last-change.ts';
import { mayLoseChanges } from '../../router/navigation.tsx';
import { endIfSignedOut } from '../../session/session.ts';
import { language, words } from '../../words/words.ts';
import { couponDifferences } from '../coupon-differences.ts';
import { type CouponFailure, couponFailure } from './coupon-problem.ts';

/**
 * Saves changes of a coupon that was read earlier. When somebody was faster, `dialog` shows both sides and lets the
 * merchant choose; `onStored` gets the coupon as it is stored then, whichever way it goes.
 */
export function useCouponSave(
  store: AdminStore,
  seen: AdminCoupon,
  onStored: (coupon: AdminCoupon) => void,
) {
  const [stale, setStale] = useState<{ mine: CouponChange; stored: AdminCoupon } | undefined>(
    undefined,
  );
  const [failure, setFailure] = useState<CouponFailure | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);

  const fail = (problem: unknown) => {
    if (!endIfSignedOut(problem)) setFailure(couponFailure(problem));
  };
  const send = async (mine: CouponChange, version: number) => {
    setFailure(undefined);
    setStale(undefined);
    setSaving(true);
    try {
      const at = { id: seen.id, version };
      const { value, auditEntry: entry } = await couponApi.change(store.key, at, mine);
      onStored(value);
      const onUndone = async () => onStored(await couponApi.get(store.key, seen.id));
      const undo = entry && { storeKey: store.key, entry, mayBegin: mayLoseChanges, onUndone };
      announceChange(words().saved, undo || undefined);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'version_conflict') {
        await couponApi.get(store.key, seen.id).then((stored) => setStale({ mine, stored }), fail);
      } else {
        fail(problem);
      }
    } finally {
      setSaving(false);
    }
  };

  const dialog = stale && (
    <ConflictDialog
      differences={couponDifferences(
        { seen, ...stale },
        { money: moneyOf(store), locale: language.value, timeZone: store.time_zone },
      )}
      onReload={() => {
        setStale(undefined);
        onStored(stale.stored);
      }}
      onKeepMine={() => void send(stale.mine, stale.stored.version)}
    />
  );
  return { save: (change: CouponChange) => send(change, seen.version), isSaving, failure, dialog };
}
