import { describe, expect, it } from 'vitest';
import { cellAfter, nextCell } from '../../../admin/parts/grid-keys.ts';

const size = { lines: 30, columns: 5 };

describe('the keys of a sheet', () => {
  it.each([
    ['ArrowUp', false, { line: 3, column: 2 }],
    ['ArrowDown', false, { line: 5, column: 2 }],
    ['ArrowLeft', false, { line: 4, column: 1 }],
    ['ArrowRight', false, { line: 4, column: 3 }],
    ['Home', false, { line: 4, column: 0 }],
    ['End', true, { line: 29, column: 4 }],
    ['ArrowUp', true, { line: 0, column: 2 }],
    ['PageDown', false, { line: 14, column: 2 }],
    ['PageUp', false, { line: 0, column: 2 }],
  ])('%s (far: %s) leads to %j', (key, isFar, expected) => {
    expect(cellAfter({ line: 4, column: 2 }, { key, isFar }, size)).toEqual(expected);
  });

  it('stop at the edges and leave other keys alone', () => {
    expect(cellAfter({ line: 29, column: 4 }, { key: 'ArrowDown', isFar: false }, size)).toEqual({
      line: 29,
      column: 4,
    });
    expect(cellAfter({ line: 0, column: 0 }, { key: 'Tab', isFar: false }, size)).toBeUndefined();
  });

  it('find the next cell that can be edited, over the end of a line', () => {
    const isWanted = ({ column }: { column: number }) => column === 1;
    expect(nextCell({ line: 2, column: 1 }, size, { step: 1, isWanted })).toEqual({
      line: 3,
      column: 1,
    });
    expect(nextCell({ line: 0, column: 1 }, size, { step: -1, isWanted })).toBeUndefined();
  });
});
