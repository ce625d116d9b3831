import { expect, test } from 'vitest';
import { localDay } from '../../../server/shop/local-day.ts';

test.each([
  ['2026-03-01T16:59:59Z', 'Asia/Ho_Chi_Minh', '2026-03-01'],
  ['2026-03-01T17:00:00Z', 'Asia/Ho_Chi_Minh', '2026-03-02'],
  ['2026-03-01T04:59:59Z', 'America/New_York', '2026-02-28'],
  // Clocks go forward at two: midnight is at five before and at four after.
  ['2026-03-09T03:59:59Z', 'America/New_York', '2026-03-08'],
  ['2026-03-09T04:00:00Z', 'America/New_York', '2026-03-09'],
  ['2026-03-01T00:00:00Z', 'UTC', '2026-03-01'],
])('%s in %s is %s', (moment, timeZone, day) => {
  expect(localDay(new Date(moment), timeZone)).toBe(day);
});
