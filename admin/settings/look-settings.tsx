import { useRef } from 'preact/hooks';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import { Choice } from './choice.tsx';
import { LookPreview } from './look-preview.tsx';
import type { SectionProps } from './settings-sections.tsx';
import { settingsWords } from './settings-words.ts';

/** What the launcher and the panel look like, beside a picture of it that follows every key. */
export function LookSettings({ draft, mistakes, onChange }: SectionProps) {
  const text = words();
  const own = settingsWords();
  const isColour = mistakes.accent === undefined;
  const shown = useRef('#1f6f54');
  if (isColour) shown.current = draft.accent.trim().toLowerCase();
  return (
    <section class="panel panel-padded look">
      <div class="look-fields">
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
            value={shown.current}
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
        <Choice
          label={own.radius}
          value={draft.radius}
          options={{ large: own.radiusLarge, small: own.radiusSmall, none: own.radiusNone }}
          onChange={(radius) => onChange({ radius })}
        />
        <Field label={own.launcherText} hint={own.launcherTextHint}>
          <input
            class="input"
            maxLength={30}
            autocomplete="off"
            value={draft.launcherText}
            onInput={(event) => onChange({ launcherText: event.currentTarget.value })}
          />
        </Field>
        <Field
          label={own.launcherImage}
          hint={own.launcherImageHint}
          error={mistakes.launcherImage ? own.wrongLauncherImage : undefined}
        >
          <input
            class="input"
            inputMode="url"
            maxLength={500}
            autocomplete="off"
            spellcheck={false}
            value={draft.launcherImage}
            onInput={(event) => onChange({ launcherImage: event.currentTarget.value })}
          />
        </Field>
      </div>
      <LookPreview draft={draft} accent={shown.current} />
    </section>
  );
}
