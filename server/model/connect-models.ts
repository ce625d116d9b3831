import type { Logger } from 'pino';
import type { ModelClient } from './model-client.ts';
import { endpointName, type ModelEndpoint } from './model-endpoint.ts';
import { requireAnswer } from './require-answer.ts';
import type { ModelTimeLimits } from './wire/call-deadlines.ts';
import { openAiModelClient } from './wire/openai-model-client.ts';
import { withFallback } from './with-fallback.ts';
import { withRetry } from './with-retry.ts';

export interface ModelConnections {
  limits: ModelTimeLimits & { tries: number };
  log: Pick<Logger, 'warn'>;
}

/** The endpoints as one model: what the agent asks, and what operators may know of each. */
export interface ConnectedModels {
  client: ModelClient;
}

/**
 * Puts everything around the wire that a model call needs, the innermost first. Every endpoint has its own; the
 * next one is asked when one has nothing to say.
 */
export function connectModels(
  endpoints: readonly [ModelEndpoint, ...ModelEndpoint[]],
  { limits, log }: ModelConnections,
): ConnectedModels {
  const connect = (endpoint: ModelEndpoint): ModelClient => {
    const name = endpointName(endpoint);
    const wire = openAiModelClient(endpoint, { limits });
    const answering = requireAnswer(wire);
    return withRetry(answering, {
      maxTries: limits.tries,
      onRetry: ({ failure, nextTry }) =>
        log.warn({ endpoint: name, code: failure.code, nextTry }, 'model: retry'),
    });
  };
  const [first, ...others] = endpoints;
  const client = withFallback([connect(first), ...others.map(connect)], {
    onFallback: ({ failure, position }) =>
      log.warn({ code: failure.code, position }, 'model: fall back'),
  });
  return { client };
}
