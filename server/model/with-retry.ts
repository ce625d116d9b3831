import { setTimeout as sleepFor } from 'node:timers/promises';
import { ModelFailure } from '../errors.ts';
import type { ModelClient } from './model-client.ts';
import { wasNotAsked } from './most-telling.ts';

export interface RetryOptions {
  /** Requests in all, the first included. */
  maxTries: number;
  /** The first pause is somewhere between 0 and this; each further one may be twice as long. 500 when absent. */
  baseDelayMs?: number;
  /** What our own pauses never exceed. 32,000 when absent. */
  maxDelayMs?: number;
  /** When the provider asks for a longer wait than this, the call fails now. 32,000 when absent. */
  maxWaitMs?: number;
  /** Rejects with the signal's reason on abort. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to below 1. */
  random?: () => number;
  /** For the log. */
  onRetry?: (retry: { failure: ModelFailure; delayMs: number; nextTry: number }) => void;
}

/**
 * Asks again while nothing has been said yet and the failure may be gone in a moment. Pauses grow
 * exponentially with full jitter (uniform between nothing and the whole), or are what the provider asks for.
 * When the circuit opens between two tries, the failure of the try before is thrown: it says why.
 */
export function withRetry(client: ModelClient, options: RetryOptions): ModelClient {
  const { maxTries, sleep = sleepUntil, onRetry } = options;
  return {
    async ask(request, { signal, hear }) {
      let before: ModelFailure | undefined;
      for (let tries = 1; ; tries++) {
        let saidSomething = false;
        try {
          await client.ask(request, {
            signal,
            hear(event) {
              saidSomething ||= event.type !== 'waiting';
              hear(event);
            },
          });
          return;
        } catch (error) {
          if (saidSomething || !(error instanceof ModelFailure)) throw error;
          const delayMs =
            error.retryable && tries < maxTries ? pauseAfter(error, tries, options) : undefined;
          if (delayMs === undefined) throw before && wasNotAsked(error) ? before : error;
          before = error;
          onRetry?.({ failure: error, delayMs, nextTry: tries + 1 });
          await sleep(delayMs, signal);
        }
      }
    },
  };
}

function pauseAfter(
  { retryAfterMs }: ModelFailure,
  tries: number,
  {
    baseDelayMs = 500,
    maxDelayMs = 32_000,
    maxWaitMs = 32_000,
    random = Math.random,
  }: RetryOptions,
): number | undefined {
  if (retryAfterMs === undefined) {
    return Math.round(random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (tries - 1)));
  }
  return retryAfterMs > maxWaitMs ? undefined : retryAfterMs;
}

async function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
