/**
 * The model server of bench/streams.ts: says as many words as it is asked for, each in an event of its own and at its
 * own time. Sends its port to the process that forked it, and goes when that goes.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
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
    response.write(event([{ index: 0, delta: { content: nthWord(said) }, finish_reason: null }]));
    said++;
    if (said === words) end();
    else if (everyMs === 0) setImmediate(next);
  };
  const end = () => {
    clearInterval(timer);
    response.write(event([{ index: 0, delta: {}, finish_reason: 'stop' }]));
    const usage = { prompt_tokens: 12, completion_tokens: words, total_tokens: 12 + words };
    response.end(`${event([], { usage })}data: [DONE]\n\n`);
  };
  if (everyMs > 0) timer = setInterval(next, everyMs);
  response.once('close', () => clearInterval(timer));
  next();
}

/** One chunk with everything about it that OpenAI sends. */
function event(choices: object[], more: object = {}): string {
  const chunk = {
    id: 'chatcmpl-C2wvkGzlX4aT1Yq5mDp0s8RbEJnKf',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'bench-2026-08-07',
    service_tier: 'default',
    system_fingerprint: 'fp_3a1b5c7d9e',
    choices,
    ...more,
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
