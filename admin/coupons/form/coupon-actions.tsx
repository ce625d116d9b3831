import { useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminCoupon } from '../../../shared/admin-coupons.ts';
import { couponApi } from '../../api/coupon-api.ts';
import { problemText } from '../../api/problem-text.ts';
import { ApiProblem } from '../../api/request.ts';
import { AlertText } from '../../parts/alert-text.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Modal } from '../../parts/modal.tsx';
import { useAction } from '../../parts/use-action.ts';
import { announceChange } from '../../products/last-change.ts';
import { lastList } from '../../products/last-list.ts';
import { guardLeaving, Link, navigate } from '../../router/navigation.tsx';
import { words } from '../../words/words.ts';
import { couponWords } from '../coupon-words.ts';

interface CouponActionsProps {
  store: AdminStore;
  coupon: AdminCoupon;
  canEdit: boolean;
}

/** What can be done with a coupon as a whole. */
export function CouponActions({ store, coupon, canEdit }: CouponActionsProps) {
  const [isAsking, setAsking] = useState(false);
  const text = couponWords();
  return (
    <div class="coupon-actions">
      <Link
        class="button button-small"
        to={{ page: 'history', store: store.key }}
        query={`subject=${coupon.id}`}
      >
        <Icon name="history" /> {words().history}
      </Link>
      {canEdit && (
        <>
          <Link
            class="button button-small"
            to={{ page: 'coupon', store: store.key, id: 'new' }}
            query={`from=${coupon.id}`}
          >
            <Icon name="copy" /> {text.duplicate}
          </Link>
          <button
            type="button"
            class="button button-small button-bad"
            onClick={() => setAsking(true)}
          >
            <Icon name="trash" /> {text.delete}
          </button>
        </>
      )}
      {isAsking && <DeleteDialog store={store} coupon={coupon} onClose={() => setAsking(false)} />}
    </div>
  );
}

interface DeleteDialogProps {
  store: AdminStore;
  coupon: AdminCoupon;
  onClose(): void;
}

function DeleteDialog({ store, coupon, onClose }: DeleteDialogProps) {
  const { run, isBusy, error } = useAction(deletionProblem);
  const text = couponWords();
  const list = { page: 'coupons', store: store.key } as const;
  const remove = () =>
    run(async () => {
      const { auditEntry: entry } = await couponApi.remove(store.key, coupon);
      guardLeaving(undefined);
      navigate(list, { query: lastList(`${store.key} coupons`) });
      // It comes back under another id; its code finds it.
      const onUndone = () => navigate(list, { query: `q=${encodeURIComponent(coupon.code)}` });
      announceChange(text.deleted, entry ? { storeKey: store.key, entry, onUndone } : undefined);
    });
  return (
    <Modal title={text.deleteTitle(coupon.code)} onClose={onClose}>
      <p>{text.deleteText}</p>
      <AlertText>{error}</AlertText>
      <div class="dialog-actions">
        <button type="button" class="button button-bad" disabled={isBusy} onClick={remove}>
          {text.delete}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={onClose}>
          {words().cancel}
        </button>
      </div>
    </Modal>
  );
}

function deletionProblem(problem: unknown): string {
  const isStale = problem instanceof ApiProblem && problem.code === 'version_conflict';
  return isStale ? words().conflictTitle : problemText(problem);
}
