import type { AisleEvents, AisleListener } from './index.d.ts';

export interface PageEvents {
  /** `isOurs`: the page cannot take it off by the event's name alone. */
  on<E extends keyof AisleEvents>(
    event: E,
    listener: AisleListener<E>,
    isOurs?: boolean,
  ): () => void;
  off<E extends keyof AisleEvents>(event: E, listener?: AisleListener<E>): void;
  /** False when a listener returned false. */
  emit<E extends keyof AisleEvents>(event: E, detail: AisleEvents[E]): boolean;
  listeners<E extends keyof AisleEvents>(event: E): AisleListener<E>[];
}

/** What the page listens to. */
export function pageEvents(): PageEvents {
  let listeners: [event: string, listener: (detail: never) => unknown, isOurs?: boolean][] = [];
  const off: PageEvents['off'] = (event, listener) => {
    listeners = listeners.filter(
      ([name, known, isOurs]) => name !== event || (listener ? known !== listener : isOurs),
    );
  };
  const of: PageEvents['listeners'] = (event) =>
    listeners.flatMap(([name, listener]) => (name === event ? [listener as never] : []));
  return {
    on(event, listener, isOurs) {
      listeners.push([event, listener, isOurs]);
      return () => off(event, listener);
    },
    off,
    emit(event, detail) {
      let goesOn = true;
      for (const listener of of(event)) {
        try {
          if (listener(detail) === false) goesOn = false;
        } catch (error) {
          // The page's own fault: the panel goes on.
          console.warn('Aisle:', error);
        }
      }
      return goesOn;
    },
    listeners: of,
  };
}
