import { expect, test } from 'vitest';
import { ModelFailure } from '../../../server/errors.ts';
import type { ModelEvent, ModelRequest } from '../../../server/model/model-client.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { ScriptedModel } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const request: ModelRequest = { system: 'You sell tents.', messages: [], tools: [] };
const never = new AbortController().signal;

test('answers in the order of the script and keeps what it was asked', async () => {
  const model = new ScriptedModel([
    { text: ['Let me ', 'look.'], toolCalls: [{ name: 'search', arguments: { query: 'tent' } }] },
    (asked) => ({ text: `You asked ${asked.messages.length} things.` }),
  ]);
  expect(await collect(streamAnswer(model, request, never))).toEqual([
    { type: 'text-delta', text: 'Let me ' },
    { type: 'text-delta', text: 'look.' },
    { type: 'tool-call', callId: 'call_1', name: 'search', arguments: '{"query":"tent"}' },
    expect.objectContaining({ type: 'end', reason: 'tool-calls' }),
  ]);
  expect(model.remaining).toBe(1);
  expect(await collect(streamAnswer(model, request, never))).toEqual([
    { type: 'text-delta', text: 'You asked 0 things.' },
    expect.objectContaining({ type: 'end', reason: 'stop' }),
  ]);
  expect(model.requests).toEqual([request, request]);
});

test('throws when it is asked more often than the script says', async () => {
  const model = new ScriptedModel([]);
  await expect(collect(streamAnswer(model, request, never))).rejects.toThrow('one more');
});

test('fails after the text it was given', async () => {
  const failure = new ModelFailure('model_truncated', 'The answer stopped.', { retryable: false });
  const seen: ModelEvent[] = [];
  const read = async () => {
    for await (const event of streamAnswer(
      new ScriptedModel([{ text: 'Hal', failure }]),
      request,
      never,
    )) {
      seen.push(event);
    }
  };
  await expect(read()).rejects.toBe(failure);
  expect(seen).toEqual([{ type: 'text-delta', text: 'Hal' }]);
});

test('hangs until it is aborted, and throws the reason', async () => {
  const abort = new AbortController();
  const reading = collect(streamAnswer(new ScriptedModel([{ hang: true }]), request, abort.signal));
  const reason = new Error('the shopper pressed stop');
  abort.abort(reason);
  await expect(reading).rejects.toBe(reason);
});
