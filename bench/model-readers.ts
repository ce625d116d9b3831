import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import OpenAI from 'openai';
import { Agent, request } from 'undici';
import { connectModels } from '../server/model/connect-models.ts';
import type { ModelClient } from '../server/model/model-client.ts';
import { streamAnswer } from '../server/model/stream-answer.ts';
import { openAiModelClient } from '../server/model/wire/openai-model-client.ts';
import { CONNECTIONS, LIMITS } from './model-ports.ts';
import { OUR_CLIENT, OUR_WIRE } from './model-report.ts';

/** One way to read a streamed answer. */
export interface ModelReader {
  what: string;
  /** Asks once and yields the text as it comes. */
  read(question: string): AsyncIterable<string>;
}

const MODEL = 'bench';
const API_KEY = 'not-used-in-a-benchmark';

/** The readers to compare, the floor first. Each keeps its sockets alive between calls. */
export function modelReaders(baseUrl: string): ModelReader[] {
  const endpoint = { baseUrl, apiKey: API_KEY, model: MODEL, contextTokens: 128_000 };
  const wire = openAiModelClient(endpoint, { limits: LIMITS });
  const { client } = connectModels([endpoint], CONNECTIONS);
  return [
    { what: 'bare undici', read: bareReader(baseUrl) },
    { what: OUR_WIRE, read: ourReader(wire) },
    { what: OUR_CLIENT, read: ourReader(client) },
    { what: 'npm openai', read: openAiReader(baseUrl) },
    { what: 'npm @ai-sdk/openai-compatible', read: aiSdkReader(baseUrl) },
  ];
}

/** The least that anybody can do: cut the text at blank lines, parse, and believe everything. */
function bareReader(baseUrl: string): ModelReader['read'] {
  const dispatcher = new Agent();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` };
  return async function* read(question) {
    const body = JSON.stringify({
      model: MODEL,
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: question }],
    });
    const options = { dispatcher, method: 'POST', headers, body } as const;
    const response = await request(`${baseUrl}/chat/completions`, options);
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of response.body) {
      const events = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        if (event === 'data: [DONE]') continue;
        const text = JSON.parse(event.slice('data: '.length)).choices[0]?.delta.content;
        if (text) yield text;
      }
    }
  };
}

function ourReader(client: ModelClient): ModelReader['read'] {
  return async function* read(question) {
    const content = [{ type: 'text' as const, text: question }];
    const request = { system: '', messages: [{ role: 'user' as const, content }], tools: [] };
    for await (const event of streamAnswer(client, request, new AbortController().signal)) {
      if (event.type === 'text-delta') yield event.text;
    }
  };
}

function openAiReader(baseURL: string): ModelReader['read'] {
  const client = new OpenAI({ baseURL, apiKey: API_KEY });
  return async function* read(question) {
    const stream = await client.chat.completions.create({
      model: MODEL,
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: question }],
    });
    for await (const chunk of stream) {
      const text = chunk.choices[0]?.delta.content;
      if (text) yield text;
    }
  };
}

/** The provider's own doStream, its cheapest path: streamText of `ai` would come on top. */
function aiSdkReader(baseURL: string): ModelReader['read'] {
  const settings = { name: MODEL, baseURL, apiKey: API_KEY, includeUsage: true };
  const model = createOpenAICompatible(settings).chatModel(MODEL);
  return async function* read(question) {
    const content = [{ type: 'text' as const, text: question }];
    const { stream } = await model.doStream({ prompt: [{ role: 'user', content }] });
    for await (const part of stream) {
      if (part.type === 'text-delta') yield part.delta;
    }
  };
}
