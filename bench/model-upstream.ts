/**
 * The model server of bench/model.ts, a process of its own so that its work is not counted as a client's.
 * Sends its port to the process that forked it, and goes when that goes.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextRound } from 'node:timers/promises';
import { chunkEvent } from './chunk-event.ts';
import { readQuestion } from './model-question.ts';

const answers = new Map<string, Buffer[]>();
const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  void answer(request, response);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { messages } = JSON.parse(await text(request));
  const question = JSON.stringify(messages);
  const writes = answers.get(question) ?? makeAnswer(question);
  answers.set(question, writes);
  response.socket?.setNoDelay();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const bytes of writes) {
    response.write(bytes);
    await nextRound();
  }
  response.end();
}

function makeAnswer(question: string): Buffer[] {
  const { tokens, each } = readQuestion(question);
  const finish = { logprobs: null, finish_reason: null };
  const events = [
    chunkEvent([{ index: 0, delta: { role: 'assistant', content: '' }, ...finish }]),
    ...Array.from({ length: tokens }, (_, n) =>
      chunkEvent([{ index: 0, delta: { content: ` word${n % 100}` }, ...finish }]),
    ),
    chunkEvent([{ index: 0, delta: {}, ...finish, finish_reason: 'stop' }]),
    chunkEvent([], {
      usage: { prompt_tokens: 12, completion_tokens: tokens, total_tokens: 12 + tokens },
    }),
    'data: [DONE]\n\n',
  ];
  const writes = Array.from({ length: Math.ceil(events.length / each) }, (_, n) =>
    events.slice(n * each, (n + 1) * each).join(''),
  );
  return writes.map((text) => Buffer.from(text));
}
