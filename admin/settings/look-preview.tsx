import { useState } from 'preact/hooks';
import { RadioRow } from '../parts/radio-row.tsx';
import { language } from '../words/words.ts';
import { inkOn } from './contrast.ts';
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
      <div
        class={`look-page look-${scheme} look-${draft.position} look-corners-${draft.radius}`}
        ref={(page) => {
          page?.style.setProperty('--shop-accent', accent);
          page?.style.setProperty('--shop-ink', ink);
        }}
      >
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
        <p class="look-launcher">
          <LauncherIcon image={draft.launcherImage} />
          {draft.launcherText && <span>{draft.launcherText}</span>}
        </p>
      </div>
      <p class="field-hint">
        {text.contrast(number.format(ratio), ink === 'black' ? text.black : text.white)}
      </p>
    </div>
  );
}

/** A picture of the shop's own site cannot be seen from here; the icon stands in its place. */
function LauncherIcon({ image }: { image: string }) {
  if (/^https:\/\/[^\s"'\\<>]+$/.test(image)) {
    return <img class="look-icon" src={image} alt="" referrerpolicy="no-referrer" />;
  }
  return (
    <svg class="look-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M21 11a8 8 0 0 1-12 7.5L3 20l1.5-5A8 8 0 1 1 21 11ZM8 8h9v2H8ZM8 12h6v2H8Z" />
    </svg>
  );
}
