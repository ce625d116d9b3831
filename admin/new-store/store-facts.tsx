import { useId } from 'preact/hooks';
import { Field } from '../parts/field.tsx';
import { language } from '../words/words.ts';
import { newStoreWords } from './new-store-words.ts';

export interface Facts {
  currency: string;
  locale: string;
  time_zone: string;
}

interface StoreFactsProps {
  facts: Facts;
  /** Amounts are kept in the currency: it stays. */
  hasFixedCurrency?: boolean;
  onChange(facts: Partial<Facts>): void;
}

/** Currency, language and time zone of a store. */
export function StoreFacts({ facts, hasFixedCurrency = false, onChange }: StoreFactsProps) {
  const text = newStoreWords();
  const zones = useId();
  return (
    <>
      <Field label={text.currency} hint={text.currencyHint}>
        <select
          class="input"
          disabled={hasFixedCurrency}
          value={facts.currency}
          onChange={(event) => onChange({ currency: event.currentTarget.value })}
        >
          {currencies().map((code) => (
            <option key={code} value={code}>
              {currencyName(code)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={text.locale} hint={text.localeHint}>
        <input
          class="input"
          required
          maxLength={35}
          spellcheck={false}
          autocapitalize="none"
          value={facts.locale}
          onInput={(event) => onChange({ locale: event.currentTarget.value })}
        />
      </Field>
      <Field label={text.timeZone} hint={text.timeZoneHint}>
        <input
          class="input"
          required
          maxLength={64}
          list={zones}
          spellcheck={false}
          value={facts.time_zone}
          onInput={(event) => onChange({ time_zone: event.currentTarget.value })}
        />
      </Field>
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

export function currencies(): string[] {
  return Intl.supportedValuesOf('currency');
}

function currencyName(code: string): string {
  const name = new Intl.DisplayNames(language.value, { type: 'currency' }).of(code);
  return name && name !== code ? `${code} – ${name}` : code;
}
