/** Arrow keys, Home and End in a row of cards: to the next card in the direction of the arrow. */
export function moveByCard(event: KeyboardEvent): void {
  const row = event.currentTarget as HTMLElement;
  const cards = [...row.children] as HTMLElement[];
  const target = targetOf(event.key, { at: cardAt(row, cards), row, last: cards.length - 1 });
  const card = cards[target ?? -1];
  if (!card) return;
  event.preventDefault();
  const link = card.querySelector<HTMLElement>('a,button');
  link?.focus({ preventScroll: true });
  card.scrollIntoView({ inline: 'start', block: 'nearest' });
}

/** That has the focus, or else the first that is in sight whole. */
function cardAt(row: HTMLElement, cards: HTMLElement[]): number {
  const focused = cards.findIndex((card) => card.matches(':focus-within'));
  if (focused !== -1) return focused;
  const { left, right } = row.getBoundingClientRect();
  return cards.findIndex((card) => {
    const box = card.getBoundingClientRect();
    return box.left >= left - 1 && box.right <= right + 1;
  });
}

function targetOf(
  key: string,
  { at, row, last }: { at: number; row: HTMLElement; last: number },
): number | undefined {
  const forward = getComputedStyle(row).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  return Math.min(last, Math.max(0, at + (key === forward ? 1 : -1)));
}
