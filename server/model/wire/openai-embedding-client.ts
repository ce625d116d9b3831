import { Agent, type Dispatcher } from 'undici';
import { ModelFailure } from '../../errors.ts';
import type { EmbeddingClient } from '../embedding-client.ts';
import { authorization, endpointUrl } from '../model-endpoint.ts';
import { modelFailure } from '../model-failures.ts';
import { classifyErrorInAnswer, classifyRejection } from './classify-error.ts';
import { networkMessage } from './http-exchange.ts';
import { asArray, asNumber, asObject, asString, parseJson } from './read-json.ts';

export interface EmbeddingEndpoint {
  baseUrl: string;
  apiKey?: string | undefined;
  model: string;
  /** Asked of models that can shorten their vectors; left to the model when absent. */
  dimensions?: number | undefined;
}

export interface EmbeddingOptions {
  /** The whole request. */
  timeoutMs: number;
}

/** 128 vectors of 4,096 numbers written out are 12 MB. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_DIMENSIONS = 8_192;

export interface ClosableEmbeddingClient extends EmbeddingClient {
  close(): Promise<void>;
}

/**
 * POST /embeddings as OpenAI has it: vectors as numbers or, as some servers send them unasked, base64 of float32; in any
 * order, by their `index`. All vectors of a client have the dimension of its first: a server that changes its model is refused.
 */
export function openaiEmbeddingClient(
  endpoint: EmbeddingEndpoint,
  { timeoutMs }: EmbeddingOptions,
): ClosableEmbeddingClient {
  const { model, dimensions, apiKey } = endpoint;
  const sockets = new Agent({ connect: { timeout: timeoutMs }, keepAliveTimeout: 30_000 });
  const url = endpointUrl(endpoint, 'embeddings');
  let known = dimensions;

  async function request(texts: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const body = JSON.stringify({ model, input: texts, encoding_format: 'float', dimensions });
    const response = await sockets.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'aisle',
        ...authorization(endpoint),
      },
      body,
      signal,
    });
    const text = await readText(response.body);
    const { statusCode: status, headers } = response;
    if (status < 200 || status >= 300) throw classifyRejection({ status, headers, text }, apiKey);
    const vectors = readVectors(text, texts.length, apiKey);
    known ??= vectors[0]?.length;
    const other = vectors.find(({ length }) => length !== known);
    if (other) {
      const words = `vectors have ${other.length} dimensions, not ${known}`;
      throw modelFailure('protocol', words, { retryable: false });
    }
    return vectors;
  }

  return {
    space: dimensions === undefined ? model : `${model}/${dimensions}`,
    async embed(texts, signal) {
      if (texts.length === 0) return [];
      const late = AbortSignal.timeout(timeoutMs);
      try {
        return await request(texts, AbortSignal.any([signal, late]));
      } catch (error) {
        signal.throwIfAborted();
        if (late.aborted) throw modelFailure('timeout', `no vectors within ${timeoutMs} ms`);
        if (error instanceof ModelFailure) throw error;
        throw modelFailure('network', networkMessage(error, apiKey), { cause: error });
      }
    },
    close: () => sockets.destroy(),
  };
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw modelFailure('protocol', 'the vectors are too many bytes');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readVectors(text: string, count: number, apiKey: string | undefined): Float32Array[] {
  const answer = asObject(parseJson(text));
  if (answer?.error !== undefined) throw classifyErrorInAnswer(answer, apiKey);
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count });
  for (const [place, item] of asArray(answer?.data).map(asObject).entries()) {
    const index = asNumber(item?.index) ?? place;
    // An array with a far index would be walked to its end, hole by hole.
    if (index >= count) throw modelFailure('protocol', 'more vectors than texts', { status: 200 });
    vectors[index] = normalised(readNumbers(item?.embedding));
  }
  const whole = vectors.filter((vector) => vector !== undefined);
  if (whole.length === count && vectors.length === count) return whole;
  throw modelFailure('protocol', `${whole.length} of ${count} vectors came`, { status: 200 });
}

function readNumbers(value: unknown): Float32Array {
  const base64 = asString(value);
  if (base64 === undefined)
    return Float32Array.from(asArray(value), (item) => asNumber(item) ?? NaN);
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    bytes.readFloatLE(4 * index),
  );
}

/** Undefined for what points nowhere. */
function normalised(vector: Float32Array): Float32Array | undefined {
  if (vector.length > MAX_DIMENSIONS) return undefined;
  const length = Math.hypot(...vector);
  const isUsable = Number.isFinite(length) && length > 0;
  return isUsable ? vector.map((number) => number / length) : undefined;
}
