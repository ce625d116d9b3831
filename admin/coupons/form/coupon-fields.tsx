import { formatCount } from '../../format/format-amounts.ts';
import { Field } from '../../parts/field.tsx';
import { MomentInput } from '../../parts/moment-input.tsx';
import { language } from '../../words/words.ts';
import { couponWords } from '../coupon-words.ts';
import { CodeField } from './code-field.tsx';
import type { CouponSectionProps } from './coupon-section.ts';
import { DiscountFields } from './discount-fields.tsx';
import { ScopeFields } from './scope-fields.tsx';

interface CouponFieldsProps extends CouponSectionProps {
  /** What the server said of the code. */
  codeProblem: string | undefined;
  timesUsed: number;
}

/** Every field of a coupon. */
export function CouponFields({ codeProblem, timesUsed, ...section }: CouponFieldsProps) {
  const { store, form, mistakes, onChange } = section;
  const text = couponWords();
  return (
    <div class="coupon-fields">
      <section class="panel panel-padded">
        <CodeField
          store={store}
          code={form.code}
          error={mistakes.has('code') ? text.mistakes.code : codeProblem}
          onChange={(code) => onChange({ code })}
        />
        <Field
          label={text.title}
          hint={text.titleHint}
          error={mistakes.has('title') ? text.mistakes.title : undefined}
        >
          <input
            class="input"
            maxLength={200}
            autocomplete="off"
            value={form.title}
            onInput={(event) => onChange({ title: event.currentTarget.value })}
          />
        </Field>
        <Check label={text.active} isOn={form.active} onChange={(active) => onChange({ active })} />
      </section>
      <DiscountFields {...section} />
      <ScopeFields {...section} />
      <WindowFields {...section} />
      <LimitFields timesUsed={timesUsed} {...section} />
    </div>
  );
}

function WindowFields({ store, form, mistakes, onChange }: CouponSectionProps) {
  const text = couponWords();
  return (
    <section class="panel panel-padded">
      <div>
        <h2>{text.window}</h2>
        <p class="field-hint">{text.zone(store.time_zone)}</p>
      </div>
      <div class="field-pair">
        <Field label={text.starts}>
          <MomentInput value={form.startsAt} onChange={(startsAt) => onChange({ startsAt })} />
        </Field>
        <Field
          label={text.ends}
          hint={text.endsHint}
          error={mistakes.has('endsAt') ? text.mistakes.endsAt : undefined}
        >
          <MomentInput value={form.endsAt} onChange={(endsAt) => onChange({ endsAt })} />
        </Field>
      </div>
    </section>
  );
}

function LimitFields(props: CouponSectionProps & { timesUsed: number }) {
  const { form, mistakes, timesUsed, onChange } = props;
  const text = couponWords();
  const used = formatCount(timesUsed, language.value);
  const usageMistake = mistakes.has('usageBelowUsed')
    ? text.mistakes.usageBelowUsed(used)
    : mistakes.has('usageLimit')
      ? text.mistakes.count
      : undefined;
  return (
    <section class="panel panel-padded">
      <h2>{text.whoAndHowOften}</h2>
      <div class="field-pair">
        <Field
          label={text.usageLimit}
          hint={timesUsed > 0 ? `${text.emptyNone} ${text.timesUsed(used)}` : text.emptyNone}
          error={usageMistake}
        >
          <input
            class="input"
            inputMode="numeric"
            maxLength={14}
            autocomplete="off"
            value={form.usageLimit}
            onInput={(event) => onChange({ usageLimit: event.currentTarget.value })}
          />
        </Field>
        <Field
          label={text.perCustomer}
          hint={text.emptyNone}
          error={mistakes.has('perCustomerLimit') ? text.mistakes.count : undefined}
        >
          <input
            class="input"
            inputMode="numeric"
            maxLength={14}
            autocomplete="off"
            value={form.perCustomerLimit}
            onInput={(event) => onChange({ perCustomerLimit: event.currentTarget.value })}
          />
        </Field>
      </div>
      <Check
        label={text.firstOrder}
        isOn={form.firstOrderOnly}
        onChange={(firstOrderOnly) => onChange({ firstOrderOnly })}
      />
      {(form.firstOrderOnly || form.perCustomerLimit !== '') && (
        <p class="field-hint">{text.needsCustomers}</p>
      )}
      <Check
        label={text.combinable}
        isOn={form.combinable}
        onChange={(combinable) => onChange({ combinable })}
      />
    </section>
  );
}

interface CheckProps {
  label: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
}

function Check({ label, isOn, onChange }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
