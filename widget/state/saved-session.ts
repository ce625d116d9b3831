import type { ChatMessage } from '../../shared/message.ts';
import { savedKey } from '../saved-key.ts';

/** What outlives the page, so that the next one goes on where this one was. */
export type Saved = OfEveryTab & OfThisTab;

interface OfEveryTab {
  token?: string;
  /** ISO 8601: when the token ends. */
  expiresAt?: string;
  /** The conversation that was last asked in: a tab that has none of its own begins with it. */
  latest?: string;
  /** The panel was on screen (the loader reads this). */
  open?: boolean;
  /** Tells whether the customer who is logged in is the one whose token this is; not who it is. */
  customer?: string;
  /** Answers are heard. */
  sound?: boolean;
  /** Milliseconds since 1970: until then the assistant does not speak first (widget/proactive and the loader use this). */
  quietUntil?: number;
}

/** A tab in which nothing was done yet begins with what another had in the end. */
interface ForNextTab {
  next?: Pick<OfThisTab, 'draft' | 'scroll'>;
}

interface OfThisTab {
  /** Empty: the shopper began anew here and has not asked yet. */
  conversationId?: string;
  draft?: string;
  /** Where the list was read: so many CSS pixels into that message, counted from 0. Absent at its end. */
  scroll?: [message: number, pixels: number];
  /** What the assistant said by itself before the shopper asked anything here. */
  said?: string;
  /** Sent, but the server has not been heard of it yet: the page may have been left too soon. */
  unsent?: ChatMessage;
}

export interface SavedSession {
  read(): Saved;
  /** Fields that are undefined are forgotten. */
  update(change: Saved): void;
  /** As if nobody had been here. */
  clear(): void;
}

type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Throwing, where the browser refuses even to be asked. */
export interface Storages {
  shared(): KeyValueStore;
  tab(): KeyValueStore;
}

/**
 * Keeps it under one key a store, in the storage of all tabs and in that of this tab. What a browser refuses to
 * store lasts as long as the page.
 */
export function savedSession(storeKey: string, storages: Storages): SavedSession {
  const ofEveryTab = storedObject<OfEveryTab & ForNextTab>(() => storages.shared(), storeKey);
  const ofThisTab = storedObject<OfThisTab>(() => storages.tab(), storeKey);
  const readOwn = (): OfThisTab => {
    const own = ofThisTab.read();
    return Object.keys(own).length > 0 ? own : { ...ofEveryTab.read().next };
  };
  return {
    read() {
      const { next: _, ...shared } = ofEveryTab.read();
      return { ...shared, ...readOwn() };
    },
    update(change) {
      const { conversationId, draft, said, scroll, unsent, ...shared } = change;
      const all = { conversationId, draft, said, scroll, unsent };
      const changed = Object.entries(all).filter(([name]) => name in change);
      if (changed.length > 0) {
        const own = { ...readOwn(), ...Object.fromEntries(changed) };
        ofThisTab.update(own);
        Object.assign(shared, { next: { draft: own.draft, scroll: own.scroll } });
      }
      ofEveryTab.update(shared);
    },
    clear() {
      ofEveryTab.clear();
      ofThisTab.clear();
    },
  };
}

/** Read anew each time: other tabs write it too. */
function storedObject<T extends object>(storage: () => KeyValueStore, storeKey: string) {
  const key = savedKey(storeKey);
  /** What could not be stored. */
  let memory: Partial<T> | undefined;

  function read(): Partial<T> {
    if (memory) return memory;
    try {
      const saved: unknown = JSON.parse(storage().getItem(key) ?? '{}');
      return typeof saved === 'object' && saved !== null ? saved : {};
    } catch {
      return {};
    }
  }

  function update(change: Partial<T>): void {
    if (Object.keys(change).length === 0) return;
    const changed = { ...read(), ...change };
    try {
      storage().setItem(key, JSON.stringify(changed));
      memory = undefined;
    } catch {
      memory = changed;
    }
  }

  function clear(): void {
    memory = undefined;
    try {
      storage().removeItem(key);
    } catch {
      // Then nothing is there.
    }
  }

  return { read, update, clear };
}
