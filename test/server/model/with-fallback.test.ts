import { expect, test } from 'vitest';
import { ModelFailure } from '../../../server/errors.ts';
import type { ModelEvent, ModelRequest } from '../../../server/model/model-client.ts';
import { modelFailure } from '../../../server/model/model-failures.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { type FallbackMember, withFallback } from '../../../server/model/with-fallback.ts';
import { type ScriptedAnswer, ScriptedModel } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };
const tool = { name: 'search', description: '', parameters: {} };
const withPicture: ModelRequest = {
  system: '',
  tools: [],
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Photo image_id: 7' },
        { type: 'image', mediaType: 'image/jpeg', base64: 'AAAA', detail: 'auto' },
      ],
    },
  ],
};
const never = new AbortController().signal;
const down: ScriptedAnswer = { failure: modelFailure('network', 'nobody there') };
const blind: ScriptedAnswer = { failure: modelFailure('unsupported_input', 'no image input') };
const toolless: ScriptedAnswer = { failure: modelFailure('tools_unsupported', 'no tools') };

/** Endpoints called a, b, c … with these answers, and what they were asked. */
function falling(...members: [ScriptedAnswer[], Partial<FallbackMember>?][]) {
  const log: string[] = [];
  const models = members.map(([answers]) => new ScriptedModel(answers));
  const [first, ...others] = members.map(([, abilities], position): FallbackMember => {
    const name = 'abc'[position]!;
    return { name, client: models[position]!, ...abilities };
  });
  const client = withFallback([first!, ...others], {
    onFallback: ({ from, to, failure }) => log.push(`${from} → ${to}: ${failure?.reason}`),
  });
  const ask = (request = question, signal = never) =>
    collect(streamAnswer(client, request, signal));
  return { ask, log, asked: () => models.map(({ requests }) => requests.length), models };
}

function endpointOf(events: ModelEvent[]): string | undefined {
  const end = events.at(-1);
  return end?.type === 'end' ? end.endpoint : undefined;
}

test('asks the next endpoint when one fails before it said anything, and tells who answered', async () => {
  const { ask, log } = falling([[down]], [[{ text: 'here' }]]);
  const events = await ask();
  expect(events[0]).toEqual({ type: 'text-delta', text: 'here' });
  expect(endpointOf(events)).toBe('b');
  expect(log).toEqual(['a → b: network']);
});

test('tells who answered also when it was the first', async () => {
  const { ask, log } = falling([[{ text: 'here' }]], [[]]);
  expect(endpointOf(await ask())).toBe('a');
  expect(log).toEqual([]);
});

test.each(['circuit_open', 'does_not_fit', 'budget_exhausted', 'auth', 'content_filter'] as const)(
  'asks the next endpoint after %s',
  async (reason) => {
    const { ask } = falling([[{ failure: modelFailure(reason, 'no') }]], [[{ text: 'here' }]]);
    expect(endpointOf(await ask())).toBe('b');
  },
);

test('leaves the next endpoint alone once something was said', async () => {
  const { ask, asked } = falling([[{ text: 'Hal', ...down }]], [[{ text: 'unused' }]]);
  await expect(ask()).rejects.toBe(down.failure);
  expect(asked()).toEqual([1, 0]);
});

test('takes a place in line for nothing said', async () => {
  const waiting: FallbackMember = {
    name: 'a',
    client: {
      async ask(_, { hear }) {
        hear({ type: 'waiting', place: 3 });
        throw modelFailure('queue_full', 'waited too long');
      },
    },
  };
  const other = { name: 'b', client: new ScriptedModel([{ text: 'here' }]) };
  const events = await collect(streamAnswer(withFallback([waiting, other]), question, never));
  expect(events.map(({ type }) => type)).toEqual(['waiting', 'text-delta', 'end']);
});

test('asks nobody else when the shopper pressed stop', async () => {
  const { ask, asked } = falling([[{ hang: true }]], [[{ text: 'unused' }]]);
  const abort = new AbortController();
  const reason = new Error('stop');
  setImmediate(() => abort.abort(reason));
  await expect(ask(question, abort.signal)).rejects.toBe(reason);
  expect(asked()).toEqual([1, 0]);
});

