import type { ChatMessage } from '../../../shared/message.ts';
import { dayName, dayOf } from '../day-of.ts';
import { usePanel } from '../panel-context.ts';
import { Opening } from './opening.tsx';

/** Between two days, and above a conversation that did not begin today, or that the assistant began. */
export function DayName({
  message,
  before,
}: {
  message: ChatMessage;
  before: ChatMessage | undefined;
}) {
  const { locale } = usePanel();
  const now = Date.now();
  const today = dayOf(undefined, now);
  const day = dayOf(message, now);
  const isNew = day !== (before ? dayOf(before, now) : today);
  return (
    <>
      {isNew && <p class="day">{dayName(day, { today, locale })}</p>}
      {!before && <Opening />}
    </>
  );
}
