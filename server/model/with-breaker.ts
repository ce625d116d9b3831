import type { CircuitBreaker } from './circuit-breaker.ts';
import type { ModelClient } from './model-client.ts';

/**
 * Reports every call to the endpoint's circuit breaker, and fails at once with `circuit_open` while that is
 * open. A failure counts whether or not something was said before it, and the count starts again only with an
 * answer that came to its end.
 */
export function withBreaker(client: ModelClient, breaker: CircuitBreaker): ModelClient {
  return {
    async ask(request, { signal, hear }) {
      signal.throwIfAborted();
      const call = await breaker.begin();
      let speaking: Promise<void> | undefined;
      let ending: unknown;
      try {
        await client.ask(request, {
          signal,
          hear(event) {
            if (event.type !== 'waiting') speaking ??= call.spoke();
            hear(event);
          },
        });
      } catch (error) {
        ending = error;
        throw error;
      } finally {
        await speaking;
        await call.end(ending);
      }
    },
  };
}

/** Fails at once while the breaker is open: stands before the line, where nobody shall wait to hear that. */
export function refuseWhileOpen(client: ModelClient, breaker: CircuitBreaker): ModelClient {
  return {
    async ask(request, listener) {
      const refusal = breaker.refusal();
      if (refusal) throw refusal;
      await client.ask(request, listener);
    },
  };
}
