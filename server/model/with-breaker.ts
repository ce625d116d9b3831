import type { ModelFailure } from '../errors.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { ModelClient, ModelEvent } from './model-client.ts';

/** How a call ends that its reader left: nothing is known of what would have come. */
const LEFT = Symbol('left');

/**
 * Reports every call to the endpoint's circuit breaker, and fails at once with `circuit_open` while that is
 * open. A failure counts whether or not something was said before it, and the count starts again only with an
 * answer that came to its end.
 */
export function withBreaker(client: ModelClient, breaker: CircuitBreaker): ModelClient {
  return {
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      signal.throwIfAborted();
      const call = await breaker.begin();
      let saidSomething = false;
      let ending: unknown = LEFT;
      try {
        for await (const event of client.stream(request, signal)) {
          if (!saidSomething && event.type !== 'waiting') {
            saidSomething = true;
            await call.spoke();
          }
          yield event;
        }
        ending = undefined;
      } catch (error) {
        ending = error;
        throw error;
      } finally {
        await call.end(ending);
      }
    },
  };
}

/** Fails at once while the breaker is open: stands before the line, where nobody shall wait to hear that. */
export function refuseWhileOpen(client: ModelClient, breaker: CircuitBreaker): ModelClient {
  return {
    stream(request, signal) {
      const refusal = breaker.refusal();
      return refusal ? refused(refusal) : client.stream(request, signal);
    },
  };
}

// biome-ignore lint/correctness/useYield: it fails when it is read, as every stream does.
async function* refused(refusal: ModelFailure): AsyncGenerator<ModelEvent> {
  throw refusal;
}
