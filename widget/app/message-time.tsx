import type { ChatMessage } from '../../shared/message.ts';
import { usePanel } from './panel-context.ts';

/** When it was said, by the clock of the device. What was sent this moment has no time yet. */
export function MessageTime({ message }: { message: ChatMessage }) {
  const { locale } = usePanel();
  const time = message.metadata?.created_at;
  if (!time) return null;
  return (
    <time class="time" dateTime={time}>
      {new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(time))}
    </time>
  );
}
