import { useMemo, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import { couponApi } from '../../api/coupon-api.ts';
import { moneyOf } from '../../format/money.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { SaveBar } from '../../parts/save-bar.tsx';
import { sameValue } from '../../product/draft/same-value.ts';
import { announceChange } from '../../products/last-change.ts';
import { guardLeaving, navigate } from '../../router/navigation.tsx';
import { endIfSignedOut } from '../../session/session.ts';
import { couponWords } from '../coupon-words.ts';
import { TryBox } from '../trial/try-box.tsx';
import { CouponFields } from './coupon-fields.tsx';
import type { CouponFormState } from './coupon-form-state.ts';
import { type CouponFailure, couponFailure } from './coupon-problem.ts';
import { readCoupon } from './read-coupon.ts';
import { Sentence } from './sentence.tsx';

interface NewCouponFormProps {
  store: AdminStore;
  initial(): CouponFormState;
}

/** The form of a coupon that is not stored yet; once it is, its own page takes over. */
export function NewCouponForm({ store, initial }: NewCouponFormProps) {
  const begun = useMemo(initial, []);
  const [form, setForm] = useState(begun);
  const [isTried, setTried] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<CouponFailure | undefined>(undefined);
  const text = couponWords();
  const reading = readCoupon(form, { money: moneyOf(store) });
  const create = async () => {
    setTried(true);
    if (!reading.draft) return;
    setSaving(true);
    setFailure(undefined);
    try {
      const { value, auditEntry: entry } = await couponApi.create(store.key, reading.draft);
      guardLeaving(undefined);
      navigate({ page: 'coupon', store: store.key, id: value.id }, { replace: true });
      const onUndone = () => navigate({ page: 'coupons', store: store.key });
      announceChange(text.created, entry ? { storeKey: store.key, entry, onUndone } : undefined);
    } catch (problem) {
      if (!endIfSignedOut(problem)) setFailure(couponFailure(problem));
      setSaving(false);
    }
  };
  const count = Object.keys(form).filter(
    (name) => !sameValue(form[name as keyof typeof form], begun[name as keyof typeof form]),
  ).length;
  return (
    <div class="coupon-page">
      <form
        class="coupon-form"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <PageHead title={text.newCoupon} />
        <Sentence store={store} form={form} draft={reading.draft} />
        <CouponFields
          store={store}
          form={form}
          mistakes={isTried ? reading.mistakes : new Set()}
          codeProblem={failure?.code}
          timesUsed={0}
          onChange={(part) => {
            setForm((last) => ({ ...last, ...part }));
            if (part.code !== undefined) setFailure(undefined);
          }}
        />
        <SaveBar
          count={count}
          isBlocked={isTried && !reading.draft}
          isSaving={isSaving}
          error={failure?.text}
          onDiscard={() => setForm(begun)}
          saveLabel={text.create}
        />
      </form>
      <TryBox store={store} form={form} draft={reading.draft} />
    </div>
  );
}
