import { expect, it } from 'vitest';
import { maySpeak } from '../../../widget/proactive/quiet.ts';

it('speaks to nobody who has asked something, or has heard it not long ago', () => {
  const now = Date.parse('2026-06-01');
  expect(maySpeak({}, now)).toBe(true);
  expect(maySpeak({ open: false, sound: true }, now)).toBe(true);
  expect(maySpeak({ token: 'known' }, now)).toBe(false);
  expect(maySpeak({ latest: 'c1' }, now)).toBe(false);
  expect(maySpeak({ quietUntil: now + 1 }, now)).toBe(false);
  expect(maySpeak({ quietUntil: now }, now)).toBe(true);
});
