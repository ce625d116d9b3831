import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSseReader, SseEventTooLarge } from '../../../../server/model/wire/sse-events.ts';

function read(pieces: string[], maxEventChars = 10_000) {
  const reader = createSseReader({ maxEventChars });
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

function message(data: string) {
  return { type: 'message', data, unfinished: false };
}

test('reads the same events whichever line end is used and wherever the text is cut', () => {
  const stream =
    ': hello\nevent: ping\n\nid: 7\ndata: {"a":1}\n\n\ndata:two\ndata: lines\nretry: 5\n\n';
  const expected = [message('{"a":1}'), message('two\nlines')];
  fc.assert(
    fc.property(
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat(100), { maxLength: 12 }),
      (lineEnd, cuts) => {
        const text = stream.replaceAll('\n', lineEnd);
        const places = [0, ...cuts, text.length].sort((a, b) => a - b);
        const pieces = places.slice(1).map((end, n) => text.slice(places[n], end));
        expect(read(pieces)).toEqual(expected);
      },
    ),
  );
});

test('names the event and forgets the name for the next one', () => {
  expect(read(['event: error\ndata: 1\n\ndata: 2\n\n'])).toEqual([
    { type: 'error', data: '1', unfinished: false },
    message('2'),
  ]);
});

test('takes a line that starts with error: for an error event', () => {
  expect(read(['error: {"code":500}\n'])).toEqual([
    { type: 'error', data: '{"code":500}', unfinished: false },
  ]);
});

test('hands over the last event without its blank line and marks it', () => {
  expect(read(['data: {"a":1}'])).toEqual([{ type: 'message', data: '{"a":1}', unfinished: true }]);
});

test('strips one blank after the colon and no more', () => {
  expect(read(['data:  x\n\n'])).toEqual([message(' x')]);
});

test('does not take unicode line separators for line ends', () => {
  expect(read(['data: a\u2028b\u0085c\n\n'])).toEqual([message('a\u2028b\u0085c')]);
});

test('gives up on an event over the limit, in one line or in many', () => {
  expect(() => read([`data: ${'x'.repeat(30)}`], 20)).toThrow(SseEventTooLarge);
  expect(() => read(Array(10).fill('data: xxxx\n'), 20)).toThrow(SseEventTooLarge);
});

test('notices text that is no event stream', () => {
  const reader = createSseReader({ maxEventChars: 100 });
  reader.push('upstream connect error\n');
  expect(reader.sawForeignText()).toBe(true);
});
