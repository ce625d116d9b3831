import { useEffect, useRef, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminMedia } from '../../../shared/admin-products.ts';
import { Icon } from '../../parts/icon.tsx';
import { memo } from '../../parts/memo.ts';
import { moved, useDragOrder } from '../../parts/reorder.tsx';
import { announce } from '../../parts/toast.tsx';
import type { ChangeDraft } from '../draft/product-draft.ts';
import { productWords } from '../product-words.ts';
import './media.css';
import { MediaTile } from './media-tile.tsx';
import { type Upload, useUploads } from './use-uploads.ts';

interface MediaEditorProps {
  store: AdminStore;
  media: AdminMedia[];
  onChange: ChangeDraft;
}

/** The pictures of a product: dropped, pasted or chosen, put in order, described. */
export const MediaEditor = memo(({ store, media, onChange }: MediaEditorProps) => {
  const text = productWords();
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  // Several arrive before the form is drawn again: each is added to what the ones before left.
  const latest = useRef(media);
  latest.current = media;
  const put = (next: AdminMedia[]) => {
    latest.current = next;
    onChange({ media: next });
  };
  const { uploads, add, dismiss } = useUploads(store, (picture) => {
    put([...latest.current, picture]);
    announce(text.uploadAdded(1));
  });
  usePastedPictures(add);
  const move = (from: number, to: number) => {
    put(moved(media, from, to));
    announce(text.moved(text.pictureNumber(from + 1), to + 1));
  };
  const drag = useDragOrder(move);
  return (
    <section
      class={`panel panel-padded media-drop${isOver ? ' media-over' : ''}`}
      aria-label={text.pictures}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const files = picturesOf(event.dataTransfer);
        if (files.length === 0) return;
        event.preventDefault();
        add(files);
      }}
    >
      <div class="section-head">
        <div>
          <h2>{text.pictures}</h2>
          <p class="field-hint">{text.picturesHint}</p>
        </div>
        <button type="button" class="button button-small" onClick={() => chooser.current?.click()}>
          <Icon name="upload" /> {text.addPictures}
        </button>
        <input
          ref={chooser}
          class="visually-hidden"
          type="file"
          accept="image/*"
          multiple
          tabIndex={-1}
          aria-label={text.addPictures}
          onChange={(event) => {
            add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {media.length > 0 && (
        <ul class="media-list">
          {media.map((picture, index) => (
            <MediaTile
              key={picture.url}
              picture={picture}
              index={index}
              count={media.length}
              drag={drag(index)}
              onMove={move}
              onAlt={(alt) => put(media.map((one, at) => (at === index ? withAlt(one, alt) : one)))}
              onRemove={() => put(media.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      {uploads.length > 0 && (
        <ul class="uploads">
          {uploads.map((upload) => (
            <UploadLine key={upload.key} upload={upload} onDismiss={() => dismiss(upload.key)} />
          ))}
        </ul>
      )}
    </section>
  );
});

function UploadLine({ upload, onDismiss }: { upload: Upload; onDismiss(): void }) {
  const text = productWords();
  if (upload.error === undefined) {
    const label = text.uploading(upload.name);
    return (
      <li class="upload">
        <span class="quiet">{label}</span>
        <progress value={upload.progress} max={1} aria-label={label} />
      </li>
    );
  }
  return (
    <li class="upload">
      <span class="field-error" role="alert">
        {upload.error}
      </span>
      <button type="button" class="button button-small" onClick={onDismiss}>
        {text.dismiss}
      </button>
    </li>
  );
}

/** Pictures that are pasted anywhere on the page; text that is pasted into a field is left alone. */
function usePastedPictures(add: (files: File[]) => void): void {
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = picturesOf(event.clipboardData);
      if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      latest.current(files);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, []);
}

function picturesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
}

function withAlt({ alt_text: _, ...picture }: AdminMedia, alt: string): AdminMedia {
  return alt === '' ? picture : { ...picture, alt_text: alt };
}
