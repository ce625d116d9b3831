import { ModelFailure } from '../../server/errors.ts';
import type {
  ModelClient,
  ModelContent,
  ModelEnd,
  ModelMessage,
  ModelRequest,
  ModelToolCall,
} from '../../server/model/model-client.ts';
import type { ModelEndpoint, ModelProvider } from '../../server/model/model-endpoint.ts';
import { streamAnswer } from '../../server/model/stream-answer.ts';
import { type ListedModel, listModels } from '../../server/model/wire/list-models.ts';
import { openAiModelClient } from '../../server/model/wire/openai-model-client.ts';
import { withRetry } from '../../server/model/with-retry.ts';
import type {
  CaseClient,
  CaseFile,
  CaseMessage,
  CaseRequest,
  CorpusCase,
} from './corpus-format.ts';

/** What the real client made of a case. */
export interface CaseResult {
  text: string;
  toolCalls: ModelToolCall[];
  end?: ModelEnd;
  failure?: ModelFailure;
  /** It threw the reason of the abort. */
  aborted: boolean;
  models?: ListedModel[] | undefined;
  wallMs: number;
}

const PROVIDERS: readonly string[] = [
  'openai',
  'azure',
  'gemini',
  'deepseek',
  'moonshot',
  'mistral',
  'openrouter',
] satisfies ModelProvider[];

/** Why a case says nothing about this client; undefined when it does. */
export function whyNotApplicable({ operation, client }: CorpusCase): string | undefined {
  if (!['chat.stream', 'chat.create', 'models.list'].includes(operation)) return operation;
  const parts = client.request?.messages?.flatMap((message) => message.parts ?? []) ?? [];
  if (parts.some(({ file }) => file && !isPdf(file))) return 'files other than PDFs are never sent';
  if (parts.some(({ audio }) => audio !== undefined)) return 'audio parts are never sent';
  if (parts.some(({ image }) => image?.url)) return 'image addresses are never sent';
  if (client.request?.tools?.some(({ function: { strict } }) => strict)) {
    return 'strict tools are never sent';
  }
  return undefined;
}

function isPdf({ mime, base64 }: CaseFile): boolean {
  return mime === 'application/pdf' && base64 !== undefined;
}

export async function runCase(corpusCase: CorpusCase, baseUrl: string): Promise<CaseResult> {
  const started = performance.now();
  const result = corpusCase.operation.startsWith('models')
    ? await list(endpointFor(corpusCase.client, baseUrl))
    : await chat(corpusCase.client, baseUrl);
  return { ...result, wallMs: performance.now() - started };
}

type Unmeasured = Omit<CaseResult, 'wallMs'>;

async function list(endpoint: ModelEndpoint): Promise<Unmeasured> {
  const result: Unmeasured = { text: '', toolCalls: [], aborted: false };
  try {
    return { ...result, models: await listModels(endpoint) };
  } catch (error) {
    if (error instanceof ModelFailure) return { ...result, failure: error };
    throw error;
  }
}

async function chat(options: CaseClient, baseUrl: string): Promise<Unmeasured> {
  const stall = options.stall_timeout_ms ?? 10_000;
  const wire = openAiModelClient(endpointFor(options, baseUrl), {
    limits: {
      connectMs: 5_000,
      firstByteMs: 10_000,
      firstContentMs: options.first_token_timeout_ms ?? stall,
      idleMs: stall,
      totalMs: 20_000,
    },
  });
  const client = withRetry(wire, {
    maxTries: (options.max_retries ?? 0) + 1,
    baseDelayMs: options.retry_base_ms ?? 500,
    maxDelayMs: options.retry_max_ms ?? 32_000,
  });
  const request = requestFor(options.request ?? {});
  let result = await ask(client, request, options);
  const { tool_results: toolResults } = options;
  if (toolResults && result.end && result.toolCalls.length > 0) {
    const { text, toolCalls, end } = result;
    const messages: ModelMessage[] = [
      ...request.messages,
      { role: 'assistant', text, toolCalls, ...(end.echo !== undefined && { echo: end.echo }) },
      ...toolCalls.map(({ callId, name }) => {
        const output = asText(toolResults[name] ?? 'There is no such tool.');
        return { role: 'tool' as const, callId, name, output };
      }),
    ];
    result = await ask(client, { ...request, messages }, options);
  }
  return result;
}

async function ask(
  client: ModelClient,
  request: ModelRequest,
  options: CaseClient,
): Promise<Unmeasured> {
  const abort = new AbortController();
  const result: Unmeasured = { text: '', toolCalls: [], aborted: false };
  try {
    for await (const event of streamAnswer(client, request, abort.signal)) {
      if (event.type === 'text-delta') result.text += event.text;
      else if (event.type === 'tool-call') result.toolCalls.push(event);
      else if (event.type === 'end') result.end = event;
      if (options.abort_after_first_text && result.text !== '') abort.abort();
    }
  } catch (error) {
    if (error instanceof ModelFailure) result.failure = error;
    else if (abort.signal.aborted && error === abort.signal.reason) result.aborted = true;
    else throw error;
  }
  return result;
}

function endpointFor(client: CaseClient, baseUrl: string): ModelEndpoint {
  const { request = {}, provider_profile: profile = 'other' } = client;
  const maxOutputTokens =
    request.max_tokens ?? request.max_completion_tokens ?? request.max_output_tokens;
  // The case wants to see the spelling refused that a stranger would be asked with first.
  const provider = client.force_first || !PROVIDERS.includes(profile) ? 'other' : profile;
  return {
    baseUrl,
    model: 'test-model',
    provider: provider as ModelProvider,
    ...(client.api_key !== undefined && { apiKey: client.api_key }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.parallel_tool_calls !== undefined && {
      parallelToolCalls: request.parallel_tool_calls,
    }),
  };
}

function requestFor({ system, messages, tools }: CaseRequest): ModelRequest {
  return {
    system: system ?? '',
    messages: (messages ?? [{ role: 'user', content: 'Hello' }]).map(messageFor),
    tools: (tools ?? []).map(({ function: { name, description, parameters } }) => ({
      name,
      description: description ?? '',
      parameters: { ...parameters },
    })),
  };
}

/** The port takes text only, so what a tool returned is serialised before it. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function messageFor(message: CaseMessage): ModelMessage {
  const text = asText(message.content ?? '');
  if (message.role === 'tool') {
    return { role: 'tool', callId: message.tool_call_id ?? '', name: 'tool', output: text };
  }
  if (message.role === 'assistant') {
    const toolCalls = (message.tool_calls ?? []).map(({ id, function: called }) => ({
      callId: id,
      name: called.name,
      arguments: called.arguments,
    }));
    return { role: 'assistant', text, toolCalls };
  }
  const parts = message.parts?.map((part): ModelContent => {
    if (part.file) {
      const { filename = 'file.pdf', base64 = '' } = part.file;
      return { type: 'document', mediaType: 'application/pdf', base64, filename };
    }
    if (!part.image) return { type: 'text', text: part.text ?? '' };
    const { mime, base64 = '', detail = 'auto' } = part.image;
    return { type: 'image', mediaType: mime, base64, detail };
  });
  return { role: 'user', content: parts ?? [{ type: 'text', text }] };
}
