import { brotliCompressSync, gzipSync } from 'node:zlib';
import {
  dataEvent,
  deltaEvent,
  saying,
  streamHead,
  type UpstreamStep,
} from '../../fakes/fake-llm-server.ts';
import type { Faults } from './fault.ts';
import { ending, joined, searching, words } from './well-behaved.ts';

const MEGABYTE = 1024 * 1024;
const page = '<!DOCTYPE html><html><title>Sign in to the relay</title><h1>Hello</h1></html>';

function* endlessLine(): Generator<UpstreamStep> {
  yield streamHead;
  yield* words(3);
  yield { write: 'data: {"choices":[{"delta":{"content":"' };
  for (let sent = 0; sent < 10; sent++) yield { write: 'x'.repeat(MEGABYTE) };
  yield { write: '"}}]}\n\n' };
  yield* ending;
}

function* commentFlood(): Generator<UpstreamStep> {
  const comments = { write: ': nothing to see here\n'.repeat(3_000) };
  yield streamHead;
  yield* words(3);
  for (let sent = 0; sent < 60; sent++) yield comments;
  yield* ending;
}

/** The same answer with other ends of lines: CR, CRLF and LF by turns. */
function mixedLineEnds(): UpstreamStep {
  const ends = ['\r', '\r\n', '\n'];
  const events = [...words(6), ...ending].map((step, index) =>
    Buffer.from(joined([step]))
      .toString('utf8')
      .replaceAll('\n', ends[index % 3]!),
  );
  return { write: events.join('') };
}

function compressed(encoding: string, body: Uint8Array): UpstreamStep[] {
  const headers = { 'content-type': 'text/event-stream', 'content-encoding': encoding };
  return [{ head: 200, headers }, { write: body }];
}

const unknown = { obfuscation: 'x8s', service_tier: null, logprobs: [1, { a: [] }] };

/** A 200 whose body is not what it should be. */
export const strangeStreams: Faults = {
  empty: { description: 'a proper answer without a word', answer: () => saying() },
  nothing: { description: 'a 200 with an empty body', answer: () => [streamHead] },
  html: {
    description: 'a web page instead of an answer',
    answer: () => [{ head: 200, headers: { 'content-type': 'text/html' } }, { write: page }],
  },
  'error-in-200': {
    description: 'an error as the first event of a 200',
    answer: () => [
      streamHead,
      dataEvent({ error: { message: 'The server is overloaded.', code: 503 } }),
    ],
  },
  'error-after-20': {
    description: '20 pieces, then an error event',
    answer: () => [
      streamHead,
      ...words(20),
      dataEvent({ error: { message: 'Provider disconnected.', code: 502 } }),
    ],
  },
  'content-filter': {
    description: 'withholds the answer',
    answer: () => [streamHead, deltaEvent({}, 'content_filter'), dataEvent('[DONE]')],
  },
  'content-filter-after-20': {
    description: '20 pieces, then withholds the rest',
    answer: () => [streamHead, ...words(20), deltaEvent({}, 'content_filter'), dataEvent('[DONE]')],
  },
  length: {
    description: '20 pieces, then the limit of its length',
    answer: () => [streamHead, ...words(20), deltaEvent({}, 'length'), dataEvent('[DONE]')],
  },
  'invalid-json': {
    description: '20 pieces, then an event that is no JSON',
    answer: () => [streamHead, ...words(20), { write: 'data: {"choices": oops\n\n' }, ...ending],
  },
  '10mb-line': { description: 'three pieces, then one of 10 MB', answer: endlessLine },
  'comment-flood': {
    description: 'three pieces, then 180,000 comments before the end',
    answer: commentFlood,
  },
  'line-ends': {
    description: 'a whole answer with CR, CRLF and LF by turns',
    answer: () => [streamHead, mixedLineEnds()],
  },
  'done-twice': {
    description: 'a whole answer with two `[DONE]`',
    answer: () => [...saying('Done once.'), dataEvent('[DONE]')],
  },
  'after-done': {
    description: 'a whole answer that goes on after `[DONE]`',
    answer: () => [...saying('The end.'), deltaEvent({ content: ' Not quite.' })],
  },
  'unknown-fields': {
    description: 'a whole answer with fields that nobody knows',
    answer: () => [
      streamHead,
      dataEvent({
        ...unknown,
        choices: [{ ...unknown, delta: { ...unknown, content: 'Known.' } }],
      }),
      { write: 'retry: 10\nid: 7\nfoo: bar\n\n' },
      ...ending,
    ],
  },
  gzip: {
    description: 'a whole answer, compressed although nobody asked',
    answer: () => compressed('gzip', gzipSync(joined([...words(3), ...ending]))),
  },
  br: {
    description: 'the same with Brotli',
    answer: () => compressed('br', brotliCompressSync(joined([...words(3), ...ending]))),
  },
  'gzip-1000': {
    description: 'says that it is compressed 1,000 times over',
    answer: () =>
      compressed(new Array(1_000).fill('gzip').join(','), gzipSync(Buffer.alloc(MEGABYTE))),
  },
  'tool-loop': {
    description: 'never answers, calls two more tools instead',
    answer: ({ count }) => loop(count),
  },
};

function loop(count: number): UpstreamStep[] {
  return searching([`loop-${count}-a`, `loop-${count}-b`], `tent ${count}`);
}
