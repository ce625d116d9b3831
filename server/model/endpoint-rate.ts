import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { within } from '../shop/within.ts';
import { endpointName, type ModelEndpoint } from './model-endpoint.ts';
import type { ModelRate, RateAnswer, RateLimits, RateUse } from './model-rate.ts';

/** The limits of one endpoint as this process sees them. Nothing here throws, and nothing waits for long. */
export interface EndpointRate {
  /** See `ModelRate`; taken without asking anybody when the endpoint has no limit that we know. */
  take(tokens: number): Promise<RateAnswer>;
  correct(difference: RateUse): void;
  learn(limits: RateLimits): void;
}

export interface EndpointRateOptions {
  rate: ModelRate;
  log: Pick<Logger, 'warn'>;
  /** The longest that the buckets are waited for, in milliseconds; 500 when absent. */
  limitMs?: number;
}

const TAKEN: RateAnswer = { waitMs: 0, paceMs: 0 };

/** Buckets that did not answer are left alone for so long. */
const AWAY_MS = 5_000;

/** An endpoint that asks for a longer rest is tried once in so long: its quota may have been raised meanwhile. */
const LONGEST_BLOCK_MS = 300_000;

/**
 * What the operator says of limits holds against what the endpoint says; of the latter the first is learnt with
 * the first answer. When the buckets cannot be asked the call goes on, and the provider's own 429 is the judge.
 */
export function endpointRate(endpoint: ModelEndpoint, options: EndpointRateOptions): EndpointRate {
  const { rate, log, limitMs = 500 } = options;
  const name = endpointName(endpoint);
  const bucket = bucketName(endpoint);
  const { requestsPerMinute, tokensPerMinute } = endpoint;
  let hasLimits = requestsPerMinute !== undefined || tokensPerMinute !== undefined;
  let blockedUntil = 0;
  let awayUntil = 0;
  let configured: Promise<void> | undefined;

  /** Once in the life of a process, and again only when it failed. */
  async function configure(): Promise<void> {
    configured ??= rate.configure(bucket, { requestsPerMinute, tokensPerMinute });
    await configured.catch((error) => {
      configured = undefined;
      throw error;
    });
  }

  async function ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    if (performance.now() < awayUntil) return undefined;
    try {
      return await within(limitMs, configure().then(question));
    } catch (err) {
      if (performance.now() >= awayUntil) {
        log.warn({ err, endpoint: name }, 'model: rate limits cannot be asked, calls go on');
      }
      awayUntil = performance.now() + AWAY_MS;
      return undefined;
    }
  }

  return {
    async take(tokens) {
      if (!hasLimits && performance.now() >= blockedUntil) return TAKEN;
      return (await ask(() => rate.take(bucket, tokens))) ?? TAKEN;
    },
    correct(difference) {
      if (hasLimits) void ask(() => rate.correct(bucket, difference));
    },
    learn(limits) {
      if (Object.values(limits).every((value) => value === undefined)) return;
      const learnt: RateLimits = {
        ...limits,
        requestsPerMinute: requestsPerMinute ?? limits.requestsPerMinute,
        tokensPerMinute: tokensPerMinute ?? limits.tokensPerMinute,
      };
      hasLimits ||= learnt.requestsPerMinute !== undefined || learnt.tokensPerMinute !== undefined;
      if (limits.blockedForMs !== undefined) {
        learnt.blockedForMs = Math.min(limits.blockedForMs, LONGEST_BLOCK_MS);
        blockedUntil = Math.max(blockedUntil, performance.now() + learnt.blockedForMs);
      }
      void ask(() => rate.learn(bucket, learnt));
    },
  };
}

/** Limits are a key's: two keys for one model have two buckets. The hash tells keys apart and nothing of them. */
function bucketName(endpoint: ModelEndpoint): string {
  const { apiKey } = endpoint;
  const hash = createHash('sha256')
    .update(apiKey ?? '')
    .digest('hex');
  return `${endpointName(endpoint)}${apiKey ? ` ${hash.slice(0, 12)}` : ''}`;
}
