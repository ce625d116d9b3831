import { expect, test } from 'vitest';
import { createAnswerReader } from '../../../../server/model/wire/answer-events.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function read(text: string, size = 3) {
  const reader = createAnswerReader({ maxEventChars: 1_000 });
  const all = bytes(text);
  const events = [];
  for (let at = 0; at < all.length; at += size) {
    events.push(...reader.push(all.subarray(at, at + size)));
  }
  events.push(...reader.end());
  return { data: events.map(({ data }) => data), format: reader.format() };
}

test('joins characters that the chunking cut, and drops a byte order mark', () => {
  expect(read('\uFEFFdata: phở 🍜\n\n', 1)).toEqual({ data: ['phở 🍜'], format: 'event-stream' });
});

test('takes one JSON document for a whole answer', () => {
  expect(read('\n {"a":\n 1}')).toEqual({ data: ['\n {"a":\n 1}', '[DONE]'], format: 'json' });
});

test('takes one document a line for a stream', () => {
  expect(read('{"a":1}\n{"a":2}\n')).toEqual({ data: ['{"a":1}', '{"a":2}'], format: 'json' });
});

test('tells a web page from an answer', () => {
  expect(read('<!DOCTYPE html><html></html>')).toEqual({ data: [], format: 'html' });
});

test('has no format while nothing but blanks came', () => {
  expect(read(' \n\n')).toEqual({ data: [], format: undefined });
});

test('reads a first line that begins with a blank the same however it is cut', () => {
  const body = '\n\n data: no field\n\ndata: a field\n\n';
  for (const size of [1, 2, 3, 7, 100]) expect(read(body, size).data).toEqual(['a field']);
});
