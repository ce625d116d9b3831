import { ModelFailure, type ModelFailureReason } from '../errors.ts';
import type { CallQueue } from './call-queue.ts';
import type { EndpointRate } from './endpoint-rate.ts';
import type { ModelClient, ModelRequest, ModelUsage } from './model-client.ts';

export interface RateLimitOptions {
  rate: EndpointRate;
  line: CallQueue;
  /** Tokens that the request will count for; corrected by what the provider counted. */
  estimateTokens(request: ModelRequest): number;
}

/** Failures of our own making: the provider was not asked. */
const NEVER_ASKED: ReadonlySet<ModelFailureReason | undefined> = new Set<ModelFailureReason>([
  'circuit_open',
  'budget_exhausted',
  'price_unknown',
  'budget_unreachable',
  'does_not_fit',
]);

/** After these the provider may say how long it wants to be left alone. */
const ASKS_FOR_REST: ReadonlySet<ModelFailureReason | undefined> = new Set<ModelFailureReason>([
  'rate_limit',
  'overloaded',
]);

/**
 * Lets a call wait in line until the endpoint's limits allow it, and tells the limits what became of it. A try
 * that follows another stands in line anew.
 */
export function withRateLimit(
  client: ModelClient,
  { rate, line, estimateTokens }: RateLimitOptions,
): ModelClient {
  return {
    async ask(request, { signal, hear }) {
      const estimate = estimateTokens(request);
      for await (const waiting of line.enter(estimate, signal)) hear(waiting);
      try {
        await client.ask(request, {
          signal,
          hear(event) {
            if (event.type === 'end' && event.usage) {
              rate.correct({ requests: 0, tokens: countedTokens(event.usage) - estimate });
            }
            hear(event);
          },
        });
      } catch (error) {
        if (error instanceof ModelFailure) {
          const { reason, retryAfterMs } = error;
          if (NEVER_ASKED.has(reason)) rate.correct({ requests: -1, tokens: -estimate });
          if (ASKS_FOR_REST.has(reason)) rate.learn({ blockedForMs: retryAfterMs });
        }
        throw error;
      }
    },
  };
}

function countedTokens({ inputTokens, outputTokens, totalTokens = 0 }: ModelUsage): number {
  return Math.max(totalTokens, inputTokens + outputTokens);
}
