import { expect, it } from 'vitest';
import { inkOn } from '../../../admin/settings/contrast.ts';

it.each([
  ['#000000', 'white', 21],
  ['#FFFFFF', 'black', 21],
  ['#777777', 'black', 4.69],
  ['#1f6f54', 'white', 6.08],
] as const)('writes on %s in %s', (colour, ink, ratio) => {
  const found = inkOn(colour);
  expect(found.ink).toBe(ink);
  expect(found.ratio).toBeCloseTo(ratio, 1);
});
