import { useRef } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { CouponDraft } from '../../../shared/admin-coupons.ts';
import { moneyOf } from '../../format/money.ts';
import { language } from '../../words/words.ts';
import { couponWords } from '../coupon-words.ts';
import { sayCoupon } from '../say-coupon.ts';
import type { CouponFormState } from './coupon-form-state.ts';

interface SentenceProps {
  store: AdminStore;
  form: CouponFormState;
  /** Undefined while the form cannot be read: what was said last stays, faintly. */
  draft: CouponDraft | undefined;
}

/** What the coupon does, in words; follows every key. */
export function Sentence({ store, form, draft }: SentenceProps) {
  const words = couponWords();
  const last = useRef('');
  if (draft) {
    const speech = { words, locale: language.value, money: moneyOf(store) };
    last.current = sayCoupon(draft, form, speech).join(' ');
  }
  return (
    <section class="coupon-sentence" data-stale={draft ? undefined : ''} aria-label={words.inWords}>
      <p>{last.current || words.notYet}</p>
    </section>
  );
}
