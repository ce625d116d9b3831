import { expect, it } from 'vitest';
import { newId } from '../../../server/shop/new-id.ts';

it('makes ids that sort in the order they were made, also when the clock stands or steps back', () => {
  const times = [1_000, 1_000, 1_000, 999, 1_001, ...Array.from({ length: 5_000 }, () => 1_001)];
  const base = Date.now() + 1_000;
  const ids = times.map((time) => newId(base + time));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/.test(id))).toBe(true);
});
