import type { ChatMessage } from '../../shared/message.ts';

const DAY_MS = 86_400_000;

/** The day on which it was said, as a number that grows by one a day, in the time zone of the device. */
export function dayOf(message: ChatMessage | undefined, now: number): number {
  const time = new Date(message?.metadata?.created_at ?? now);
  return Math.round(
    new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime() / DAY_MS,
  );
}

/** "Today", "Yesterday", else the date, also where a clock that is behind takes today for the future. */
export function dayName(day: number, { today, locale }: { today: number; locale: string }): string {
  const ago = day - today;
  const name =
    ago === 0 || ago === -1
      ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(ago, 'day')
      : new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(
          new Date().setDate(new Date().getDate() + ago),
        );
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
