import { formatCount } from '../format/format-amounts.ts';
import { Field } from '../parts/field.tsx';
import { language, words } from '../words/words.ts';
import { Choice } from './choice.tsx';
import type { SettingsDraft, SettingsReading } from './settings-draft.ts';
import { settingsWords } from './settings-words.ts';
import { StartersEditor } from './starters-editor.tsx';

export interface SectionProps {
  draft: SettingsDraft;
  mistakes: SettingsReading['mistakes'];
  onChange(fields: Partial<SettingsDraft>): void;
}

const LONGEST_INSTRUCTIONS = 8_000;

export function ConversationSettings({ draft, mistakes, onChange }: SectionProps) {
  const text = words();
  const left = LONGEST_INSTRUCTIONS - draft.instructions.length;
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
      <StartersEditor
        starters={draft.starters}
        mistake={mistakes.starters ? text.wrongStarters : undefined}
        onChange={(starters) => onChange({ starters })}
      />
      <Field
        label={text.instructions}
        hint={`${text.instructionsHint} ${settingsWords().charactersLeft(formatCount(left, language.value))}`}
      >
        <textarea
          class="input"
          rows={6}
          maxLength={LONGEST_INSTRUCTIONS}
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
