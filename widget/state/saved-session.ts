import type { ChatMessage } from '../../shared/message.ts';
import { savedKey } from '../saved-key.ts';

/** What outlives the page, so that the next one goes on where this one was. */
export interface Saved {
  token?: string;
  /** ISO 8601: when the token ends. */
  expiresAt?: string;
  conversationId?: string;
  /** The panel was on screen (the loader reads this). */
  open?: boolean;
  draft?: string;
  /** Sent, but the server has not been heard of it yet: the page may have been left too soon. */
  unsent?: ChatMessage;
}

export interface SavedSession {
  read(): Saved;
  /** Fields that are undefined are forgotten. */
  update(change: Saved): void;
}

type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Keeps it under one key a store. Where a browser refuses storage (or `storage` itself throws when it is
 * touched) it lasts as long as the page.
 */
export function savedSession(storeKey: string, storage: () => KeyValueStore): SavedSession {
  let memory = load();

  function load(): Saved {
    try {
      const saved: unknown = JSON.parse(storage().getItem(savedKey(storeKey)) ?? '{}');
      return typeof saved === 'object' && saved !== null ? saved : {};
    } catch {
      return {};
    }
  }

  return {
    read: () => memory,
    update(change) {
      memory = { ...memory, ...change };
      try {
        storage().setItem(savedKey(storeKey), JSON.stringify(memory));
      } catch {
        // Refused or full: memory has it.
      }
    },
  };
}
