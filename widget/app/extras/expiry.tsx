import { usePanel } from '../panel-context.ts';

/**
 * Until when a checkout takes the quote; who comes back to an old one sees that it is old. A new one has its time, and
 * is not called old by the clock of a device that is an hour ahead.
 */
export function Expiry({ at, isNew }: { at: Date; isNew: boolean }) {
  const { labels, locale } = usePanel();
  const isOver = !isNew && at < new Date();
  const time = at.toLocaleTimeString(locale, { timeStyle: 'short' });
  return (
    <p class="quote-note">{isOver ? labels.quoteExpired : labels.say('validUntil', { time })}</p>
  );
}
