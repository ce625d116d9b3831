import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import type { SectionProps } from './settings-sections.tsx';

export function PrivacySettings({ draft, mistakes, onChange }: SectionProps) {
  const text = words();
  return (
    <section class="panel panel-padded">
      <h2>{text.privacy}</h2>
      <p class="quiet">{text.privacyHint}</p>
      <Field
        label={text.retention}
        hint={text.retentionHint}
        error={mistakes.retention ? text.wrongRetention : undefined}
      >
        <input
          class="input short-input"
          inputMode="numeric"
          autocomplete="off"
          value={draft.retention}
          onInput={(event) => onChange({ retention: event.currentTarget.value })}
        />
      </Field>
    </section>
  );
}
