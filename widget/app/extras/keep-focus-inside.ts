/** The sheet covers the page, so Tab goes round inside it. Returns a function that ends it. */
export function keepFocusInside(panel: HTMLElement): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') return;
    const stops = [
      ...panel.querySelectorAll<HTMLElement>(
        'button:not(:disabled,[tabindex]),a[href],textarea,[tabindex="0"]',
      ),
    ];
    const root = panel.getRootNode() as ShadowRoot;
    const leaves = event.shiftKey ? stops[0] : stops.at(-1);
    if (root.activeElement !== leaves) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  };
  panel.addEventListener('keydown', onKeyDown);
  return () => panel.removeEventListener('keydown', onKeyDown);
}
