import type { Logger } from 'pino';
import { createCallQueue } from './call-queue.ts';
import { type EndpointHealth, endpointHealth } from './checks/endpoint-health.ts';
import { watchKey } from './checks/key-watch.ts';
import { type BreakerState, createBreaker } from './circuit-breaker.ts';
import { contextSize } from './context-size.ts';
import { endpointRate } from './endpoint-rate.ts';
import { estimateTokens } from './estimate-tokens.ts';
import type { ModelClient } from './model-client.ts';
import { endpointName, type ModelEndpoint } from './model-endpoint.ts';
import type { ModelRate } from './model-rate.ts';
import { requireAnswer } from './require-answer.ts';
import type { ModelTimeLimits } from './wire/call-deadlines.ts';
import { listModels } from './wire/list-models.ts';
import { openAiModelClient } from './wire/openai-model-client.ts';
import { type Billing, withBilling } from './with-billing.ts';
import { refuseWhileOpen, withBreaker } from './with-breaker.ts';
import { withFallback } from './with-fallback.ts';
import { withRateLimit } from './with-rate-limit.ts';
import { withRetry } from './with-retry.ts';
import { withWindow } from './with-window.ts';

export interface ModelConnections {
  limits: ModelTimeLimits & { tries: number };
  care: { breakerFailures: number; breakerOpenMs: number; queueLength: number; queueMs: number };
  rate: ModelRate;
  /** Absent where nobody pays: then no call is written down. */
  billing?: Billing;
  log: Pick<Logger, 'warn'>;
}

/** The endpoints as one model: what the agent asks, and what operators may know of each. */
export interface ConnectedModels {
  client: ModelClient;
  /** In the order in which they are asked. */
  endpoints: readonly [ConnectedEndpoint, ...ConnectedEndpoint[]];
}

export interface ConnectedEndpoint {
  /** See `endpointName`. */
  name: string;
  model: string;
  breaker(): BreakerState;
  /** Within a few seconds, whatever happens. */
  health(): Promise<EndpointHealth>;
  /** Calls that stand in line for it in this process. */
  waiting(): number;
}

/** Nobody waits longer at a counter while the next one is free, neither in line nor for another try. */
const WAIT_BEFORE_NEXT_MS = 2_000;

/**
 * Puts everything around the wire that a model call needs, the innermost first. Every endpoint has its own; the
 * next one is asked when one has nothing to say.
 */
export function connectModels(
  endpoints: readonly [ModelEndpoint, ...ModelEndpoint[]],
  { limits, care, rate: modelRate, billing, log }: ModelConnections,
): ConnectedModels {
  const connect = (endpoint: ModelEndpoint) => {
    const name = endpointName(endpoint);
    const breaker = createBreaker({
      failures: care.breakerFailures,
      openMs: care.breakerOpenMs,
      onChange: (state) => log.warn({ endpoint: name, state }, 'model: circuit breaker'),
    });
    const rate = endpointRate(endpoint, { rate: modelRate, log });
    const isLast = endpoint === endpoints.at(-1);
    const line = createCallQueue({
      rate,
      maxLength: care.queueLength,
      maxWaitMs: isLast ? care.queueMs : Math.min(care.queueMs, WAIT_BEFORE_NEXT_MS),
    });
    const key = watchKey();
    const wire = key.around(openAiModelClient(endpoint, { limits, onRateLimits: rate.learn }));
    // Next to the wire: each try is paid, and an answer that says nothing too.
    const billed = billing ? withBilling(wire, { ...billing, endpoint }) : wire;
    const answering = requireAnswer(billed);
    const watched = withBreaker(answering, breaker);
    // Outside of all that: time in line is nobody's failure, and nothing is set aside for who only waits.
    const limited = withRateLimit(watched, {
      rate,
      line,
      estimateTokens: (request) => estimateTokens(request, endpoint.model),
    });
    // Twice: nobody stands in line for an endpoint that is down, and who already does is told when it goes down.
    const inLine = refuseWhileOpen(limited, breaker);
    const retrying = withRetry(inLine, {
      maxTries: limits.tries,
      ...(!isLast && { maxWaitMs: WAIT_BEFORE_NEXT_MS }),
      onRetry: ({ failure, nextTry }) =>
        log.warn({ endpoint: name, code: failure.code, nextTry }, 'model: retry'),
    });
    const size = contextSize(endpoint, {
      list: () => listModels(endpoint),
      onLearn: (tokens) => log.warn({ endpoint: name, tokens }, 'model: smaller window than known'),
    });
    // Outermost, and for each: what is shortened for one endpoint reaches the next as it was.
    const client = withWindow(retrying, { endpoint, size });
    const { model, images, tools } = endpoint;
    return {
      name,
      model,
      images,
      tools,
      client,
      breaker: breaker.state,
      health: endpointHealth(endpoint, { key }),
      waiting: () => line.length,
    };
  };
  const [first, ...others] = endpoints;
  const connected = [connect(first), ...others.map(connect)] as const;
  const client = withFallback(connected, {
    onFallback: ({ from, to, failure }) =>
      log.warn({ from, to, code: failure?.code, reason: failure?.reason }, 'model: fall back'),
  });
  return { client, endpoints: connected };
}
