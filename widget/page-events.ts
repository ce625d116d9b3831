import type { AisleEvents, AisleListener } from './index.d.ts';

export interface PageEvents {
  on<E extends keyof AisleEvents>(event: E, listener: AisleListener<E>): () => void;
  off<E extends keyof AisleEvents>(event: E, listener?: AisleListener<E>): void;
  emit<E extends keyof AisleEvents>(event: E, detail: AisleEvents[E]): void;
}

/** What the page listens to. */
export function pageEvents(): PageEvents {
  let listeners: [event: string, listener: (detail: never) => unknown][] = [];
  const off: PageEvents['off'] = (event, listener) => {
    listeners = listeners.filter(
      ([name, known]) => name !== event || (listener && known !== listener),
    );
  };
  return {
    on(event, listener) {
      listeners.push([event, listener]);
      return () => off(event, listener);
    },
    off,
    emit(event, detail) {
      for (const [name, listener] of listeners) {
        if (name !== event) continue;
        try {
          listener(detail as never);
        } catch (error) {
          // The page's own fault: the panel goes on.
          console.warn('Aisle:', error);
        }
      }
    },
  };
}
