import type { AisleEvents } from '../index.d.ts';
import type { PanelCall } from '../panel-port.ts';

/** Calls the page's listeners: the panel, which does so otherwise, is not there yet. */
export function tellPage<E extends keyof AisleEvents>(
  calls: readonly PanelCall[],
  event: E,
  detail: AisleEvents[E],
): void {
  let listeners: unknown[] = [];
  for (const [name, [of, listener]] of calls) {
    if (of !== event) continue;
    if (name === 'on') listeners.push(listener);
    if (name === 'off') listeners = listeners.filter((known) => listener && known !== listener);
  }
  for (const listener of listeners) {
    try {
      (listener as (detail: AisleEvents[E]) => unknown)(detail);
    } catch (error) {
      // The page's own fault.
      console.warn('Aisle:', error);
    }
  }
}
