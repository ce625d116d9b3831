import { useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminCoupon } from '../../../shared/admin-coupons.ts';
import { formatMoment } from '../../format/format-moment.ts';
import { moneyOf } from '../../format/money.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { mayEdit } from '../../session/may-edit.ts';
import { language, words } from '../../words/words.ts';
import { CouponBadge } from '../coupon-badge.tsx';
import { couponWords } from '../coupon-words.ts';
import { TryBox } from '../trial/try-box.tsx';
import { CouponActions } from './coupon-actions.tsx';
import { CouponFields } from './coupon-fields.tsx';
import { formOfCoupon } from './coupon-form-state.ts';
import { couponChange, readCoupon } from './read-coupon.ts';
import { Sentence } from './sentence.tsx';
import { useCouponSave } from './use-coupon-save.tsx';

interface StoredCouponFormProps {
  store: AdminStore;
  coupon: AdminCoupon;
  onStored(coupon: AdminCoupon): void;
}

/** Starts anew, by its key, when another version of the coupon is there. */
export function StoredCouponForm({ store, coupon, onStored }: StoredCouponFormProps) {
  const money = moneyOf(store);
  const initial = () => formOfCoupon(coupon, { money, locale: language.value });
  const [form, setForm] = useState(initial);
  const { save, isSaving, failure, dialog } = useCouponSave(store, coupon, onStored);
  const reading = readCoupon(form, { money, stored: coupon });
  const change = reading.draft && couponChange(reading.draft, coupon);
  const canEdit = mayEdit();
  return (
    <div class="coupon-page">
      <form
        class="coupon-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (change && Object.keys(change).length > 0) void save(change);
        }}
      >
        <PageHead title={coupon.code}>
          <CouponBadge state={coupon.state} />
          <p class="quiet">
            {words().lastChanged(formatMoment(coupon.updated_at, language.value))}
          </p>
          <CouponActions store={store} coupon={coupon} canEdit={canEdit} />
        </PageHead>
        {!canEdit && <p class="notice">{couponWords().readOnly}</p>}
        <Sentence store={store} form={form} draft={reading.draft} />
        <fieldset class="coupon-fields" disabled={!canEdit}>
          <CouponFields
            store={store}
            form={form}
            mistakes={reading.mistakes}
            codeProblem={failure?.code}
            timesUsed={coupon.times_used}
            onChange={(part) => setForm((last) => ({ ...last, ...part }))}
          />
        </fieldset>
        <SaveBar
          count={change ? Object.keys(change).length : reading.mistakes.size}
          isBlocked={change === undefined}
          isSaving={isSaving}
          error={failure?.text}
          onDiscard={() => setForm(initial())}
        />
      </form>
      <TryBox store={store} form={form} draft={reading.draft} />
      {dialog}
    </div>
  );
}
