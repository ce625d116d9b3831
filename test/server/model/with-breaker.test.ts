import { expect, test } from 'vitest';
import { createBreaker } from '../../../server/model/circuit-breaker.ts';
import type { ModelRequest } from '../../../server/model/model-client.ts';
import { modelFailure } from '../../../server/model/model-failures.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { refuseWhileOpen, withBreaker } from '../../../server/model/with-breaker.ts';
import { type ScriptedAnswer, ScriptedModel } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };
const never = new AbortController().signal;
const cut: ScriptedAnswer = { text: 'Hal', failure: modelFailure('truncated', 'cut') };
const down: ScriptedAnswer = { failure: modelFailure('network', 'nobody there') };

function watched(answers: ScriptedAnswer[], { failures = 2, openMs = 60_000 } = {}) {
  const model = new ScriptedModel(answers);
  const breaker = createBreaker({ failures, openMs });
  const client = withBreaker(model, breaker);
  return { model, breaker, client, ask: () => collect(streamAnswer(client, question, never)) };
}

test('fails at once and without asking while it is open', async () => {
  const { ask, model } = watched([down, down]);
  for (const answer of [down, down]) await expect(ask()).rejects.toBe(answer.failure);
  await expect(ask()).rejects.toMatchObject({ reason: 'circuit_open', retryable: false });
  expect(model.requests).toHaveLength(2);
});

test('counts answers that break off, though they had begun', async () => {
  const { ask, breaker } = watched([cut, cut]);
  for (const answer of [cut, cut]) await expect(ask()).rejects.toBe(answer.failure);
  expect(breaker.state()).toBe('open');
});

test('lets whole answers through and counts anew after them', async () => {
  const { ask, breaker } = watched([down, { text: 'here' }, down]);
  await expect(ask()).rejects.toThrow();
  expect((await ask())[0]).toEqual({ type: 'text-delta', text: 'here' });
  await expect(ask()).rejects.toThrow();
  expect(breaker.state()).toBe('closed');
});

test('closes with the first words of the call that tries, before its end', async () => {
  const { client, ask, breaker } = watched([down, { text: ['a', 'b'] }, { text: 'c' }], {
    failures: 1,
    openMs: 1,
  });
  await expect(ask()).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const trying = streamAnswer(client, question, never)[Symbol.asyncIterator]();
  await trying.next();
  expect(breaker.state()).toBe('closed');
  await ask();
  await trying.return(undefined);
});

test('does not take a place in line for words', async () => {
  const breaker = createBreaker({ failures: 1, openMs: 1 });
  const client = withBreaker(
    {
      async ask(_, { hear }) {
        hear({ type: 'waiting', place: 1 });
        throw modelFailure('network', 'nobody there');
      },
    },
    breaker,
  );
  for (let call = 0; call < 2; call++) {
    await expect(collect(streamAnswer(client, question, never))).rejects.toThrow('nobody there');
    expect(breaker.state()).not.toBe('closed');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
});

test('lets the next call try when the reader of a try left before a word', async () => {
  const { client, ask, breaker } = watched([down, { hang: true }, { text: 'here' }], {
    failures: 1,
    openMs: 1,
  });
  await expect(ask()).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const abort = new AbortController();
  const trying = collect(streamAnswer(client, question, abort.signal));
  setImmediate(() => abort.abort(new Error('stop')));
  await expect(trying).rejects.toThrow('stop');
  await ask();
  expect(breaker.state()).toBe('closed');
});

test('keeps calls out of the line while it is open', async () => {
  const { client, breaker, ask } = watched([down, down]);
  const line = refuseWhileOpen(client, breaker);
  await expect(collect(streamAnswer(line, question, never))).rejects.toBe(down.failure);
  await expect(ask()).rejects.toThrow();
  const untouched = refuseWhileOpen(new ScriptedModel([]), breaker);
  await expect(collect(streamAnswer(untouched, question, never))).rejects.toMatchObject({
    reason: 'circuit_open',
  });
});
