import { type StreamEvent, TransportError } from '../transport/chat-transport.ts';

/** Waits between attempts to get back to a turn; after the last one the shopper decides. */
export const RETRY_DELAYS_MS: readonly number[] = [500, 1_000, 2_000, 4_000, 8_000];

export interface TurnSource {
  /** Starts the turn, or joins it. Asked again as long as nothing came back, so it must be safe to repeat. */
  open(): Promise<AsyncIterable<StreamEvent> | undefined>;
  /** The running turn from its first event; undefined when none runs any more. */
  resume(): Promise<AsyncIterable<StreamEvent> | undefined>;
  onEvent(event: StreamEvent): void;
  onDrop(): void;
  wait(ms: number): Promise<void>;
}

/**
 * Reads a turn to its end across dropped connections. `gone`: it ended while we were away, the history has it.
 * Rejects with the server's refusal, or with the drop when every attempt failed.
 */
export async function followTurn(source: TurnSource): Promise<'ended' | 'gone'> {
  let lastEvent = 0;
  let failures = 0;
  for (;;) {
    try {
      const events = await (lastEvent > 0 ? source.resume() : source.open());
      if (!events) return 'gone';
      for await (const event of events) {
        // A replay alone is no progress: a stream that always breaks at the same place must not loop.
        if (event.id > lastEvent) failures = 0;
        lastEvent = Math.max(lastEvent, event.id);
        source.onEvent(event);
      }
      return 'ended';
    } catch (error) {
      const delay = RETRY_DELAYS_MS[failures];
      if (!isDrop(error) || delay === undefined) throw error;
      failures += 1;
      source.onDrop();
      await source.wait(delay);
    }
  }
}

/** The connection or the server went away; the same request may work in a moment. */
export function isDrop(error: unknown): boolean {
  if (!(error instanceof TransportError)) return false;
  const { code } = error;
  return (
    code === 'network' ||
    code === 'timeout' ||
    code === 'shutting_down' ||
    code === 'db_unavailable'
  );
}
