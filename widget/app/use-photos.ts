import { useEffect, useState } from 'preact/hooks';
import type { ChatState } from '../state/chat-state.ts';
import { MAX_PHOTOS } from '../state/photo-drafts.ts';
import { usePanel } from './panel-context.ts';

/** Takes photos from the buttons, the clipboard or a drop, and says why it did not take some. */
export function usePhotos({ messages, editing, photos: drafts }: ChatState) {
  const { labels, session } = usePanel();
  const [problem, setProblem] = useState<string | undefined>();
  // It was about a message that is on its way.
  useEffect(() => setProblem(undefined), [messages.length]);
  const add = (files: Iterable<File>) => {
    const all = [...files];
    // By its name too: not every system knows what HEIC is.
    const photos = all.filter(({ type, name }) => /^image\/|\.hei[cf]$/i.test(type || name));
    const edited = messages.find(({ id }) => id === editing)?.parts ?? [];
    const kept = edited.filter(({ type }) => type === 'file');
    const room = MAX_PHOTOS - drafts.length - kept.length;
    for (const photo of photos.slice(0, Math.max(0, room))) session.photos.add(photo);
    if (photos.length < all.length) setProblem(labels.notAPhoto);
    else
      setProblem(
        photos.length > room ? labels.say('tooManyPhotos', { count: MAX_PHOTOS }) : undefined,
      );
  };
  return { add, problem };
}
