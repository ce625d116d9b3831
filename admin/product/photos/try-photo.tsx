import { useRef, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import { AlertText } from '../../parts/alert-text.tsx';
import { Icon } from '../../parts/icon.tsx';
import { photoWords } from './photo-words.ts';
import { TrialResult } from './trial-result.tsx';
import { usePhotoTrial } from './use-photo-trial.ts';

/** Drop a photo and see what the assistant would find; nothing of it is kept. */
export function TryPhoto({ store, productId }: { store: AdminStore; productId: string }) {
  const text = photoWords();
  const { tried, start } = usePhotoTrial(store);
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    const [photo] = files ?? [];
    if (photo) void start(photo);
  };
  return (
    <div class="try-photo">
      <h3>{text.try}</h3>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same. */}
      <div
        class={`try-drop${isOver ? ' try-over' : ''}`}
        onDragOver={(event) => {
          if (!event.dataTransfer?.types.includes('Files')) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        {tried && <img class="tried" src={tried.address} alt={text.photo} />}
        <p class="field-hint">{text.tryHint}</p>
        <button type="button" class="button button-small" onClick={() => chooser.current?.click()}>
          <Icon name="upload" /> {text.choose}
        </button>
        <input
          ref={chooser}
          class="visually-hidden"
          type="file"
          accept="image/*"
          tabIndex={-1}
          aria-label={text.choose}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <div role="status">
        {tried && !tried.result && tried.error === undefined && (
          <p class="quiet">
            <progress
              value={tried.progress < 1 ? tried.progress : undefined}
              aria-label={text.comparing}
            />{' '}
            {text.comparing}
          </p>
        )}
        {tried?.result && <TrialResult store={store} productId={productId} trial={tried.result} />}
      </div>
      <AlertText>{tried?.error}</AlertText>
    </div>
  );
}
