import type { AisleEvents } from '../index.d.ts';
import type { PageEvents } from '../page-events.ts';
import type { SavedSession } from '../state/saved-session.ts';
import type { Labels } from './labels.ts';
import { loadSound } from './use-extras.ts';

interface UnreadDeps {
  /** Beside the launcher. */
  root: ShadowRoot;
  on: PageEvents['on'];
  saved: SavedSession;
  labels(): Labels;
}

export interface Unread {
  /** The panel was opened or closed. */
  setOpen(isOpen: boolean): void;
  clear(): void;
  end(): void;
}

/**
 * Answers that ended while nobody saw the panel: counted on the launcher, and in the page's title while another tab is
 * in front. With sound on, each is heard.
 */
export function countUnread({ root, on, saved, labels }: UnreadDeps): Unread {
  const badge = document.createElement('span');
  badge.className = 'badge side';
  badge.setAttribute('role', 'status');
  let count = 0;
  let isOpen = false;
  let title: string | undefined;

  const isSeen = () => isOpen && document.visibilityState === 'visible';
  const show = () => {
    badge.textContent = count > 0 ? `${count}` : '';
    badge.ariaLabel = count > 0 ? labels().say('unread', { count }) : '';
    badge.hidden = count === 0 || isOpen;
    if (title !== undefined) document.title = title;
    title = count > 0 && document.visibilityState === 'hidden' ? document.title : undefined;
    if (title !== undefined) document.title = `(${count}) ${title}`;
  };
  const clear = () => {
    count = 0;
    show();
  };
  const look = () => {
    if (isSeen()) count = 0;
    show();
  };
  const onMessage = ({ role }: AisleEvents['message']) => {
    if (role === 'user' || isSeen()) return;
    count += 1;
    show();
    if (saved.read().sound) loadSound().then((sound) => sound?.chime());
  };
  const off = on('message', onMessage, true);
  document.addEventListener('visibilitychange', look);
  root.append(badge);
  show();
  return {
    setOpen(open) {
      isOpen = open;
      look();
    },
    clear,
    end() {
      off();
      document.removeEventListener('visibilitychange', look);
      clear();
      badge.remove();
    },
  };
}
