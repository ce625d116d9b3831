import { createHash } from 'node:crypto';
import { ModelFailure } from '../../errors.ts';
import type { EmbeddingClient } from '../embedding-client.ts';
import { embedPatiently, type Patience } from './embed-patiently.ts';
import type { ClaimedProduct, MadeVector, ProductVectors } from './product-vectors.ts';

export interface EmbedDeps {
  vectors: ProductVectors;
  client: EmbeddingClient;
  patience?: Patience;
}

/** Texts in one request: every provider takes as many. */
const BATCH = 64;

/**
 * Makes the vectors that are missing or no longer true, batch after batch, until there is nothing to do or `signal` is
 * aborted; returns how many. Safe to kill at any moment and to run in several processes. Throws ModelFailure when the
 * model cannot be asked; a single text that it refuses is left without a vector until it changes.
 */
export async function embedProducts(deps: EmbedDeps, signal: AbortSignal): Promise<number> {
  const { vectors, client } = deps;
  let made = 0;
  while (!signal.aborted) {
    const claimed = await vectors.claim(client.space, BATCH);
    if (claimed.length === 0) break;
    try {
      const batch = await makeVectors(deps, claimed, signal);
      await vectors.put(client.space, batch);
      made += batch.length;
    } catch (error) {
      await vectors.release(claimed.map(({ productId }) => productId));
      if (signal.aborted) break;
      throw error;
    }
  }
  return made;
}

async function makeVectors(
  deps: EmbedDeps,
  claimed: ClaimedProduct[],
  signal: AbortSignal,
): Promise<MadeVector[]> {
  const hashed = claimed.map((product) => ({ ...product, now: hashOf(product.text) }));
  const changed = hashed.filter(({ hash, now }) => !hash?.equals(now));
  const made = await embedOrSplit(
    deps,
    changed.map(({ text }) => text),
    signal,
  );
  const vectorOf = new Map(changed.map(({ productId }, index) => [productId, made[index] ?? null]));
  return hashed.map(({ productId, revision, now }) => {
    const vector = vectorOf.get(productId);
    return { productId, revision, hash: now, vector: vector === undefined ? 'unchanged' : vector };
  });
}

/**
 * One text that the model does not take must not keep the others from it: null stands for it. When it takes none of
 * several, the fault is not theirs, and its refusal is thrown.
 */
async function embedOrSplit(
  deps: EmbedDeps,
  texts: string[],
  signal: AbortSignal,
): Promise<(Float32Array | null)[]> {
  if (texts.length === 0) return [];
  try {
    return await embedPatiently(deps.client, texts, { signal, patience: deps.patience });
  } catch (error) {
    if (!isOfText(error)) throw error;
    if (texts.length === 1) return [null];
    const half = Math.ceil(texts.length / 2);
    const first = await embedOrSplit(deps, texts.slice(0, half), signal);
    const second = await embedOrSplit(deps, texts.slice(half), signal);
    const all = [...first, ...second];
    if (all.every((vector) => vector === null)) throw error;
    return all;
  }
}

/** Failures that another text would not have. */
const OF_A_TEXT: ReadonlySet<ModelFailure['reason']> = new Set<ModelFailure['reason']>([
  'invalid_request',
  'context_length',
  'content_filter',
  'payload_too_large',
]);

function isOfText(error: unknown): boolean {
  return error instanceof ModelFailure && OF_A_TEXT.has(error.reason);
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
