import { useRef, useState } from 'preact/hooks';
import type { CatalogImport, WantedImportFormat } from '../../shared/catalog-import.ts';
import { problemText } from '../api/problem-text.ts';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { endIfSignedOut } from '../session/session.ts';
import { language } from '../words/words.ts';
import { importApi } from './import-api.ts';
import { importWords } from './import-words.ts';

const FORMATS: WantedImportFormat[] = ['auto', 'aisle', 'shopify', 'woocommerce', 'google'];
const ACCEPTED = '.csv,.tsv,.txt,.json,.jsonl,.ndjson,.xml,.gz';

interface FileDropProps {
  store: string;
  onReceived(item: CatalogImport): void;
}

/** Takes a file by drop or by choice, and shows how much of it is sent. */
export function FileDrop({ store, onReceived }: FileDropProps) {
  const text = importWords();
  const [format, setFormat] = useState<WantedImportFormat>('auto');
  const [part, setPart] = useState<number | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const stop = useRef<AbortController | undefined>(undefined);

  async function send(file: File | null | undefined) {
    if (!file || part !== undefined) return;
    const abort = new AbortController();
    stop.current = abort;
    setError(undefined);
    setPart(0);
    try {
      const { signal } = abort;
      onReceived(await importApi.send(store, file, { format, signal, onProgress: setPart }));
    } catch (problem) {
      if (!abort.signal.aborted && !endIfSignedOut(problem)) setError(problemText(problem));
    } finally {
      setPart(undefined);
    }
  }

  return (
    <section class="panel panel-padded">
      {part === undefined ? (
        <>
          <DropPlace onFile={(file) => void send(file)} />
          <Field label={text.format}>
            <select
              class="input import-format"
              value={format}
              onChange={(event) => setFormat(event.currentTarget.value as WantedImportFormat)}
            >
              {FORMATS.map((name) => (
                <option key={name} value={name}>
                  {text.formats[name]}
                </option>
              ))}
            </select>
          </Field>
        </>
      ) : (
        <Sending part={part} onStop={() => stop.current?.abort()} />
      )}
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

function DropPlace({ onFile }: { onFile(file: File | null | undefined): void }) {
  const text = importWords();
  const [isOver, setOver] = useState(false);
  return (
    <label
      class={isOver ? 'import-drop import-drop-over' : 'import-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer?.files[0]);
      }}
    >
      <Icon name="upload" />
      <span class="import-drop-title">{text.dropTitle}</span>
      <span class="import-drop-choose">{text.choose}</span>
      <span class="field-hint">{text.dropText}</span>
      <input
        type="file"
        class="import-input"
        accept={ACCEPTED}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          onFile(file);
          // The same file, put right, may be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

function Sending({ part, onStop }: { part: number; onStop(): void }) {
  const text = importWords();
  const percent = new Intl.NumberFormat(language.value, { style: 'percent' }).format(part);
  return (
    <div class="import-progress">
      <p>{text.sending(percent)}</p>
      <progress max={1} value={part} aria-label={text.sending('')} />
      <button type="button" class="button button-small" onClick={onStop}>
        {text.stopSending}
      </button>
    </div>
  );
}
