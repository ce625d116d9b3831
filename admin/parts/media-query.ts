import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether a media query holds, and from then on whenever that changes: `mediaQuery('(min-width: 760px)')`. */
export function mediaQuery(text: string): ReadonlySignal<boolean> {
  const list = matchMedia(text);
  const holds = signal(list.matches);
  list.addEventListener('change', () => {
    holds.value = list.matches;
  });
  return holds;
}
