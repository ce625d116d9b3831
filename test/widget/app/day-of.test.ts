import { expect, it } from 'vitest';
import { dayName } from '../../../widget/app/day-of.ts';

it('names today and yesterday, and tells the date of days before, and of those that a wrong clock puts in the future', () => {
  const name = (day: number) => dayName(day, { today: 100, locale: 'en' });
  expect([100, 99].map(name)).toEqual(['Today', 'Yesterday']);
  for (const day of [98, 101, 466]) expect(name(day)).toMatch(/^\w+day, \w+ \d+, \d{4}$/);
});
