import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
import type { ModelFailure } from '../errors.ts';
import { verdictOn } from './breaker-verdict.ts';
import { modelFailure } from './model-failures.ts';

/** `half-open`: the time is up, and the next call tries the endpoint or one is trying it right now. */
export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** So many failures in a row open it … */
  failures: number;
  /** … for so long, in milliseconds; then one call tries the endpoint. */
  openMs: number;
  /** For the log. */
  onChange?: (state: BreakerState) => void;
}

/** Watches how the calls of one endpoint end, and keeps calls away while it fails. */
export interface CircuitBreaker {
  state(): BreakerState;
  /** Why no call may pass now, as `circuit_open`; undefined when the next one may. */
  refusal(): ModelFailure | undefined;
  /** Lets one call pass, which has to be ended. Throws `circuit_open`. */
  begin(): Promise<WatchedCall>;
}

export interface WatchedCall {
  /** The endpoint says something: enough for a call that tried it, so that nobody waits for the rest. */
  spoke(): Promise<void>;
  /** All went well, or this went wrong. Only the first end counts. */
  end(error?: unknown): Promise<void>;
}

const NAMES: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  // Nobody isolates one by hand.
  [CircuitState.Isolated]: 'open',
};

/** Ends a call that cockatiel shall count neither as a success nor as a failure. */
const NOT_COUNTED = Symbol('not counted');

/**
 * cockatiel's circuit breaker, for calls that last. Two rules are ours. While one call tries the endpoint, the
 * others are refused at once; cockatiel would have them wait for its end. And a try that ends without a verdict
 * (the shopper pressed stop) leaves the next try to the next call; cockatiel would take it for a success.
 */
export function createBreaker({ failures, openMs, onChange }: BreakerOptions): CircuitBreaker {
  let openUntil = 0;
  let lastFailure: unknown;
  let policy = build();

  function build(initialState?: unknown): CircuitBreakerPolicy {
    const built = circuitBreaker(
      handleWhen((error) => error !== NOT_COUNTED),
      { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(failures), initialState },
    );
    built.onStateChange((state) => {
      if (state === CircuitState.Open) openUntil = Date.now() + openMs;
      onChange?.(NAMES[state]);
    });
    return built;
  }

  function state(): BreakerState {
    const isDue = policy.state === CircuitState.Open && Date.now() >= openUntil;
    return isDue ? 'half-open' : NAMES[policy.state];
  }

  /** A half-open circuit in its own words is one that is due, and counts as open until somebody tries. */
  function leaveTryToNext(): void {
    policy = build(policy.toJSON());
    openUntil = 0;
  }

  function circuitOpen(): ModelFailure {
    const last = lastFailure instanceof Error ? `; the last: ${lastFailure.message}` : '';
    const message = `not asked, since it failed ${failures} times in a row${last}`;
    return modelFailure('circuit_open', message, { cause: lastFailure });
  }

  function refusal(): ModelFailure | undefined {
    const isTried = policy.state === CircuitState.HalfOpen;
    return isTried || state() === 'open' ? circuitOpen() : undefined;
  }

  return {
    state,
    refusal,
    async begin() {
      const refused = refusal();
      if (refused) throw refused;
      const watching = policy;
      const { isTry, settle } = await enter(watching).catch((error) => {
        throw isBrokenCircuitError(error) ? circuitOpen() : error;
      });
      let hasSpoken = false;
      let isOver = false;
      return {
        async spoke() {
          if (!isTry || hasSpoken) return;
          hasSpoken = true;
          await settle();
        },
        async end(error) {
          if (isOver) return;
          isOver = true;
          const verdict = error === undefined ? 'well' : verdictOn(error);
          if (verdict === 'failed') lastFailure = error;
          if (hasSpoken) {
            if (verdict === 'failed') await countFailure(watching, error);
          } else if (verdict === 'well') {
            await settle();
          } else {
            if (verdict === 'unknown' && isTry && policy === watching) leaveTryToNext();
            await settle(verdict === 'failed' ? error : NOT_COUNTED);
          }
        },
      };
    },
  };
}

interface Entered {
  /** It tries a half-open endpoint. */
  isTry: boolean;
  /** Tells the circuit how it ended: well, or with this error. The second time does nothing. */
  settle(error?: unknown): Promise<void>;
}

async function enter(policy: CircuitBreakerPolicy): Promise<Entered> {
  const entered = Promise.withResolvers<boolean>();
  const outcome = Promise.withResolvers<void>();
  const counted = policy.execute(() => {
    entered.resolve(policy.state === CircuitState.HalfOpen);
    return outcome.promise;
  });
  const done = counted.then(() => false);
  return {
    isTry: await Promise.race([entered.promise, done]),
    async settle(error) {
      if (error === undefined) outcome.resolve();
      else outcome.reject(error);
      await done.catch(() => {});
    },
  };
}

/** Of a call whose first words closed the circuit: its failure is the first one since. */
async function countFailure(policy: CircuitBreakerPolicy, error: unknown): Promise<void> {
  if (policy.state !== CircuitState.Closed) return;
  await policy.execute(() => Promise.reject(error)).catch(() => {});
}
