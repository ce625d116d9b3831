import { expect, test } from 'vitest';
import type { ModelEvent } from '../../../../server/model/model-client.ts';
import { streamAnswer } from '../../../../server/model/stream-answer.ts';
import { openAiModelClient } from '../../../../server/model/wire/openai-model-client.ts';
import { FakeLlmServer, streamHead } from '../../../fakes/fake-llm-server.ts';
import { shortLimits } from '../limits.ts';

/** What is told of an answer whose body arrives in one piece. */
async function readInOnePiece(...events: (object | string)[]) {
  const body = events.map((event) => `data: ${toData(event)}\n\n`).join('');
  await using server = await FakeLlmServer.start([streamHead, { write: body }]);
  const client = openAiModelClient(
    { baseUrl: server.baseUrl, model: 'fake' },
    { limits: shortLimits },
  );
  const question = { system: '', messages: [], tools: [] };
  const told: ModelEvent[] = [];
  try {
    for await (const event of streamAnswer(client, question, new AbortController().signal)) {
      told.push(event);
    }
    return { told };
  } catch (failure) {
    return { told, failure };
  }
}

function toData(event: object | string): string {
  return typeof event === 'string' ? event : JSON.stringify(event);
}

const delta = (content: string) => ({ choices: [{ index: 0, delta: { content } }] });
const finish = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
const said = (text: string) => ({ type: 'text-delta', text });

test('tells in one event what arrived at once', async () => {
  const { told } = await readInOnePiece(delta('Two '), delta('tents'), finish, '[DONE]');
  expect(told).toEqual([said('Two tents'), expect.objectContaining({ type: 'end' })]);
});

test.each<[string, object, object | string]>([
  ['an error', { reason: 'overloaded' }, { error: { type: 'overloaded_error', message: 'busy' } }],
  ['a garbled event', { reason: 'protocol' }, '{"choices": oops'],
  ['the end of the body', { reason: 'truncated' }, { choices: [] }],
])('keeps what arrived together with %s', async (_, expected, last) => {
  const { told, failure } = await readInOnePiece(delta('Two '), delta('tents'), last);
  expect(told).toEqual([said('Two tents')]);
  expect(failure).toMatchObject(expected);
});

test.each(['error', 'network_error'])(
  'takes the finish reason %s for a failure',
  async (reason) => {
    const last = { choices: [{ index: 0, delta: {}, finish_reason: reason }] };
    const { told, failure } = await readInOnePiece(delta('Two tents'), last);
    expect(told).toEqual([said('Two tents')]);
    expect(failure).toMatchObject({ reason: 'server', retryable: true });
  },
);

test('hears nothing after [DONE]', async () => {
  const { told } = await readInOnePiece(delta('Two'), finish, '[DONE]', delta(' more'), 'oops');
  expect(told).toEqual([said('Two'), expect.objectContaining({ type: 'end', reason: 'stop' })]);
});
