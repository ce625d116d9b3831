import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * A button that goes away under the shopper's finger (retry, a starter, remove photo) takes the focus with
 * it to the page's body, out of reach of Escape. The panel then takes it over.
 */
export function useKeptFocus(panel: RefObject<HTMLElement | null>): void {
  const root = panel.current?.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : undefined;
  useLayoutEffect(() => {
    if (focused && !focused.isConnected) panel.current?.focus({ preventScroll: true });
  });
}
