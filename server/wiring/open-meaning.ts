import type { Metrics } from '../http/metrics.ts';
import { embedProducts } from '../model/meaning/embed-products.ts';
import { type MeaningOutcome, nearProducts } from '../model/meaning/near-products.ts';
import { storeVectors } from '../model/meaning/store-vectors.ts';
import { openaiEmbeddingClient } from '../model/wire/openai-embedding-client.ts';
import type { Database } from '../postgres/connection/database.ts';
import { postgresProductVectors } from '../postgres/search/product-vectors.ts';
import { DEFAULT_ROUNDS, keepRounds } from '../retention/rounds.ts';
import type { ProductMeaning } from '../shop/product-meaning.ts';
import type { Surroundings } from './surroundings.ts';

/** Changed products get their vectors at the latest after this. */
const EVERY_MS = 30_000;
/** One line a minute says that searches go by words alone. */
const SAY_AGAIN_MS = 60_000;

export interface MeaningOptions extends Surroundings {
  metrics: Pick<Metrics, 'meaningAsked' | 'productsEmbedded'>;
}

/** Search by meaning, and the job that keeps the vectors of products true; undefined when no model is set for it. */
export function openMeaning(
  { db }: Pick<Database, 'db'>,
  { config, log, logError, cleanup, metrics }: MeaningOptions,
): ProductMeaning | undefined {
  if (!config.embedding) return undefined;
  const { endpoint, timeoutMs, queryMs, memoryBytes } = config.embedding;
  const client = openaiEmbeddingClient(endpoint, { timeoutMs });
  const vectors = postgresProductVectors(db);
  const stores = storeVectors({
    vectors,
    space: client.space,
    memoryBytes,
    onTooLarge: (facts) =>
      log.warn(
        facts,
        'search by meaning is off for a store: its vectors exceed EMBEDDING_MEMORY_MB',
      ),
    onError: (error) => logError(error, 'read the vectors of products'),
  });
  const job = {
    name: 'make the vectors of products',
    intervalMs: EVERY_MS,
    run: async (signal: AbortSignal) =>
      metrics.productsEmbedded(await embedProducts({ vectors, client }, signal)),
  };
  const stopRounds = keepRounds([job], { ...DEFAULT_ROUNDS, onError: logError });
  cleanup.defer(async () => {
    await stopRounds();
    await client.close();
  });

  let saidAt = Number.NEGATIVE_INFINITY;
  const onOutcome = (outcome: MeaningOutcome, err?: unknown) => {
    metrics.meaningAsked(outcome);
    if (err === undefined || performance.now() - saidAt < SAY_AGAIN_MS) return;
    saidAt = performance.now();
    log.warn({ err, outcome }, 'a search goes by words alone');
  };
  return nearProducts({ client, stores, deadlineMs: queryMs, onOutcome });
}
