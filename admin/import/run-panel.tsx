import { useState } from 'preact/hooks';
import type { CatalogImport, MissingProducts } from '../../shared/catalog-import.ts';
import { problemText } from '../api/problem-text.ts';
import { formatCount } from '../format/format-amounts.ts';
import { endIfSignedOut } from '../session/session.ts';
import { language } from '../words/words.ts';
import { importApi } from './import-api.ts';
import { importWords } from './import-words.ts';

interface RunPanelProps {
  store: string;
  item: CatalogImport;
  onChange(next: CatalogImport): void;
}

/** What the merchant decides after the preview: run it, and what becomes of products that the file does not mention. */
export function RunPanel({ store, item, onChange }: RunPanelProps) {
  const text = importWords();
  const [missing, setMissing] = useState<MissingProducts>('leave');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const { counts, missing_products: absent } = item;
  const writing = counts.new + counts.changed;
  const canRun = writing > 0 || missing === 'unavailable';

  async function act(call: Promise<CatalogImport>) {
    setBusy(true);
    setError(undefined);
    try {
      onChange(await call);
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(problemText(problem));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section class="panel panel-padded">
      {writing === 0 && <p>{text.nothingToDo}</p>}
      {absent !== null && absent > 0 && (
        <MissingChoice count={absent} value={missing} onChange={setMissing} />
      )}
      <div class="import-actions">
        <button
          type="button"
          class="button button-main"
          disabled={!canRun || isBusy}
          onClick={() => void act(importApi.run(store, item.id, { missing }))}
        >
          {text.run(formatCount(writing, language.value))}
        </button>
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={() => void act(importApi.cancel(store, item.id))}
        >
          {text.discard}
        </button>
        {counts.refused > 0 && (
          <a class="button" href={importApi.refusedUrl(store, item.id, language.value)} download>
            {text.downloadRefused}
          </a>
        )}
      </div>
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

interface MissingChoiceProps {
  count: number;
  value: MissingProducts;
  onChange(value: MissingProducts): void;
}

function MissingChoice({ count, value, onChange }: MissingChoiceProps) {
  const text = importWords();
  const choices = [
    ['leave', text.missingLeave],
    ['unavailable', text.missingHide],
  ] as const;
  return (
    <fieldset class="import-missing">
      <legend>{text.missingTitle(formatCount(count, language.value))}</legend>
      {choices.map(([choice, label]) => (
        <label key={choice} class="check">
          <input
            type="radio"
            name="missing"
            checked={value === choice}
            onChange={() => onChange(choice)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
