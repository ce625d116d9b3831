import {
  FakeLlmServer,
  refusing,
  type SeenRequest,
  saying,
  type UpstreamStep,
} from '../../fakes/fake-llm-server.ts';
import { brokenConnections } from './broken-connections.ts';
import type { Asked, Fault, Faults } from './fault.ts';
import { refusals } from './refusals.ts';
import { strangeStreams } from './strange-streams.ts';
import { wellBehaved } from './well-behaved.ts';

/** Every fault by the name under which it is asked for. */
export const FAULTS: Faults = {
  ...wellBehaved,
  ...brokenConnections,
  ...refusals,
  ...strangeStreams,
};

/** The model whose fault is the question: so one installation meets them all. */
export const BY_QUESTION = 'by-question';

const byQuestion: Fault = {
  description: 'does what the question names (`stall`, `429` …), answers `list` with all names',
  answer: ({ question }) =>
    question === 'list' ? saying(Object.keys(FAULTS).join(', ')) : saying(question),
};

/** All models that the provider has. */
export const MODELS: Faults = { [BY_QUESTION]: byQuestion, ...FAULTS };

export interface FakeProviderOptions {
  /** On 127.0.0.1; a free one when absent. */
  port?: number;
  /** What is asked for, before it is answered; `fault` is undefined where it is no known model. */
  onRequest?(request: SeenRequest, fault: string | undefined): void;
  /** Faults that only these questions to `by-question` name. */
  extra?: ReadonlyMap<string, Fault>;
}

/** An OpenAI-compatible provider on 127.0.0.1 that goes wrong as its models' names say. */
export function startFakeProvider(options: FakeProviderOptions = {}): Promise<FakeLlmServer> {
  const counts = new Map<string, number>();
  const { onRequest, extra = new Map<string, Fault>(), ...listen } = options;

  function faultOf(model: string, question: string): { name: string; fault: Fault } | undefined {
    const name = model === BY_QUESTION && findFault(question) ? question : model;
    const fault = findFault(name);
    return fault && { name, fault };
  }

  function findFault(name: string): Fault | undefined {
    return extra.get(name) ?? (Object.hasOwn(MODELS, name) ? MODELS[name] : undefined);
  }

  function complete(request: SeenRequest): Iterable<UpstreamStep> {
    const body = readBody(request.body);
    if (!body) return refusing(400, { message: 'We could not parse the JSON body.' });
    const found = faultOf(body.model, body.question);
    onRequest?.(request, found?.name);
    if (!found) return unknownModel(body.model);
    const count = (counts.get(found.name) ?? 0) + 1;
    counts.set(found.name, count);
    return found.fault.answer({ ...body, count });
  }

  return FakeLlmServer.answering((request) => {
    const path = request.path.split('?')[0]?.replace(/^\/v1(?=\/)/, '');
    if (request.method === 'POST' && path === '/chat/completions') return complete(request);
    onRequest?.(request, undefined);
    if (request.method === 'GET' && path === '/models') return listModels();
    const message = `Unknown request URL: ${request.method} ${request.path}.`;
    return refusing(404, { message, type: 'invalid_request_error', code: 'unknown_url' });
  }, listen);
}

function listModels(): UpstreamStep[] {
  const data = Object.entries(MODELS).map(([id, { description }]) => ({
    id,
    object: 'model',
    owned_by: 'aisle',
    description,
  }));
  return [
    { head: 200, headers: { 'content-type': 'application/json' } },
    { write: JSON.stringify({ object: 'list', data }) },
  ];
}

function unknownModel(model: string): UpstreamStep[] {
  return refusing(404, {
    message: `The model \`${model}\` does not exist. GET /v1/models lists those that do.`,
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  });
}

interface Message {
  role?: unknown;
  content?: unknown;
}

function readBody(body: unknown): (Omit<Asked, 'count'> & { model: string }) | undefined {
  const { model } = (body ?? {}) as { model?: unknown };
  const messages = messagesOf(body);
  if (typeof model !== 'string' || messages.length === 0) return undefined;
  const afterQuestion = messages.slice(positionOfQuestion(messages) + 1);
  return {
    model,
    question: questionOf(body),
    toolResults: afterQuestion.filter(({ role }) => role === 'tool').length,
  };
}

/** What the shopper wrote in the last user message of a request's body; empty when there is none. */
export function questionOf(body: unknown): string {
  const messages = messagesOf(body);
  const text = textOf(messages[positionOfQuestion(messages)]?.content);
  return text.replace(/^<page_context>.*\n/, '').trim();
}

function messagesOf(body: unknown): Message[] {
  const { messages } = (body ?? {}) as { messages?: unknown };
  if (!Array.isArray(messages)) return [];
  return messages.filter((message) => typeof message === 'object' && message !== null);
}

function positionOfQuestion(messages: Message[]): number {
  return messages.findLastIndex(({ role }) => role === 'user');
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => (typeof part?.text === 'string' ? part.text : '')).join('\n');
}
