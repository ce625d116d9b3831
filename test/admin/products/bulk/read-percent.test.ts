import { describe, expect, it } from 'vitest';
import { readPercent } from '../../../../admin/products/bulk/read-percent.ts';

describe('readPercent', () => {
  it.each([
    ['10', 1_000],
    ['12.5', 1_250],
    ['12,5 %', 1_250],
    ['0.01', 1],
    ['0', undefined],
    ['1.005', undefined],
    ['-5', undefined],
    ['ten', undefined],
  ])('reads %j as %s basis points', (text, expected) => {
    expect(readPercent(text)).toBe(expected);
  });
});
