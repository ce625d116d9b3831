const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes a millisecond: each is kept. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      era: 'short',
    });
  if (!known) formats.set(timeZone, format);
  return format;
}

/** What clocks at that place show, as if it were UTC, in milliseconds since 1970. `timeZone` is IANA. */
function shownAt(instant: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(instant);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
}

const LOCAL = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;
const DAY_MS = 86_400_000;

/**
 * The instant that a merchant means by `text`: an instant as it stands (`2026-06-01T00:00:00+07:00`), or what clocks at
 * that place show (`2026-06-01T08:30`; a day alone for its first moment). An hour that the clocks show twice is meant the
 * first time; one that they skip is the moment at which they do. Throws RangeError for what is neither.
 */
export function storeMoment(text: string, timeZone: string): Date {
  const asUtc = Date.parse(LOCAL.test(text) ? `${text.padEnd(16, 'T00:00')}Z` : text);
  if (Number.isNaN(asUtc)) throw new RangeError(`${text} is not a moment`);
  if (!LOCAL.test(text)) return new Date(asUtc);
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => shownAt(near, timeZone) - near);
  const candidates = offsets.map((offset) => asUtc - offset).sort((a, b) => a - b);
  const shown = candidates.find((instant) => shownAt(instant, timeZone) === asUtc);
  return new Date(shown ?? firstAfter(asUtc, timeZone, candidates as [number, number]));
}

/** In between the clocks jump over `asUtc`: the first instant at which they show something later. */
function firstAfter(asUtc: number, timeZone: string, [from, to]: [number, number]): number {
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (shownAt(middle, timeZone) >= asUtc) after = middle;
    else before = middle;
  }
  return after;
}

/** What clocks at that place show, to the minute: `2026-06-01T08:30`. */
export function storeClock(instant: Date, timeZone: string): string {
  return new Date(shownAt(instant.getTime(), timeZone)).toISOString().slice(0, 16);
}

const EARLIEST = Date.UTC(1900, 0);
const AFTER_LAST = Date.UTC(10_000, 0);
export const KEPT_MOMENTS = 'must be in the years 1900 to 9999';

/** Whether the database can read a moment as we write it: years before 1 and after 9999 are written otherwise. */
export function isKeptMoment(moment: Date): boolean {
  return moment.getTime() >= EARLIEST && moment.getTime() < AFTER_LAST;
}
