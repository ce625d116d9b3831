import { useState } from 'preact/hooks';
import { RadioRow } from '../parts/radio-row.tsx';
import { language } from '../words/words.ts';
import { inkOn } from './contrast.ts';
import { LookPage } from './look-page.tsx';
import type { SettingsDraft } from './settings-draft.ts';
import { settingsWords } from './settings-words.ts';

/** Of the questions to tap. */
const WRITTEN = 3;

type Scheme = 'light' | 'dark';

interface LookPreviewProps {
  draft: SettingsDraft;
  /** The last that is one, while another is typed. */
  accent: string;
}

/** The launcher and the panel as the form has them; widget/app/styles holds the real ones. Nothing on it can be pressed. */
export function LookPreview({ draft, accent }: LookPreviewProps) {
  const text = settingsWords();
  const [system, setSystem] = useState<Scheme>('light');
  const scheme = draft.scheme === 'auto' ? system : draft.scheme;
  const { ink, ratio } = inkOn(accent);
  const number = new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 });
  const starters = draft.starters.filter((starter) => starter.trim()).slice(0, WRITTEN);
  return (
    <div class="look-preview">
      <h3>{text.preview}</h3>
      {draft.scheme === 'auto' && (
        <RadioRow<Scheme>
          label={text.preview}
          value={system}
          options={[
            ['light', text.previewLight],
            ['dark', text.previewDark],
          ]}
          onChange={setSystem}
        />
      )}
      <LookPage draft={draft} accent={accent} scheme={scheme}>
        <div class="look-panel">
          <p class="look-name">{draft.name}</p>
          <div class="look-messages">
            <p class="look-answer">{draft.greeting || text.previewGreeting}</p>
            {starters.map((starter, index) => (
              <p key={index} class="look-starter">
                {starter}
              </p>
            ))}
            <p class="look-question">{text.previewQuestion}</p>
            <p class="look-answer">{text.previewAnswer}</p>
          </div>
          <p class="look-composer">{text.previewAsk}</p>
        </div>
      </LookPage>
      <p class="field-hint">
        {text.contrast(number.format(ratio), ink === 'black' ? text.black : text.white)}
      </p>
    </div>
  );
}
