import { z } from 'zod';
import type { EmbeddingEndpoint } from '../model/wire/openai-embedding-client.ts';
import { Key, WebUrl, Word, whole } from './values.ts';

/** Search by meaning beside search by words. */
export interface EmbeddingConfig {
  endpoint: EmbeddingEndpoint;
  /** One request of the job that makes vectors of products, in milliseconds. */
  timeoutMs: number;
  /** How long a search waits for the vector of its question, in milliseconds. */
  queryMs: number;
  /** For the vectors of all stores in one process. */
  memoryBytes: number;
}

export const EMBEDDING_ENVIRONMENT = {
  EMBEDDING_MODEL: Word.optional(),
  EMBEDDING_BASE_URL: WebUrl.optional(),
  EMBEDDING_API_KEY: Key.optional(),
  EMBEDDING_DIMENSIONS: whole(8, 8_192).optional(),
  EMBEDDING_TIMEOUT_MS: whole(100, 600_000).default(30_000),
  EMBEDDING_QUERY_TIMEOUT_MS: whole(10, 10_000).default(300),
  EMBEDDING_MEMORY_MB: whole(1, 65_536).default(128),
};

const EmbeddingEnvironment = z.object(EMBEDDING_ENVIRONMENT);
type EmbeddingEnvironment = z.infer<typeof EmbeddingEnvironment>;

/**
 * Undefined when search by meaning is off, as it is unless a model is named. The address and the key of the model answer
 * for it where none are given; the model's key goes to no other address.
 */
export function arrangeEmbedding(
  values: EmbeddingEnvironment,
  model: { baseUrl?: string | undefined; apiKey?: string | undefined },
): EmbeddingConfig | undefined {
  const baseUrl = values.EMBEDDING_BASE_URL ?? model.baseUrl;
  if (!values.EMBEDDING_MODEL || !baseUrl) return undefined;
  const isOfModel = baseUrl === model.baseUrl;
  return {
    endpoint: {
      baseUrl,
      apiKey: values.EMBEDDING_API_KEY ?? (isOfModel ? model.apiKey : undefined),
      model: values.EMBEDDING_MODEL,
      dimensions: values.EMBEDDING_DIMENSIONS,
    },
    timeoutMs: values.EMBEDDING_TIMEOUT_MS,
    queryMs: values.EMBEDDING_QUERY_TIMEOUT_MS,
    memoryBytes: values.EMBEDDING_MEMORY_MB * 1024 * 1024,
  };
}
