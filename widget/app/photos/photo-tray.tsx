import type { Photo as PhotoDraft } from '../../state/chat-state.ts';
import { failureText } from '../failure-text.ts';
import { Icon } from '../icons.tsx';
import { usePanel } from '../panel-context.ts';
import { Photo } from '../photo.tsx';

/** The photos that go with the next message. */
export function PhotoTray({ photos }: { photos: readonly PhotoDraft[] }) {
  const { labels } = usePanel();
  if (photos.length === 0) return null;
  const failure = photos.find((photo) => photo.failure)?.failure;
  return (
    <>
      <ul class="tray">
        {photos.map((photo) => (
          <Draft key={photo.id} photo={photo} />
        ))}
      </ul>
      {failure && (
        <p class="composer-problem" role="alert">
          {failureText({ code: failure }, labels)}
        </p>
      )}
    </>
  );
}

/** The same file would be refused again. */
const HOPELESS = /unsupported|too_large|too_many|refused/;

function Draft({ photo }: { photo: PhotoDraft }) {
  const { labels, session } = usePanel();
  const { id, status, progress = 0 } = photo;
  const percent = Math.round(progress * 100);
  return (
    <li class={`draft draft-${status}`}>
      <Photo
        name={id}
        load={() => session.photos.ofDraft(id)}
        label={labels.photo}
        failedLabel={labels.photo}
      />
      {status === 'uploading' && (
        <span
          class="ring"
          role="progressbar"
          aria-label={labels.uploading}
          aria-valuenow={percent}
          style={{ '--done': `${percent}%` }}
        />
      )}
      {status === 'failed' && !HOPELESS.test(photo.failure ?? '') && (
        <button
          type="button"
          class="again"
          aria-label={labels.retry}
          title={labels.retry}
          onClick={() => session.photos.retry(id)}
        >
          <Icon name="retry" />
        </button>
      )}
      <button
        type="button"
        class="remove"
        aria-label={labels.removePhoto}
        title={labels.removePhoto}
        onClick={() => session.photos.remove(id)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
