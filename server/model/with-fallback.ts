import { ModelFailure } from '../errors.ts';
import type { ModelClient, ModelEvent } from './model-client.ts';

export interface FallbackOptions {
  /** For the log: `position` counts from 0 and names the client that failed. */
  onFallback?: (fallback: { failure: ModelFailure; position: number }) => void;
}

/**
 * Asks the clients in order until one says something. Any failure before that leads to the next one, also
 * a refusal: another model may see images or have a longer window. Throws what the last one threw.
 */
export function withFallback(
  clients: readonly [ModelClient, ...ModelClient[]],
  { onFallback }: FallbackOptions = {},
): ModelClient {
  return {
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      for (const [position, client] of clients.entries()) {
        let saidSomething = false;
        try {
          for await (const event of client.stream(request, signal)) {
            saidSomething = true;
            yield event;
          }
          return;
        } catch (error) {
          const isLast = position === clients.length - 1;
          if (saidSomething || isLast || !(error instanceof ModelFailure)) throw error;
          onFallback?.({ failure: error, position });
        }
      }
    },
  };
}
