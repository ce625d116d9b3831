import { expect, it } from 'vitest';
import { sharedBuffers } from '../../../../server/embedded/postgres/shared-buffers.ts';

const GIGABYTE = 1024 ** 3;

it.each([
  [GIGABYTE / 2, '128MB'],
  [2 * GIGABYTE, '256MB'],
  [64 * GIGABYTE, '512MB'],
])('of %i bytes, the database keeps %s of its files at hand', (memory, buffers) => {
  expect(sharedBuffers(memory)).toBe(buffers);
});

it('knows the memory of this machine', () => {
  expect(sharedBuffers()).toMatch(/^\d+MB$/);
});
