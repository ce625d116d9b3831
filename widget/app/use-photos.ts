import { useState } from 'preact/hooks';
import { MAX_PHOTOS } from '../state/photo-drafts.ts';
import { usePanel } from './panel-context.ts';

/** Takes photos from the button, the clipboard or a drop, and says why it did not take some. */
export function usePhotos() {
  const { labels, session } = usePanel();
  const [problem, setProblem] = useState<string | undefined>();
  const add = (files: Iterable<File>) => {
    const all = [...files];
    const photos = all.filter((file) => file.type.startsWith('image/'));
    const room = MAX_PHOTOS - session.state.photos.length;
    for (const photo of photos.slice(0, room)) session.photos.add(photo);
    if (photos.length < all.length) setProblem(labels.notAPhoto);
    else
      setProblem(
        photos.length > room ? labels.say('tooManyPhotos', { count: MAX_PHOTOS }) : undefined,
      );
  };
  return { add, problem };
}
