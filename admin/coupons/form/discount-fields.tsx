import { moneyOf } from '../../format/money.ts';
import { Field } from '../../parts/field.tsx';
import { RadioRow } from '../../parts/radio-row.tsx';
import { words } from '../../words/words.ts';
import { couponWords } from '../coupon-words.ts';
import type { CouponSectionProps } from './coupon-section.ts';

/** How much, in percent or in the store's currency, and from which sum on. */
export function DiscountFields({ store, form, mistakes, onChange }: CouponSectionProps) {
  const text = couponWords();
  const money = moneyOf(store);
  const inCurrency = (label: string) => `${label} (${store.currency})`;
  const wrongPrice = words().wrongPrice(money.example);
  return (
    <section class="panel panel-padded">
      <h2>{text.takesOff}</h2>
      <RadioRow
        label={text.takesOff}
        value={form.kind}
        options={[
          ['percent', text.percent],
          ['amount', text.amount],
        ]}
        onChange={(kind) => onChange({ kind })}
      />
      <div class="field-pair">
        {form.kind === 'percent' ? (
          <>
            <Field
              key="percent"
              label={text.percentOff}
              error={mistakes.has('percent') ? text.mistakes.percent : undefined}
            >
              <NumberInput value={form.percent} onInput={(percent) => onChange({ percent })} />
            </Field>
            <Field
              key="cap"
              label={inCurrency(text.cap)}
              hint={text.emptyNone}
              error={mistakes.has('cap') ? wrongPrice : undefined}
            >
              <NumberInput value={form.cap} onInput={(cap) => onChange({ cap })} />
            </Field>
          </>
        ) : (
          <Field
            key="amount"
            label={inCurrency(text.amountOff)}
            error={mistakes.has('amount') ? wrongPrice : undefined}
          >
            <NumberInput value={form.amount} onInput={(amount) => onChange({ amount })} />
          </Field>
        )}
      </div>
      <Field
        label={inCurrency(text.minimum)}
        hint={text.minimumHint}
        error={mistakes.has('minimum') ? wrongPrice : undefined}
      >
        <NumberInput value={form.minimum} onInput={(minimum) => onChange({ minimum })} />
      </Field>
    </section>
  );
}

interface NumberInputProps {
  value: string;
  onInput(text: string): void;
}

/** What `Field` adds (its id and descriptions) goes to the input. */
function NumberInput({ value, onInput, ...attributes }: NumberInputProps) {
  return (
    <input
      {...attributes}
      class="input short-input"
      inputMode="decimal"
      maxLength={30}
      autocomplete="off"
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}
