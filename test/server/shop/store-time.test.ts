import { expect, test } from 'vitest';
import { storeClock, storeMoment } from '../../../server/shop/store-time.ts';

test.each([
  ['2026-06-01', 'Asia/Ho_Chi_Minh', '2026-05-31T17:00:00.000Z'],
  ['2026-06-01T08:30', 'Asia/Kathmandu', '2026-06-01T02:45:00.000Z'],
  ['2026-06-01T00:00:00+07:00', 'America/New_York', '2026-05-31T17:00:00.000Z'],
])('takes %s in %s for what clocks there show', (text, timeZone, instant) => {
  expect(storeMoment(text, timeZone).toISOString()).toBe(instant);
});

test.each([
  // The clocks go from 2 to 3.
  ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  // A day that begins at one o'clock.
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  // A day that Samoa never had.
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
])('takes %s in %s, which clocks skip, for the moment when they do', (text, timeZone, instant) => {
  expect(storeMoment(text, timeZone).toISOString()).toBe(instant);
});

test('takes an hour that clocks show twice for the first of the two', () => {
  const first = storeMoment('2026-10-25T02:30', 'Europe/Berlin');
  expect(first.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  expect(storeMoment('2026-10-25T02:30+01:00', 'Europe/Berlin').getTime()).toBe(
    first.getTime() + 3_600_000,
  );
});

test('makes the day of a change as long as it is', () => {
  const hours = (from: string, to: string) =>
    (storeMoment(to, 'Europe/Berlin').getTime() - storeMoment(from, 'Europe/Berlin').getTime()) /
    3_600_000;
  expect(hours('2026-03-29', '2026-03-30')).toBe(23);
  expect(hours('2026-10-25', '2026-10-26')).toBe(25);
});

test('shows what it was told', () => {
  for (const text of ['2026-06-01T00:00', '2026-12-31T23:59']) {
    expect(storeClock(storeMoment(text, 'America/Denver'), 'America/Denver')).toBe(text);
  }
});

test('refuses what is no moment', () => {
  expect(() => storeMoment('next week', 'UTC')).toThrow(RangeError);
});