test('asks nobody else after a programming error', async () => {
  const { ask, asked } = falling([[]], [[{ text: 'unused' }]]);
  await expect(ask()).rejects.toThrow('asked for one more');
  expect(asked()).toEqual([1, 0]);
});

test('throws the first failure when all fail', async () => {
  const last = new ModelFailure('model_overloaded', 'busy', { retryable: true });
  const { ask } = falling([[down]], [[{ failure: last }]]);
  await expect(ask()).rejects.toBe(down.failure);
});

test.each([
  ['circuit_open', 'rate_limit', 'rate_limit'],
  ['timeout', 'circuit_open', 'timeout'],
  ['circuit_open', 'queue_full', 'circuit_open'],
  ['tools_unsupported', 'circuit_open', 'circuit_open'],
  ['queue_full', 'budget_exhausted', 'budget_exhausted'],
] as const)('of %s and %s throws %s', async (first, second, expected) => {
  const { ask } = falling(
    [[{ failure: modelFailure(first, 'no') }]],
    [[{ failure: modelFailure(second, 'no') }]],
  );
  await expect(ask()).rejects.toMatchObject({ reason: expected });
});

test('passes over an endpoint that is known not to see pictures, while another sees them', async () => {
  const { ask, asked, log } = falling([[], { images: false }], [[{ text: 'a tent' }]]);
  expect(endpointOf(await ask(withPicture))).toBe('b');
  expect(asked()).toEqual([0, 1]);
  expect(log).toEqual(['a → b: undefined']);
});

test('remembers who refused pictures, and asks it about words only', async () => {
  const { ask, asked } = falling(
    [[blind, { text: 'words' }]],
    [[{ text: 'a tent' }, { text: 'a stove' }]],
  );
  expect(endpointOf(await ask(withPicture))).toBe('b');
  expect(endpointOf(await ask(withPicture))).toBe('b');
  expect(asked()).toEqual([1, 2]);
  expect(endpointOf(await ask(question))).toBe('a');
});

test('remembers who refused tools', async () => {
  const { ask, asked } = falling([[toolless]], [[{ text: 'one' }, { text: 'two' }]]);
  const request = { ...question, tools: [tool] };
  await ask(request);
  expect(endpointOf(await ask(request))).toBe('b');
  expect(asked()).toEqual([1, 2]);
});

test('does not take a refused picture for one of a question that has none', async () => {
  const { ask, models } = falling([[blind, { text: 'a tent' }]], [[{ text: 'words' }]]);
  await ask(question);
  expect(endpointOf(await ask(withPicture))).toBe('a');
  expect(JSON.stringify(models[0]?.requests[1])).toContain('AAAA');
});

test('asks without the pictures when nobody sees them', async () => {
  const { ask, models } = falling([[blind, { text: 'sorry' }]], [[], { images: false }]);
  expect(endpointOf(await ask(withPicture))).toBe('a');
  const [message] = models[0]!.requests[1]!.messages;
  expect(message).toMatchObject({
    role: 'user',
    content: [
      { type: 'text', text: 'Photo image_id: 7' },
      { type: 'text', text: expect.stringContaining('could not look at') },
    ],
  });
});

test('asks without the pictures when those who see them are down', async () => {
  const { ask, log } = falling([[down]], [[{ text: 'sorry' }], { images: false }]);
  expect(endpointOf(await ask(withPicture))).toBe('b');
  expect(log).toEqual(['a → b: network']);
});

test('says why words failed rather than that pictures are not seen', async () => {
  const { ask } = falling([[blind, down]]);
  await expect(ask(withPicture)).rejects.toMatchObject({ reason: 'network' });
});

test('lets an endpoint without tools say so itself when there is no other', async () => {
  const { ask } = falling([[toolless], { tools: false }]);
  await expect(ask({ ...question, tools: [tool] })).rejects.toBe(toolless.failure);
});

test('never asks an endpoint for pictures and tools that it can only one of', async () => {
  const { ask, asked } = falling([[], { tools: false }], [[{ text: 'sorry' }], { images: false }]);
  expect(endpointOf(await ask({ ...withPicture, tools: [tool] }))).toBe('b');
  expect(asked()).toEqual([0, 1]);
});
