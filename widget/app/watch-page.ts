import type { ChatSession } from '../state/chat-session.ts';
import type { TabNote } from '../state/tabs.ts';
import { type BrowserTabs, openTabs } from './browser-tabs.ts';

export interface PageWatch {
  tell(note: TabNote): void;
  /** The panel was opened or closed. */
  setOpen(isOpen: boolean): void;
  end(): void;
}

/**
 * Tells the session what becomes of the network, the page and other tabs. A page that is left may come back as it was
 * (the browser keeps it aside): until then it holds no connection and no channel, which would keep it from that.
 */
export function watchPage(storeKey: string, session: () => ChatSession): PageWatch {
  const hear = (note: TabNote) => session().hear(note);
  let tabs: BrowserTabs | undefined = openTabs(storeKey, hear);
  let isOpen = false;
  const look = () => session().setAttended(isOpen && document.visibilityState === 'visible');
  const events: [EventTarget, string, () => void][] = [
    [window, 'online', () => session().setOffline(false)],
    [window, 'offline', () => session().setOffline(true)],
    [document, 'visibilitychange', look],
    [
      window,
      'pagehide',
      () => {
        session().suspend();
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
