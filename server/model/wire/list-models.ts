import { Agent, type Dispatcher } from 'undici';
import { ModelFailure } from '../../errors.ts';
import { authorization, endpointUrl, type ModelEndpoint } from '../model-endpoint.ts';
import { modelFailure } from '../model-failures.ts';
import { classifyRejection } from './classify-error.ts';
import { networkMessage } from './http-exchange.ts';
import { asArray, asNumber, asObject, asWord, parseJson } from './read-json.ts';

export interface ListedModel {
  /** Without Gemini's `models/` before it. */
  id: string;
  /** Tokens, where the provider says so. */
  contextLength?: number;
}

export interface ListModelsOptions {
  signal?: AbortSignal;
  /** 3,000 when absent. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 3_000;

/** OpenRouter's list has 1 MB; twenty times that is no list of models. */
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * GET /models. Undefined when the endpoint has no such list, which says nothing against it. Throws
 * ModelFailure when the endpoint refuses the key, answers with something else or does not answer in time.
 */
export async function listModels(
  endpoint: ModelEndpoint,
  { signal, timeoutMs = TIMEOUT_MS }: ListModelsOptions = {},
): Promise<ListedModel[] | undefined> {
  const late = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, late]) : late;
  const sockets = new Agent({ connect: { timeout: timeoutMs } });
  try {
    return await requestModels(sockets, endpoint, either);
  } catch (error) {
    signal?.throwIfAborted();
    if (late.aborted) throw modelFailure('timeout', `no list of models within ${timeoutMs} ms`);
    if (error instanceof ModelFailure) throw error;
    throw modelFailure('network', networkMessage(error, endpoint.apiKey), { cause: error });
  } finally {
    await sockets.destroy();
  }
}

async function requestModels(
  sockets: Dispatcher,
  endpoint: ModelEndpoint,
  signal: AbortSignal,
): Promise<ListedModel[] | undefined> {
  const url = endpointUrl(endpoint, 'models');
  const { statusCode, headers, body } = await sockets.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      ...authorization(endpoint),
    },
    signal,
  });
  const text = await readText(body);
  if (statusCode === 404 || statusCode === 405 || statusCode === 501) return undefined;
  if (statusCode >= 400) {
    throw classifyRejection({ status: statusCode, headers, text }, endpoint.apiKey);
  }
  return readModels(parseJson(text));
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw modelFailure('protocol', 'the list of models is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `{data: […]}` as OpenAI has it, or a bare list as Together sends it. */
function readModels(value: unknown): ListedModel[] {
  const object = asObject(value);
  if (!object && !Array.isArray(value)) {
    throw modelFailure('bad_endpoint', 'something else than a list of models came', {
      status: 200,
    });
  }
  const entries = asArray(object?.data ?? value).map(asObject);
  return entries.flatMap((entry) => {
    const id = asWord(entry?.id);
    if (id === undefined) return [];
    const contextLength =
      asNumber(entry?.context_length) ??
      asNumber(entry?.context_window) ??
      asNumber(entry?.max_model_len) ??
      asNumber(entry?.max_context_length);
    return [
      { id: id.replace(/^models\//, ''), ...(contextLength !== undefined && { contextLength }) },
    ];
  });
}
