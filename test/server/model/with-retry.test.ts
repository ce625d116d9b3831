import { expect, test } from 'vitest';
import { ModelFailure } from '../../../server/errors.ts';
import type { ModelClient, ModelRequest } from '../../../server/model/model-client.ts';
import { modelFailure } from '../../../server/model/model-failures.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { type RetryOptions, withRetry } from '../../../server/model/with-retry.ts';
import { type ScriptedAnswer, ScriptedModel } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };
const never = new AbortController().signal;

function failing(details: { retryable?: boolean; retryAfterMs?: number } = {}): ScriptedAnswer {
  return { failure: new ModelFailure('model_overloaded', 'busy', { retryable: true, ...details }) };
}

/** A client over these answers and the pauses that it made; `random` is always just below 1. */
function retrying(answers: ScriptedAnswer[], options: Partial<RetryOptions> = {}) {
  const model = new ScriptedModel(answers);
  const pauses: number[] = [];
  const client = withRetry(model, {
    maxTries: 3,
    random: () => 0.999_999,
    sleep: async (ms) => {
      pauses.push(ms);
    },
    ...options,
  });
  return {
    model,
    pauses,
    ask: (signal = never) => collect(streamAnswer(client, question, signal)),
  };
}

test('asks again after failures that may pass, with growing pauses', async () => {
  const { ask, pauses } = retrying([failing(), failing(), { text: 'here' }]);
  expect((await ask())[0]).toEqual({ type: 'text-delta', text: 'here' });
  expect(pauses).toEqual([500, 1000]);
});

test('spreads pauses over the whole range', async () => {
  const { ask, pauses } = retrying([failing(), { text: 'here' }], { random: () => 0 });
  await ask();
  expect(pauses).toEqual([0]);
});

test('never pauses longer than its own cap', async () => {
  const { ask, pauses } = retrying(
    [...Array.from({ length: 9 }, () => failing()), { text: 'here' }],
    { maxTries: 10 },
  );
  await ask();
  expect(pauses.slice(-3)).toEqual([32_000, 32_000, 32_000]);
});

test('throws the last failure when its tries are used up', async () => {
  const { ask, model } = retrying([failing(), failing(), failing()]);
  await expect(ask()).rejects.toMatchObject({ code: 'model_overloaded' });
  expect(model.remaining).toBe(0);
});

test('waits as long as the provider asks', async () => {
  const { ask, pauses } = retrying([failing({ retryAfterMs: 7_660 }), { text: 'here' }]);
  await ask();
  expect(pauses).toEqual([7_660]);
});

test('fails now when the provider asks for too long a wait', async () => {
  const { ask, pauses } = retrying([failing({ retryAfterMs: 32_001 }), { text: 'unused' }]);
  await expect(ask()).rejects.toMatchObject({ retryAfterMs: 32_001 });
  expect(pauses).toEqual([]);
});

test('does not ask again for what will not pass', async () => {
  const { ask, model } = retrying([failing({ retryable: false }), { text: 'unused' }]);
  await expect(ask()).rejects.toMatchObject({ code: 'model_overloaded' });
  expect(model.requests).toHaveLength(1);
});

test('does not ask again once something was said', async () => {
  const { ask, model } = retrying([{ text: 'Hal', ...failing() }, { text: 'unused' }]);
  await expect(ask()).rejects.toMatchObject({ code: 'model_overloaded' });
  expect(model.requests).toHaveLength(1);
});

test('asks again after a place in line, which is nothing said', async () => {
  const model = new ScriptedModel([failing(), { text: 'here' }]);
  const queued: ModelClient = {
    async ask(request, listener) {
      listener.hear({ type: 'waiting', place: 1 });
      await model.ask(request, listener);
    },
  };
  const client = withRetry(queued, { maxTries: 2, sleep: async () => {} });
  const events = await collect(streamAnswer(client, question, never));
  expect(events.map(({ type }) => type)).toEqual(['waiting', 'waiting', 'text-delta', 'end']);
});

test.each(['circuit_open', 'queue_full'] as const)(
  'says what went wrong before it met %s',
  async (reason) => {
    const { ask } = retrying([failing(), { failure: modelFailure(reason, 'not asked') }]);
    await expect(ask()).rejects.toThrow('busy');
  },
);

test('says what went wrong last otherwise', async () => {
  const { ask } = retrying([failing(), { failure: modelFailure('auth', 'wrong key') }]);
  await expect(ask()).rejects.toThrow('wrong key');
});

test('does not ask again after a programming error', async () => {
  const { ask } = retrying([]);
  await expect(ask()).rejects.toThrow('asked for one more');
});

test('stops pausing when it is aborted', async () => {
  const model = new ScriptedModel([failing({ retryAfterMs: 30_000 })]);
  const abort = new AbortController();
  const reason = new Error('the shopper pressed stop');
  const client = withRetry(model, {
    maxTries: 3,
    onRetry: () => setImmediate(() => abort.abort(reason)),
  });
  await expect(collect(streamAnswer(client, question, abort.signal))).rejects.toBe(reason);
});

test('tells of every further try', async () => {
  const tries: number[] = [];
  const { ask } = retrying([failing(), { text: 'here' }], {
    onRetry: ({ nextTry }) => tries.push(nextTry),
  });
  await ask();
  expect(tries).toEqual([2]);
});
