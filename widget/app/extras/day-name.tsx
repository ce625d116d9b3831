import type { ChatMessage } from '../../../shared/message.ts';
import { dayName, dayOf } from '../day-of.ts';
import { usePanel } from '../panel-context.ts';

/** Between two days, and above a conversation that did not begin today. */
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
  if (day === (before ? dayOf(before, now) : today)) return null;
  return <p class="day">{dayName(day, { today, locale })}</p>;
}
