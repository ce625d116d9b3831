import type { PageEvents } from '../../page-events.ts';
import { answerBackButton } from './back-button.ts';
import { followFinger } from './follow-finger.ts';
import { keepFocusInside } from './keep-focus-inside.ts';

/** What people expect of a sheet on a phone: it is pulled down, the back button closes it, and Tab stays in it. */
export function phoneSheet(
  panel: HTMLElement,
  { on, onClose }: { on: PageEvents['on']; onClose(): void },
): () => void {
  const isOpen = () => panel.checkVisibility();
  const stops = [
    followFinger(panel, onClose),
    answerBackButton({ panel, on, isOpen, onClose }),
    keepFocusInside(panel),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
