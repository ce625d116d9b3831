import { expect, test } from 'vitest';
import { ModelFailure } from '../../../server/errors.ts';
import type { ModelRequest } from '../../../server/model/model-client.ts';
import { withFallback } from '../../../server/model/with-fallback.ts';
import { ScriptedModel } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const question: ModelRequest = { system: '', messages: [], tools: [] };
const never = new AbortController().signal;
const refused = new ModelFailure('model_rejected', 'no images', { retryable: false });

test('asks the next model when one fails before it said anything', async () => {
  const positions: number[] = [];
  const client = withFallback(
    [new ScriptedModel([{ failure: refused }]), new ScriptedModel([{ text: 'here' }])],
    { onFallback: ({ position }) => positions.push(position) },
  );
  expect((await collect(client.stream(question, never)))[0]).toEqual({
    type: 'text-delta',
    text: 'here',
  });
  expect(positions).toEqual([0]);
});

test('leaves the next model alone once something was said', async () => {
  const second = new ScriptedModel([{ text: 'unused' }]);
  const client = withFallback([new ScriptedModel([{ text: 'Hal', failure: refused }]), second]);
  await expect(collect(client.stream(question, never))).rejects.toBe(refused);
  expect(second.requests).toEqual([]);
});

test('throws what the last model threw', async () => {
  const last = new ModelFailure('model_overloaded', 'busy', { retryable: true });
  const client = withFallback([
    new ScriptedModel([{ failure: refused }]),
    new ScriptedModel([{ failure: last }]),
  ]);
  await expect(collect(client.stream(question, never))).rejects.toBe(last);
});
