import { savedKey } from '../saved-key.ts';
import type { Conversation } from '../state/conversation.ts';
import type { TabNote } from '../state/tabs.ts';
import { type BrowserTabs, openTabs } from './browser-tabs.ts';

export interface PageWatch {
  tell(note: TabNote): void;
  /** The panel was opened or closed. */
  setOpen(isOpen: boolean): void;
  end(): void;
}

/**
 * Tells the conversation what becomes of the network, the page and other tabs. A page that is left may come back as it was
 * (the browser keeps it aside): until then it holds no connection and no channel, which would keep it from that.
 */
export function watchPage(
  storeKey: string,
  { conversation, onReset }: { conversation: () => Conversation; onReset(): void },
): PageWatch {
  const own = savedKey(storeKey);
  const hear = (note: TabNote) => conversation().hear(note);
  let tabs: BrowserTabs | undefined = openTabs(storeKey, hear);
  let isOpen = false;
  const look = () => conversation().setAttended(isOpen && document.visibilityState === 'visible');
  const onStorage = (event: Event) => {
    const { key, newValue } = event as StorageEvent;
    // Another tab has taken away what was saved, or the shop everything.
    if (!newValue && (key ?? own) === own) onReset();
  };
  const events: [EventTarget, string, (event: Event) => void][] = [
    [window, 'storage', onStorage],
    [window, 'online', () => conversation().setOffline(false)],
    [window, 'offline', () => conversation().setOffline(true)],
    [document, 'visibilitychange', look],
    [
      window,
      'pagehide',
      () => {
        conversation().suspend();
        tabs?.close();
        tabs = undefined;
      },
    ],
    [
      window,
      'pageshow',
      () => {
        tabs ??= openTabs(storeKey, hear);
        look();
      },
    ],
  ];
  for (const [target, type, listener] of events) target.addEventListener(type, listener);
  return {
    tell: (note) => tabs?.tell(note),
    setOpen(open) {
      isOpen = open;
      look();
    },
    end() {
      for (const [target, type, listener] of events) target.removeEventListener(type, listener);
      tabs?.close();
    },
  };
}
