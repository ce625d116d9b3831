/**
 * The floor of bench/streams.ts: the least that a server between a model and a reader can do. No database, no shopper,
 * no failure: it asks with undici's `dispatch`, parses each event and writes the delta on.
 *
 *   node bench/streams-bare.ts UPSTREAM_URL
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Agent, type Dispatcher } from 'undici';
import { answerProbes } from './streams-probe.ts';

const [origin = ''] = process.argv.slice(2);
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 });

const server = createServer({ keepAliveTimeout: 120_000 }, async (request, response) => {
  const question = await text(request).catch(() => undefined);
  if (question !== undefined) pass(question, response);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);
answerProbes();

function pass(question: string, response: ServerResponse): void {
  const body = JSON.stringify({ model: 'bench', stream: true, messages: JSON.parse(question) });
  const decoder = new TextDecoder();
  let rest = '';
  let seq = 0;
  let call: Dispatcher.DispatchController | undefined;
  response.once('close', () => call?.abort(new Error('the reader left')));
  const headers = { 'content-type': 'application/json' };
  agent.dispatch(
    { origin, path: '/v1/chat/completions', method: 'POST', headers, body },
    {
      onRequestStart(controller) {
        call = controller;
      },
      onResponseStart() {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
      },
      onResponseData(_, bytes) {
        const events = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          if (event === 'data: [DONE]') continue;
          const delta = JSON.parse(event.slice('data: '.length)).choices[0]?.delta.content;
          if (!delta) continue;
          const chunk = JSON.stringify({ type: 'text-delta', id: 'text-1', delta });
          response.write(`id: ${++seq}\ndata: ${chunk}\n\n`);
        }
      },
      onResponseEnd() {
        response.end('data: [DONE]\n\n');
      },
      onResponseError() {
        response.destroy();
      },
    },
  );
}
