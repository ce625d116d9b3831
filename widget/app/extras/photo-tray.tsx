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

function Draft({ photo }: { photo: PhotoDraft }) {
  const { labels, session } = usePanel();
  return (
    <li class={`draft draft-${photo.status}`}>
      <Photo
        name={photo.id}
        load={() => session.photos.ofDraft(photo.id)}
        label={labels.photo}
        failedLabel={labels.photo}
      />
      {photo.status === 'uploading' && (
        <span class="spinner" role="status">
          <span class="unseen">{labels.uploading}</span>
        </span>
      )}
      <button
        type="button"
        class="remove"
        aria-label={labels.removePhoto}
        title={labels.removePhoto}
        onClick={() => session.photos.remove(photo.id)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
