import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { UnmatchedPhoto } from '../../shared/admin-photos.ts';
import { photoApi } from '../api/photo-api.ts';
import { formatDateTime, formatMoment } from '../format/format-moment.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedList } from '../parts/paged-list.tsx';
import { Link } from '../router/navigation.tsx';
import { language, words } from '../words/words.ts';
import './photos.css';
import { photosWords } from './photos-words.ts';

/** What shoppers looked for with a photo and did not find, newest first. */
export function PhotosPage({ store }: { store: AdminStore }) {
  const text = photosWords();
  return (
    <>
      <Link to={{ page: 'conversations', store: store.key }} class="back">
        <Icon name="back" /> {words().conversations}
      </Link>
      <PageHead title={text.title} />
      <p class="quiet photos-text">{text.text}</p>
      <PagedList<UnmatchedPhoto>
        listKey={store.key}
        load={async (cursor, signal) => {
          const page = await photoApi.unmatched(store.key, cursor, signal);
          return { items: page.photos, nextCursor: page.next_cursor };
        }}
        empty={<EmptyState title={text.none} text={text.noneText} />}
      >
        {(photos) => (
          <ul class="unmatched">
            {photos.map((photo) => (
              <li key={photo.image_id}>
                <UnmatchedCard store={store} photo={photo} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function UnmatchedCard({ store, photo }: { store: AdminStore; photo: UnmatchedPhoto }) {
  const text = photosWords();
  const locale = language.value;
  return (
    <article class="panel unmatched-card">
      <Thumbnail source={photoApi.url(store.key, photo.image_id)} />
      <div class="unmatched-facts">
        <p class={photo.question ? 'unmatched-question' : 'quiet'}>
          {photo.question || text.noWords}
        </p>
        {photo.offered.length > 0 && (
          <p class="quiet unmatched-note">{text.offered(photo.offered.join(', '))}</p>
        )}
        {photo.unsure && <p class="quiet unmatched-note">{text.unsure}</p>}
        <p class="unmatched-foot">
          <time
            class="quiet"
            dateTime={photo.asked_at}
            title={formatDateTime(photo.asked_at, locale)}
          >
            {formatMoment(photo.asked_at, locale)}
          </time>
          <Link to={{ page: 'conversation', store: store.key, id: photo.conversation_id }}>
            {text.conversation}
          </Link>
        </p>
      </div>
    </article>
  );
}

function Thumbnail({ source }: { source: string }) {
  const text = photosWords();
  const [isGone, setGone] = useState(false);
  if (isGone) return <p class="unmatched-photo quiet">{text.gone}</p>;
  return (
    <a class="unmatched-photo" href={source} target="_blank" rel="noopener">
      <img src={source} alt={text.photo} loading="lazy" onError={() => setGone(true)} />
    </a>
  );
}
