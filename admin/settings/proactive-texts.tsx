import { useId } from 'preact/hooks';
import { AlertText } from '../parts/alert-text.tsx';
import { Icon } from '../parts/icon.tsx';
import { language } from '../words/words.ts';
import {
  LANGUAGES,
  LONGEST_TEXT,
  MOST_TEXTS,
  type RuleDraft,
  type RuleMistakes,
} from './proactive-draft.ts';
import { proactiveWords } from './proactive-words.ts';

type Texts = RuleDraft['texts'];

interface TextsProps {
  texts: Texts;
  mistake: RuleMistakes['texts'];
  onChange(texts: Texts): void;
}

/** What a rule says, a line for each language. */
export function ProactiveTexts({ texts, mistake, onChange }: TextsProps) {
  const words = proactiveWords();
  const id = useId();
  const change = (index: number, fields: Partial<Texts[number]>) =>
    onChange(texts.map((text, place) => (place === index ? { ...text, ...fields } : text)));
  const unused = LANGUAGES.find((tag) => texts.every(({ locale }) => locale !== tag));
  return (
    <fieldset class="starters" aria-describedby={`${id}-hint`}>
      <legend>{words.texts}</legend>
      <p class="field-hint" id={`${id}-hint`}>
        {words.textsHint}
      </p>
      {texts.map(({ locale, text }, index) => (
        <div key={index} class="starter-row proactive-text">
          <LanguageChoice
            label={words.textLanguage(index + 1)}
            value={locale}
            onChange={(tag) => change(index, { locale: tag })}
          />
          <textarea
            class="input"
            rows={2}
            aria-label={words.text(index + 1)}
            placeholder={words.example}
            maxLength={LONGEST_TEXT}
            lang={locale}
            dir="auto"
            value={text}
            onInput={(event) => change(index, { text: event.currentTarget.value })}
          />
          {texts.length > 1 && (
            <button
              type="button"
              class="icon-button"
              aria-label={words.removeText(index + 1)}
              onClick={() => onChange(texts.toSpliced(index, 1))}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
      ))}
      <AlertText>{mistake && (mistake === 'none' ? words.noText : words.twice)}</AlertText>
      {texts.length < MOST_TEXTS && unused && (
        <button
          type="button"
          class="button button-small add-starter"
          onClick={() => onChange([...texts, { locale: unused, text: '' }])}
        >
          <Icon name="plus" /> {words.addText}
        </button>
      )}
    </fieldset>
  );
}

interface LanguageChoiceProps {
  label: string;
  value: string;
  onChange(tag: string): void;
}

/** One that came in otherwise stays, too. */
function LanguageChoice({ label, value, onChange }: LanguageChoiceProps) {
  const names = new Intl.DisplayNames(language.value, { type: 'language' });
  const tags = LANGUAGES.includes(value) ? LANGUAGES : [value, ...LANGUAGES];
  return (
    <select
      class="input"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {tags.map((tag) => (
        <option key={tag} value={tag}>
          {names.of(tag) ?? tag}
        </option>
      ))}
    </select>
  );
}
