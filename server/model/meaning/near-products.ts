import type { ProductMeaning } from '../../shop/product-meaning.ts';
import type { EmbeddingClient } from '../embedding-client.ts';
import type { StoreVectors } from './store-vectors.ts';

/** `ready`: vectors were compared. `late` and `failed`: the search is by words alone. `empty`: no vectors here. */
export type MeaningOutcome = 'ready' | 'late' | 'failed' | 'empty' | 'resting';

export interface NearProductsDeps {
  client: EmbeddingClient;
  stores: StoreVectors;
  /** How long a search waits for what its question means, in milliseconds. */
  deadlineMs: number;
  onOutcome(outcome: MeaningOutcome, error?: unknown): void;
}

/** A page of results and a little more. */
const MOST_NEIGHBOURS = 50;
/**
 * So many standard deviations above the mean similarity a product must stand: models differ in what a cosine of 0.3 says,
 * none in that few products are far above all others.
 */
const FAR_ABOVE = 2.5;
/** Questions whose vectors are kept: the next page and the facets ask the same. */
const MOST_QUESTIONS = 500;
/** After so many failures in a row the model is left alone for a while. */
const MOST_FAILURES = 3;
const REST_MS = 30_000;

/** `now`: milliseconds of a clock that only goes forward. */
export function nearProducts(
  deps: NearProductsDeps,
  { now = () => performance.now() }: { now?: () => number } = {},
): ProductMeaning {
  const known = new Map<string, Float32Array>();
  let failures = 0;
  let restUntil = Number.NEGATIVE_INFINITY;

  async function vectorOf(text: string, signal: AbortSignal): Promise<Float32Array | undefined> {
    const kept = known.get(text);
    known.delete(text);
    const vector = kept ?? (await deps.client.embed([text], signal))[0];
    if (vector) known.set(text, vector);
    const [oldest] = known.keys();
    if (known.size > MOST_QUESTIONS && oldest !== undefined) known.delete(oldest);
    return vector;
  }

  return {
    async near(storeId, text) {
      const index = deps.stores.of(storeId);
      if (!index?.size) return tell('empty');
      if (now() < restUntil && !known.has(text)) return tell('resting');
      const late = AbortSignal.timeout(deps.deadlineMs);
      try {
        const query = await vectorOf(text, late);
        if (query?.length !== index.dimensions) return tell('empty');
        const options = { count: MOST_NEIGHBOURS, signal: late };
        const { nearest, mean, deviation } = await index.nearest(query, options);
        failures = 0;
        deps.onOutcome('ready');
        const least = mean + FAR_ABOVE * deviation;
        return nearest
          .filter(({ similarity }) => similarity > least)
          .map(({ productId }) => productId);
      } catch (error) {
        failures += 1;
        if (failures >= MOST_FAILURES) restUntil = now() + REST_MS;
        deps.onOutcome(late.aborted ? 'late' : 'failed', error);
        return [];
      }
    },
  };

  function tell(outcome: MeaningOutcome): string[] {
    deps.onOutcome(outcome);
    return [];
  }
}
