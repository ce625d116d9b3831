import { useEffect, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { ProductPreview } from '../../../shared/admin-products.ts';
import { productApi } from '../../api/product-api.ts';
import { moneyOf } from '../../format/money.ts';
import { CodeBlock } from '../../parts/code-block.tsx';
import { endIfSignedOut } from '../../session/session.ts';
import { language } from '../../words/words.ts';
import type { ProductDraft } from '../draft/product-draft.ts';
import { readNew } from '../draft/read-draft.ts';
import { productWords } from '../product-words.ts';
import { CardPreview } from './card-preview.tsx';
import './preview.css';
import { useTheme } from './use-theme.ts';

const TYPING_PAUSE_MS = 400;

/** What becomes of the form as it stands: the card beside an answer, and what the assistant answers from. */
export function Preview({ store, draft }: { store: AdminStore; draft: ProductDraft }) {
  const text = productWords();
  const { preview, isStale, hasFailed } = usePreview(store, draft);
  const theme = useTheme(store.key);
  return (
    <section class="panel panel-padded preview" aria-busy={isStale}>
      <h2>{text.preview}</h2>
      {!preview && <p class="quiet">{hasFailed ? text.previewFailed : text.previewWaits}</p>}
      {preview && (
        <>
          <CardPreview store={store} card={preview.card} picture={draft.media[0]} theme={theme} />
          <h3>{text.told}</h3>
          <ul class="told">
            {preview.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <details class="told-all">
            <summary>{text.toldAll}</summary>
            <CodeBlock label={text.toldAll} code={JSON.stringify(preview.told, null, 2)} />
          </details>
        </>
      )}
    </section>
  );
}

/** Asks when the typing pauses. While the form cannot be read the last preview stays. */
function usePreview(store: AdminStore, draft: ProductDraft) {
  const [preview, setPreview] = useState<ProductPreview | undefined>(undefined);
  const [isStale, setStale] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const code = language.value;
  useEffect(() => {
    const { change } = readNew(draft, moneyOf(store));
    if (!change) return;
    setStale(true);
    const abort = new AbortController();
    const ask = async () => {
      try {
        setPreview(
          await productApi.preview(store.key, change, { language: code, signal: abort.signal }),
        );
        setFailed(false);
      } catch (problem) {
        if (abort.signal.aborted || endIfSignedOut(problem)) return;
        setFailed(true);
      }
      setStale(false);
    };
    const timer = setTimeout(ask, preview ? TYPING_PAUSE_MS : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [draft, store.key, code]);
  return { preview, isStale, hasFailed };
}
