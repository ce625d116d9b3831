import { deltaEvent, streamHead, type UpstreamStep } from '../../fakes/fake-llm-server.ts';
import type { Faults } from './fault.ts';
import { words } from './well-behaved.ts';

/** Something again and again, for as long as the client stays. */
function* forever(step: UpstreamStep, waitMs: number): Generator<UpstreamStep> {
  for (;;) {
    yield step;
    yield { waitMs };
  }
}

function* after(first: UpstreamStep[], rest: Iterable<UpstreamStep>): Generator<UpstreamStep> {
  yield* first;
  yield* rest;
}

const comment: UpstreamStep = { write: ': still working\n\n' };

/** Silence, slowness and connections that break. */
export const brokenConnections: Faults = {
  stall: {
    description: 'takes the question and never answers',
    answer: () => [{ stall: true }],
  },
  'stall-after-head': {
    description: 'begins an answer and says nothing',
    answer: () => [streamHead, { stall: true }],
  },
  'stall-after-20': {
    description: '20 pieces, then silence',
    answer: () => [streamHead, ...words(20), { stall: true }],
  },
  comments: {
    description: 'begins an answer and sends comments for ever',
    answer: () => after([streamHead], forever(comment, 50)),
  },
  'comments-after-20': {
    description: '20 pieces, then comments for ever',
    answer: () => after([streamHead, ...words(20)], forever(comment, 50)),
  },
  drip: {
    description: 'a letter every 100 ms, for ever',
    answer: () => after([streamHead], forever(deltaEvent({ content: 'a' }), 100)),
  },
  'drip-bytes': {
    description: 'a byte of one event every 100 ms, for ever',
    answer: () => after([streamHead, { write: 'data: "' }], forever({ write: 'a' }, 100)),
  },
  rst: {
    description: 'resets the connection instead of answering',
    answer: () => [{ reset: true }],
  },
  'rst-in-head': {
    description: 'resets the connection in the middle of the headers',
    answer: () => [{ raw: 'HTTP/1.1 200 OK\r\ncontent-ty' }, { reset: true }],
  },
  'rst-after-20': {
    description: '20 pieces, then resets the connection',
    answer: () => [streamHead, ...words(20), { reset: true }],
  },
  'fin-after-20': {
    description: '20 pieces, then closes the connection in the middle of the body',
    answer: () => [streamHead, ...words(20), { cut: true }],
  },
  'eof-after-20': {
    description: '20 pieces, then ends the body without a finish reason',
    answer: () => [streamHead, ...words(20)],
  },
  'rst-once': {
    description: 'resets every other connection, answers the rest',
    answer: ({ count }) =>
      count % 2 === 1 ? [{ reset: true }] : [streamHead, ...words(3), deltaEvent({}, 'stop')],
  },
};
