/** Pulled down further than this (in CSS pixels), or flung faster than this (in pixels a millisecond), the sheet closes. */
const FAR = 96;
const FAST = 0.6;

/** The sheet follows the finger that pulls its header down. Returns a function that ends it. */
export function followFinger(panel: HTMLElement, onClose: () => void): () => void {
  const header = panel.querySelector<HTMLElement>('.header');
  let start: { y: number; time: number } | undefined;
  const pulled = (event: PointerEvent) => Math.max(0, event.clientY - (start?.y ?? 0));
  const move = (distance: number) => {
    panel.classList.toggle('pulled', distance > 0);
    panel.style.translate = distance > 0 ? `0 ${distance}px` : '';
  };
  const down = (event: PointerEvent) => {
    if (!event.isPrimary || (event.target as Element).closest('button')) return;
    start = { y: event.clientY, time: event.timeStamp };
    header?.setPointerCapture(event.pointerId);
  };
  const follow = (event: PointerEvent) => {
    if (start) move(pulled(event));
  };
  const release = (event: PointerEvent) => {
    if (!start) return;
    const distance = pulled(event);
    const speed = distance / (event.timeStamp - start.time);
    start = undefined;
    move(0);
    const isMeant = distance > FAR || (distance > 24 && speed > FAST);
    if (isMeant && event.type === 'pointerup') onClose();
  };
  const events = [
    ['pointerdown', down],
    ['pointermove', follow],
    ['pointerup', release],
    ['pointercancel', release],
  ] as const;
  for (const [type, listener] of events) header?.addEventListener(type, listener);
  return () => {
    move(0);
    for (const [type, listener] of events) header?.removeEventListener(type, listener);
  };
}
