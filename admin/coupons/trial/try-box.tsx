import { useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { CouponDraft } from '../../../shared/admin-coupons.ts';
import { shopperLanguageOf } from '../../../shared/language.ts';
import { ProductPicker } from '../../parts/product-picker.tsx';
import type { CouponFormState } from '../form/coupon-form-state.ts';
import { Circumstances } from './circumstances.tsx';
import { cartLine, MOST_LINES, type Trial } from './trial.ts';
import { TrialCart } from './trial-cart.tsx';
import { TrialQuote } from './trial-quote.tsx';
import './trial.css';
import { trialWords } from './trial-words.ts';
import { useTrial } from './use-trial.ts';

interface TryBoxProps {
  store: AdminStore;
  form: CouponFormState;
  /** Undefined while the form cannot be read. */
  draft: CouponDraft | undefined;
}

/** A cart of the merchant's choice and the very quote that a shopper would get for it with the coupon in the form. */
export function TryBox({ store, form, draft }: TryBoxProps) {
  const text = trialWords();
  const [trial, setTrial] = useState<Trial>(() => ({
    lines: [],
    customer: undefined,
    otherCodes: [],
    at: '',
    language: shopperLanguageOf(store.locale),
  }));
  const change = (part: Partial<Trial>) => setTrial((last) => ({ ...last, ...part }));
  const result = useTrial(store, trial, draft);
  const moments = { startsAt: form.startsAt, endsAt: form.endsAt };
  return (
    <section class="panel panel-padded try-box" aria-label={text.tryIt}>
      <div>
        <h2>{text.tryIt}</h2>
        <p class="field-hint">{text.tryText}</p>
      </div>
      <TrialCart lines={trial.lines} quote={result.quote} onChange={(lines) => change({ lines })} />
      <ProductPicker
        store={store}
        label={text.addProduct}
        noneFound={text.noProductFound}
        found={text.foundProducts}
        onPick={(product) =>
          change({ lines: [...trial.lines, cartLine(product)].slice(0, MOST_LINES) })
        }
      />
      {trial.lines.length === MOST_LINES && (
        <p class="field-hint" role="status">
          {text.fullCart(MOST_LINES)}
        </p>
      )}
      <Circumstances store={store} trial={trial} onChange={change} />
      <TrialQuote store={store} trial={trial} draft={draft} moments={moments} result={result} />
    </section>
  );
}
