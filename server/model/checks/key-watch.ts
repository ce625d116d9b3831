import { ModelFailure } from '../../errors.ts';
import type { ModelClient } from '../model-client.ts';

/** What the calls of an endpoint have shown of its key. */
export interface KeyWatch {
  /** Undefined until a call has shown it, and when a refusal is too long ago. */
  verdict(): 'accepted' | 'refused' | undefined;
  /** Looks at the calls of this client. */
  around(client: ModelClient): ModelClient;
}

export interface KeyWatchOptions {
  /** So long a refusal counts, in milliseconds; 60,000 when absent. Where it keeps calls away, no call could end it. */
  refusedMs?: number;
}

/** One for each endpoint of a process. */
export function watchKey({ refusedMs = 60_000 }: KeyWatchOptions = {}): KeyWatch {
  let last: { accepted: boolean; at: number } | undefined;
  const saw = (accepted: boolean) => {
    last = { accepted, at: performance.now() };
  };
  return {
    verdict() {
      if (!last) return undefined;
      if (last.accepted) return 'accepted';
      return performance.now() - last.at < refusedMs ? 'refused' : undefined;
    },
    around: (client) => ({
      async ask(request, { signal, hear }) {
        try {
          await client.ask(request, {
            signal,
            hear(event) {
              if (!last?.accepted) saw(true);
              hear(event);
            },
          });
        } catch (error) {
          if (error instanceof ModelFailure && error.reason === 'auth') saw(false);
          throw error;
        }
      },
    }),
  };
}
