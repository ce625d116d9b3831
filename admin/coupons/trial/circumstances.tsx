import type { AdminStore } from '../../../shared/admin.ts';
import { SHOPPER_LANGUAGES, type ShopperLanguage } from '../../../shared/language.ts';
import { Field } from '../../parts/field.tsx';
import { MomentInput } from '../../parts/moment-input.tsx';
import { RadioRow } from '../../parts/radio-row.tsx';
import { TokenInput } from '../../parts/token-input.tsx';
import { MOST_OTHER_CODES, type Trial } from './trial.ts';
import { trialWords } from './trial-words.ts';

interface CircumstancesProps {
  store: AdminStore;
  trial: Trial;
  onChange(part: Partial<Trial>): void;
}

const NEW_CUSTOMER = { orders: 0, redemptions: 0 };
const LARGEST_COUNT = 1_000_000;

/** As its speakers call it. */
function ownName(language: ShopperLanguage): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
}

/** Who buys, when, in which language, and with which codes beside. */
export function Circumstances({ store, trial, onChange }: CircumstancesProps) {
  const text = trialWords();
  const { customer } = trial;
  const count = (typed: number) => Math.min(Math.max(Math.trunc(typed) || 0, 0), LARGEST_COUNT);
  return (
    <details class="circumstances">
      <summary>{text.more}</summary>
      <div class="circumstance-fields">
        <RadioRow
          label={text.who}
          showLabel
          value={customer ? 'customer' : 'anonymous'}
          options={[
            ['anonymous', text.anonymous],
            ['customer', text.customer],
          ]}
          onChange={(who) => onChange({ customer: who === 'customer' ? NEW_CUSTOMER : undefined })}
        />
        {customer && (
          <div class="field-pair">
            <Field label={text.orders}>
              <input
                class="input"
                type="number"
                min={0}
                value={customer.orders}
                onInput={(event) => {
                  const orders = count(event.currentTarget.valueAsNumber);
                  onChange({ customer: { ...customer, orders } });
                }}
              />
            </Field>
            <Field label={text.redemptions}>
              <input
                class="input"
                type="number"
                min={0}
                value={customer.redemptions}
                onInput={(event) => {
                  const redemptions = count(event.currentTarget.valueAsNumber);
                  onChange({ customer: { ...customer, redemptions } });
                }}
              />
            </Field>
          </div>
        )}
        <Field label={text.at} hint={text.atHint(store.time_zone)}>
          <MomentInput value={trial.at} onChange={(at) => onChange({ at })} />
        </Field>
        <TokenInput
          label={text.others}
          hint={text.othersHint}
          values={trial.otherCodes}
          maxLength={100}
          removeLabel={text.remove}
          // What stands here is tried: a fifth one does not stay.
          onChange={(codes) => onChange({ otherCodes: codes.slice(0, MOST_OTHER_CODES) })}
        />
        <Field label={text.shopperLanguage}>
          <select
            class="input"
            value={trial.language}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              const language = SHOPPER_LANGUAGES.find((known) => known === chosen);
              if (language) onChange({ language });
            }}
          >
            {SHOPPER_LANGUAGES.map((code) => (
              <option key={code} value={code} lang={code}>
                {ownName(code)}
              </option>
            ))}
          </select>
        </Field>
      </div>
    </details>
  );
}
