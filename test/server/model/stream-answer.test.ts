import { expect, test } from 'vitest';
import type { ModelClient, ModelListener } from '../../../server/model/model-client.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import { collect } from './collect.ts';

const question = { system: '', messages: [], tools: [] };
const never = new AbortController().signal;

/** A call that the test goes on with by hand. */
function heldCall() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let listener: ModelListener | undefined;
  const client: ModelClient = {
    ask(_, asking) {
      listener = asking;
      asking.signal.addEventListener('abort', () => reject(asking.signal.reason));
      return promise;
    },
  };
  const say = (text: string) => listener?.hear({ type: 'text-delta', text });
  return { client, say, resolve, reject, signal: () => listener?.signal };
}

test('keeps all that is said while nobody reads, in order, and then what went wrong', async () => {
  const call = heldCall();
  const stream = streamAnswer(call.client, question, never);
  const first = stream.next();
  for (const text of ['a', 'b', 'c']) call.say(text);
  call.reject(new Error('broke off'));
  expect((await first).value).toEqual({ type: 'text-delta', text: 'a' });
  expect((await stream.next()).value).toEqual({ type: 'text-delta', text: 'b' });
  expect((await stream.next()).value).toEqual({ type: 'text-delta', text: 'c' });
  await expect(stream.next()).rejects.toThrow('broke off');
});

test('goes on when something is said after a silence, and ends with the call', async () => {
  const call = heldCall();
  const reading = collect(streamAnswer(call.client, question, never));
  await new Promise(setImmediate);
  call.say('late');
  await new Promise(setImmediate);
  call.resolve();
  expect(await reading).toEqual([{ type: 'text-delta', text: 'late' }]);
});

test('ends the call when it is left, and waits until it is over', async () => {
  const call = heldCall();
  const stream = streamAnswer(call.client, question, never);
  const first = stream.next();
  call.say('enough');
  await first;
  await stream.return(undefined);
  expect(call.signal()?.aborted).toBe(true);
});

test('hands the reason of an abort to the call', async () => {
  const call = heldCall();
  const stop = new AbortController();
  const reading = collect(streamAnswer(call.client, question, stop.signal));
  const reason = new Error('the shopper pressed stop');
  stop.abort(reason);
  await expect(reading).rejects.toBe(reason);
});
