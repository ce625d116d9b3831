import type { PageEvents } from '../../page-events.ts';
import { answerBackButton } from './back-button.ts';
import { followFinger } from './follow-finger.ts';

/** What people expect of a sheet on a phone: it is pulled down, and the back button closes it. */
export function phoneSheet(
  panel: HTMLElement,
  { on, onClose }: { on: PageEvents['on']; onClose(): void },
): () => void {
  const isOpen = () => panel.checkVisibility();
  const stops = [followFinger(panel, onClose), answerBackButton({ panel, on, isOpen, onClose })];
  return () => {
    for (const stop of stops) stop();
  };
}
