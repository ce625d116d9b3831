import {
  type StreamEvent,
  TransportError,
  type TransportErrorCode,
} from '../transport/chat-transport.ts';

/**
 * Waits between attempts to get back to a turn, long enough for a server that starts again; after the last one the
 * shopper decides, or the network when it comes back.
 */
export const RETRY_DELAYS_MS: readonly number[] = [
  500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000,
];
/** Whoever asks us to wait longer is not asked again without the shopper. */
const LONGEST_RETRY_AFTER_S = 60;

export interface TurnSource {
  /** It opens with a question: that too many were asked is the shopper's to know. Else it is waited for. */
  asks: boolean;
  /** Starts the turn, or joins it. Asked again as long as nothing came back, so it must be safe to repeat. */
  open(signal: AbortSignal): Promise<AsyncIterable<StreamEvent> | undefined>;
  /** The running turn from its first event; undefined when none runs any more. */
  resume(signal: AbortSignal): Promise<AsyncIterable<StreamEvent> | undefined>;
  onEvent(event: StreamEvent): void;
  onDrop(): void;
  /** Resolves after `ms` milliseconds, or as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1: keeps a crowd of readers from coming back in step. */
  random(): number;
}

export interface Following {
  /**
   * `gone`: the turn ended while we were away, the history has it. Rejects with the server's refusal, or with the
   * drop when every attempt failed.
   */
  end: Promise<'ended' | 'gone' | 'left'>;
  /** Tries again at once: the network came back, and what was open on the old one may be dead without saying so. */
  reconnect(): void;
  /** Stops listening; the turn goes on. */
  leave(): void;
}

/** Reads a turn to its end across dropped connections. */
export function followTurn(source: TurnSource): Following {
  const left = new AbortController();
  let attempt = new AbortController();

  async function follow(): Promise<'ended' | 'gone' | 'left'> {
    let lastEvent = 0;
    let failures = 0;
    while (!left.signal.aborted) {
      attempt = new AbortController();
      const signal = AbortSignal.any([left.signal, attempt.signal]);
      try {
        const events = await (lastEvent > 0 ? source.resume(signal) : source.open(signal));
        signal.throwIfAborted();
        if (!events) return 'gone';
        for await (const event of events) {
          signal.throwIfAborted();
          // A replay alone is no progress: a stream that always breaks at the same place must not loop.
          if (event.id > lastEvent) failures = 0;
          lastEvent = Math.max(lastEvent, event.id);
          source.onEvent(event);
        }
        return 'ended';
      } catch (error) {
        if (left.signal.aborted) break;
        const delay = RETRY_DELAYS_MS[failures];
        if (!attempt.signal.aborted) {
          const isReading = lastEvent > 0 || !source.asks;
          const isPatient = delay !== undefined && secondsToWait(error) <= LONGEST_RETRY_AFTER_S;
          if (!isPatient || !isDrop(error, isReading)) throw error;
          failures += 1;
        }
        source.onDrop();
        if (!attempt.signal.aborted && delay !== undefined) await pause(error, delay);
      }
    }
    return 'left';
  }

  /** What the server asked for is kept to even when the network came back. */
  async function pause(error: unknown, delay: number): Promise<void> {
    const seconds = secondsToWait(error);
    const chance = source.random();
    if (seconds) await source.wait(seconds * 1_000 * (1 + chance / 4), left.signal);
    else await source.wait(delay * (0.5 + chance), AbortSignal.any([left.signal, attempt.signal]));
  }

  return {
    end: follow(),
    reconnect: () => attempt.abort(),
    leave: () => left.abort(),
  };
}

/**
 * The connection or the server went away, or cannot take us; the same request may work in a moment. `isReading`: too
 * many requests are no answer either then.
 */
export function isDrop(error: unknown, isReading: boolean): boolean {
  if (!(error instanceof TransportError)) return false;
  return DROPS.has(error.code) || (isReading && error.code === 'rate_limited');
}

const DROPS = new Set<TransportErrorCode>([
  'network',
  'timeout',
  'shutting_down',
  'overloaded',
  'db_unavailable',
]);

function secondsToWait(error: unknown): number {
  return error instanceof TransportError ? (error.retryAfter ?? 0) : 0;
}
