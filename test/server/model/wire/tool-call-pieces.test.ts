import { expect, test } from 'vitest';
import type { WireToolCall } from '../../../../server/model/wire/openai-wire.ts';
import { addPiece, type GrowingCall } from '../../../../server/model/wire/tool-call-pieces.ts';

const nothing: WireToolCall = {
  index: undefined,
  id: undefined,
  name: undefined,
  arguments: '',
  extraContent: undefined,
};

/** `[id, name, arguments]` of the calls that the pieces make. */
function assemble(...pieces: Partial<WireToolCall>[]) {
  const calls: GrowingCall[] = [];
  for (const piece of pieces) addPiece(calls, { ...nothing, ...piece });
  return calls.map((call) => [call.id, call.name, call.arguments]);
}

test('joins pieces by index, also when they are interleaved', () => {
  expect(
    assemble(
      { index: 0, id: 'a', name: 'find', arguments: '{"x"' },
      { index: 1, id: 'b', name: 'find', arguments: '{"y"' },
      { index: 0, arguments: ':1}' },
      { index: 1, arguments: ':2}' },
    ),
  ).toEqual([
    ['a', 'find', '{"x":1}'],
    ['b', 'find', '{"y":2}'],
  ]);
});

test('starts a new call when the same index comes with another id and a name', () => {
  expect(
    assemble(
      { index: 0, id: 'a', name: 'find', arguments: '{}' },
      { index: 0, id: 'b', name: 'find', arguments: '{}' },
    ),
  ).toHaveLength(2);
});

test('keeps to one call when only the id changes on the way', () => {
  expect(
    assemble(
      { index: 0, id: 'a', name: 'find', arguments: '{"x":' },
      { index: 0, id: 'zzz', arguments: '1}' },
    ),
  ).toEqual([['a', 'find', '{"x":1}']]);
});

test('tells whole calls without ids apart by their names', () => {
  expect(
    assemble(
      { index: 0, name: 'find', arguments: '{"x":1}' },
      { index: 0, name: 'find', arguments: '{"x":2}' },
    ),
  ).toHaveLength(2);
});

test('appends pieces without index and id to the latest call', () => {
  expect(
    assemble(
      { name: 'find', arguments: '{"x":' },
      { arguments: '1}' },
      { name: 'find', arguments: '{}' },
    ),
  ).toEqual([
    [undefined, 'find', '{"x":1}'],
    [undefined, 'find', '{}'],
  ]);
});

test('joins a name that comes in pieces and ignores one that is repeated', () => {
  expect(
    assemble(
      { index: 0, id: 'a', name: 'find_' },
      { index: 0, name: 'tents' },
      { index: 0, id: 'a', name: 'find_tents', arguments: '{' },
      { index: 0, id: 'a', name: 'find_tents', arguments: '}' },
    ),
  ).toEqual([['a', 'find_tents', '{}']]);
});

test('makes no call of an empty piece', () => {
  expect(assemble({ index: 3 }, { index: 0, arguments: ' ' })).toEqual([]);
});
