import { LookPage } from './look-page.tsx';
import type { RuleDraft } from './proactive-draft.ts';
import { proactiveWords } from './proactive-words.ts';
import type { SettingsDraft } from './settings-draft.ts';
import { settingsWords } from './settings-words.ts';

interface PreviewProps {
  draft: SettingsDraft;
  texts: RuleDraft['texts'];
}

/** What a rule says in each of its languages, beside the launcher; widget/proactive holds the real ones. */
export function ProactivePreview({ draft, texts }: PreviewProps) {
  const typed = draft.accent.trim().toLowerCase();
  const accent = /^#[0-9a-f]{6}$/.test(typed) ? typed : '#1f6f54';
  const example = proactiveWords().example;
  return (
    <div class="look-preview proactive-look">
      <h3>{settingsWords().preview}</h3>
      <LookPage draft={draft} accent={accent} scheme={draft.scheme === 'dark' ? 'dark' : 'light'}>
        {texts.map(({ locale, text }, index) => (
          <p key={index} class="look-said" lang={locale} dir="auto">
            <span>{text.trim() || example}</span>
            <span aria-hidden="true">×</span>
          </p>
        ))}
      </LookPage>
    </div>
  );
}
