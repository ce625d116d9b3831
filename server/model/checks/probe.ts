import { Agent, type Dispatcher } from 'undici';
import { ModelFailure } from '../../errors.ts';
import type { ModelClient, ModelContent, ModelTool } from '../model-client.ts';
import type { ModelEndpoint } from '../model-endpoint.ts';
import { modelFailure } from '../model-failures.ts';
import type { ModelTimeLimits } from '../wire/call-deadlines.ts';
import { type ListedModel, listModels } from '../wire/list-models.ts';
import { openAiModelClient } from '../wire/openai-model-client.ts';

export type Attempt<T> = { value: T } | { failure: ModelFailure };

export interface Said {
  text: string;
  /** How many pieces the text came in. */
  pieces: number;
  /** The names of the tools that it called. */
  tools: string[];
  /** As the head of the answer has it. */
  isEventStream: boolean;
}

export interface Question {
  content: ModelContent[];
  tools?: ModelTool[];
}

export interface ProbeOptions {
  limits: ModelTimeLimits;
  /** The longest that one question may take, in milliseconds, whatever `limits` allow. */
  limitMs: number;
  signal: AbortSignal;
  /** Put around the client that asks. */
  around?: (client: ModelClient, endpoint: ModelEndpoint) => ModelClient;
}

/** Asks one endpoint questions of our own, once each. An abort of the signal is thrown, all else is an Attempt. */
export interface Probe extends AsyncDisposable {
  /** Undefined when the endpoint has no list. */
  list(): Promise<Attempt<ListedModel[] | undefined>>;
  ask(question: Question): Promise<Attempt<Said>>;
}

const LIST_LIMIT_MS = 10_000;

/** Connects with the first question; disposing it closes the connections. */
export function openProbe(endpoint: ModelEndpoint, options: ProbeOptions): Probe {
  const { limits, limitMs, signal, around = (client) => client } = options;
  const agent = new Agent({ connect: { timeout: limits.connectMs } });
  let contentType = '';
  const dispatcher = watchHeads(agent, (headers) => {
    contentType = String(headers['content-type'] ?? '');
  });
  const client = around(openAiModelClient(endpoint, { limits, dispatcher }), endpoint);
  return {
    list: () =>
      attempt(listModels(endpoint, { signal, timeoutMs: Math.min(LIST_LIMIT_MS, limitMs) })),
    ask: (question) =>
      attempt(
        within(limitMs, signal, async (either) => {
          const said = await collect(client, question, either);
          return { ...said, isEventStream: /event-stream/i.test(contentType) };
        }),
      ),
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

async function attempt<T>(result: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await result };
  } catch (error) {
    if (error instanceof ModelFailure) return { failure: error };
    throw error;
  }
}

async function within<T>(
  limitMs: number,
  signal: AbortSignal,
  run: (either: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = AbortSignal.timeout(limitMs);
  try {
    return await run(AbortSignal.any([signal, late]));
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw modelFailure('timeout', `no answer within ${limitMs} ms`);
    throw error;
  }
}

async function collect(
  client: ModelClient,
  { content, tools = [] }: Question,
  signal: AbortSignal,
): Promise<Omit<Said, 'isEventStream'>> {
  const said = { text: '', pieces: 0, tools: [] as string[] };
  const system = 'You are the assistant of an online shop.';
  const request = { system, messages: [{ role: 'user' as const, content }], tools };
  await client.ask(request, {
    signal,
    hear(event) {
      if (event.type === 'tool-call') said.tools.push(event.name);
      if (event.type !== 'text-delta') return;
      said.text += event.text;
      said.pieces += 1;
    },
  });
  return said;
}

/** The same sockets; `onHead` sees the head of every answer. */
function watchHeads(
  agent: Agent,
  onHead: (
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2],
  ) => void,
): Dispatcher {
  return agent.compose(
    (dispatch) => (options, handler) =>
      dispatch(options, {
        onRequestStart: (...start) => handler.onRequestStart?.(...start),
        onResponseStart: (...head) => {
          onHead(head[2]);
          handler.onResponseStart?.(...head);
        },
        onResponseData: (...data) => handler.onResponseData?.(...data),
        onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
        onResponseError: (...failure) => handler.onResponseError?.(...failure),
      }),
  );
}
