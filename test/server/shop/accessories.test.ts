import { expect, test } from 'vitest';
import { accessoriesBeside } from '../../../server/shop/accessories.ts';

test('tells words of accessories only while none is asked for', () => {
  expect(accessoriesBeside('laptop').anywhere).toContain('bag');
  expect(accessoriesBeside('laptop bags')).toEqual({ anywhere: [], behind: [] });
});

test('takes a thing that may also be for another one for an accessory only right behind it', () => {
  expect(accessoriesBeside('mouse').behind).toContain('pad');
  expect(accessoriesBeside('mouse pads').behind).toEqual([]);
  expect(accessoriesBeside('mouse pads').anywhere).toContain('cable');
});
