/**
 * The model server of bench/streams.ts: says as many words as it is asked for, each in an event of its own and at its
 * own time. Sends its port to the process that forked it, and goes when that goes.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { chunkEvent } from './chunk-event.ts';
import { type AskedWords, nthWord, readWordsQuestion } from './streams-question.ts';

const server = createServer({ keepAliveTimeout: 120_000 }, async (request, response) => {
  const body = await text(request).catch(() => undefined);
  if (body === undefined) return;
  if (request.method === 'GET') response.end('{"data":[]}');
  else say(response, readWordsQuestion(body));
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  process.send?.((server.address() as AddressInfo).port),
);
process.once('disconnect', () => process.exit());

function say(response: ServerResponse, { words, everyMs }: AskedWords): void {
  let said = 0;
  let timer: NodeJS.Timeout | undefined;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const next = () => {
    if (response.destroyed) return;
    response.write(
      chunkEvent([{ index: 0, delta: { content: nthWord(said) }, finish_reason: null }]),
    );
    said++;
    if (said === words) end();
    else if (everyMs === 0) setImmediate(next);
  };
  const end = () => {
    clearInterval(timer);
    response.write(chunkEvent([{ index: 0, delta: {}, finish_reason: 'stop' }]));
    const usage = { prompt_tokens: 12, completion_tokens: words, total_tokens: 12 + words };
    response.end(`${chunkEvent([], { usage })}data: [DONE]\n\n`);
  };
  if (everyMs > 0) timer = setInterval(next, everyMs);
  response.once('close', () => clearInterval(timer));
  next();
}
