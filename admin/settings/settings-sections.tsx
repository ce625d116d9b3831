import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import type { SettingsDraft, SettingsReading } from './settings-draft.ts';

export interface SectionProps {
  draft: SettingsDraft;
  mistakes: SettingsReading['mistakes'];
  onChange(fields: Partial<SettingsDraft>): void;
}

export function ConversationSettings({ draft, mistakes, onChange }: SectionProps) {
  const text = words();
  return (
    <section class="panel panel-padded">
      <h2>{text.conversationSettings}</h2>
      <Field label={text.greeting} hint={text.greetingHint}>
        <textarea
          class="input"
          rows={2}
          maxLength={500}
          value={draft.greeting}
          onInput={(event) => onChange({ greeting: event.currentTarget.value })}
        />
      </Field>
      <Field
        label={text.starters}
        hint={text.startersHint}
        error={mistakes.starters ? text.wrongStarters : undefined}
      >
        <textarea
          class="input"
          rows={4}
          value={draft.starters}
          onInput={(event) => onChange({ starters: event.currentTarget.value })}
        />
      </Field>
      <Field label={text.instructions} hint={text.instructionsHint}>
        <textarea
          class="input"
          rows={6}
          maxLength={8_000}
          value={draft.instructions}
          onInput={(event) => onChange({ instructions: event.currentTarget.value })}
        />
      </Field>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.photos}
          onChange={(event) => onChange({ photos: event.currentTarget.checked })}
        />
        {text.photos}
      </label>
      <Choice
        label={text.imageDetail}
        value={draft.imageDetail}
        options={{ low: text.detailLow, high: text.detailHigh, auto: text.detailAuto }}
        onChange={(imageDetail) => onChange({ imageDetail })}
      />
    </section>
  );
}

export function LookSettings({ draft, mistakes, onChange }: SectionProps) {
  const text = words();
  const isColour = mistakes.accent === undefined;
  return (
    <section class="panel panel-padded">
      <h2>{text.look}</h2>
      <div class="accent-fields">
        <Field
          label={text.accent}
          hint={text.accentHint}
          error={isColour ? undefined : text.wrongAccent}
        >
          <input
            class="input"
            maxLength={7}
            spellcheck={false}
            value={draft.accent}
            onInput={(event) => onChange({ accent: event.currentTarget.value })}
          />
        </Field>
        <input
          class="swatch"
          type="color"
          aria-label={text.accent}
          value={isColour ? draft.accent.trim() : '#000000'}
          onInput={(event) => onChange({ accent: event.currentTarget.value })}
        />
      </div>
      <Choice
        label={text.position}
        value={draft.position}
        options={{ right: text.right, left: text.left }}
        onChange={(position) => onChange({ position })}
      />
      <Choice
        label={text.scheme}
        value={draft.scheme}
        options={{ auto: text.schemeAuto, light: text.schemeLight, dark: text.schemeDark }}
        onChange={(scheme) => onChange({ scheme })}
      />
    </section>
  );
}

export function OriginSettings({ draft, mistakes, onChange }: SectionProps) {
  const text = words();
  return (
    <section class="panel panel-padded">
      <h2>{text.originsTitle}</h2>
      <Field
        label={text.origins}
        hint={text.originsHint}
        error={mistakes.origin === undefined ? undefined : text.wrongOrigin(mistakes.origin)}
      >
        <textarea
          class="input input-code"
          rows={4}
          spellcheck={false}
          value={draft.origins}
          onInput={(event) => onChange({ origins: event.currentTarget.value })}
        />
      </Field>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: Record<T, string>;
  onChange(value: T): void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const choices = Object.entries(options) as [T, string][];
  return (
    <Field label={label}>
      <select
        class="input"
        value={value}
        onChange={(event) => {
          const chosen = choices.find(([choice]) => choice === event.currentTarget.value);
          if (chosen) onChange(chosen[0]);
        }}
      >
        {choices.map(([choice, name]) => (
          <option key={choice} value={choice}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
