import { setTimeout as sleep } from 'node:timers/promises';
import { ModelFailure } from '../../errors.ts';
import type { EmbeddingClient } from '../embedding-client.ts';

export interface Patience {
  tries: number;
  /** Before the second try; twice as long before each more, unless the provider says how long. */
  pauseMs: number;
  /** A longer wait than this is for the next round. */
  longestMs: number;
}

export const DEFAULT_PATIENCE: Patience = { tries: 4, pauseMs: 500, longestMs: 20_000 };

/** Asks again while the failure may be gone in a moment. Throws the last ModelFailure, and the signal's reason on abort. */
export async function embedPatiently(
  client: EmbeddingClient,
  texts: string[],
  { signal, patience = DEFAULT_PATIENCE }: { signal: AbortSignal; patience?: Patience },
): Promise<Float32Array[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await client.embed(texts, signal);
    } catch (error) {
      if (!(error instanceof ModelFailure) || !error.retryable || tries >= patience.tries)
        throw error;
      const pauseMs = error.retryAfterMs ?? patience.pauseMs * 2 ** (tries - 1);
      if (pauseMs > patience.longestMs) throw error;
      await sleep(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
