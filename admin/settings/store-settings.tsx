import { newStoreWords } from '../new-store/new-store-words.ts';
import { StoreFacts } from '../new-store/store-facts.tsx';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import type { SectionProps } from './settings-sections.tsx';

/** What the store is called, and where it is. */
export function StoreSettings({
  draft,
  mistakes,
  onChange,
  hasFixedCurrency,
}: SectionProps & { hasFixedCurrency: boolean }) {
  const text = newStoreWords();
  return (
    <section class="panel panel-padded">
      <h2>{words().store}</h2>
      <Field label={text.name} error={mistakes.name ? text.wrongName : undefined}>
        <input
          class="input"
          maxLength={200}
          value={draft.name}
          onInput={(event) => onChange({ name: event.currentTarget.value })}
        />
      </Field>
      <StoreFacts
        facts={{ currency: draft.currency, locale: draft.locale, time_zone: draft.timeZone }}
        hasFixedCurrency={hasFixedCurrency}
        onChange={({ time_zone: timeZone = draft.timeZone, ...facts }) =>
          onChange({ ...facts, timeZone })
        }
      />
    </section>
  );
}
