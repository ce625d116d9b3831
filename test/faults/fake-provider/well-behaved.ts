import {
  dataEvent,
  deltaEvent,
  saying,
  streamHead,
  type UpstreamStep,
  usageEvent,
} from '../../fakes/fake-llm-server.ts';
import type { Faults } from './fault.ts';

/** The end that a whole answer has. */
export const ending: UpstreamStep[] = [deltaEvent({}, 'stop'), usageEvent(), dataEvent('[DONE]')];

/** `word 1 word 2 …`, so that a reader sees what is missing. */
export function words(count: number): UpstreamStep[] {
  return Array.from({ length: count }, (_, index) => deltaEvent({ content: `word ${index + 1} ` }));
}

/** What a shopper has read after so many of them. */
export function textOfWords(count: number): string {
  return Array.from({ length: count }, (_, index) => `word ${index + 1} `).join('');
}

/** Calls of `search_products`, one a query, and the end of the answer. */
export function searching(callIds: string[], query: string): UpstreamStep[] {
  const calls = callIds.map((id, index) =>
    deltaEvent({
      tool_calls: [
        {
          index,
          id,
          type: 'function',
          function: { name: 'search_products', arguments: JSON.stringify({ query }) },
        },
      ],
    }),
  );
  return [streamHead, ...calls, deltaEvent({}, 'tool_calls'), usageEvent(), dataEvent('[DONE]')];
}

function* slowly(text: string, waitMs: number): Generator<UpstreamStep> {
  yield streamHead;
  for (const content of text) {
    yield deltaEvent({ content });
    yield { waitMs };
  }
  yield deltaEvent({}, 'stop');
  yield dataEvent('[DONE]');
}

/** Answers as they should be, some of them slow. */
export const wellBehaved: Faults = {
  echo: {
    description: 'says the question back',
    answer: ({ question }) => saying(question || 'You said nothing.'),
  },
  slow: {
    description: 'a whole answer, a letter every 50 ms',
    answer: () => slowly('This is a long answer from a slow model. '.repeat(10), 50),
  },
  tool: {
    description: 'searches the shop for the question, then answers',
    answer: ({ question, toolResults, count }) =>
      toolResults === 0 ? searching([`call-${count}`], question) : saying('Here is what I found.'),
  },
  reasoning: {
    description: 'thinks aloud for a second, then answers',
    answer: () => [
      streamHead,
      ...Array.from({ length: 20 }, (): UpstreamStep[] => [
        deltaEvent({ reasoning_content: 'Hm. ' }),
        { waitMs: 50 },
      ]).flat(),
      ...saying('I have thought about it.').slice(1),
    ],
  },
  'half-utf8': {
    description: 'a whole answer in Vietnamese, its letters cut in two by the network',
    answer: () => byteByByte('Lều này dành cho hai người. 🏕️'),
  },
  'one-packet': {
    description: 'a whole answer in a single packet',
    answer: () => [streamHead, { write: joined([...words(20), ...ending]) }],
  },
  thousand: {
    description: 'a whole answer of 1,000 pieces as fast as they go',
    answer: () => [streamHead, { write: joined(words(1_000)) }, ...ending],
  },
};

/** The bytes of several writes in one. */
export function joined(steps: UpstreamStep[]): Uint8Array {
  return Buffer.concat(steps.map((step) => Buffer.from('write' in step ? step.write : '')));
}

function byteByByte(text: string): UpstreamStep[] {
  const bytes = joined([deltaEvent({ content: text }), ...ending]);
  return [streamHead, ...Array.from(bytes, (byte) => ({ write: Uint8Array.of(byte) }))];
}
