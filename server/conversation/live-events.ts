import type { Chunk } from '../../shared/chunk.ts';
import type { NumberedChunk } from './turns.ts';

/** The events of a turn that runs in this process: any number of readers follow it, each at its own speed. */
export interface LiveEvents {
  publish(chunk: Chunk): NumberedChunk;
  /** Of the newest event; one less than the first's before that. */
  lastSeq(): number;
  /** `complete`: the last event has been published. Otherwise readers go on from the log. */
  close(complete: boolean): void;
  /**
   * Yields events after `afterSeq`, all when that is none of this run, as many at once as are there; returns whether
   * the turn's last event was among them.
   */
  follow(afterSeq: number, signal: AbortSignal): AsyncGenerator<NumberedChunk[], boolean>;
  isRead(): boolean;
}

/** What one reader is handed at once: enough to be cheap, not enough to be much for a slow one. */
const MOST_AT_ONCE = 256;

/** Numbers a run's events from `first` and keeps them all. `onUnread` hears when the last of its readers has gone. */
export function createLiveEvents({
  first,
  onUnread = () => {},
}: {
  first: number;
  onUnread?: () => void;
}): LiveEvents {
  const events: NumberedChunk[] = [];
  /** One for each reader: goes on when it waits. */
  const bells = new Set<() => void>();
  let closed: 'open' | 'complete' | 'broken-off' = 'open';

  function wake(): void {
    for (const ring of bells) ring();
  }

  return {
    publish(chunk) {
      const event = { seq: first + events.length, chunk };
      events.push(event);
      wake();
      return event;
    },
    lastSeq: () => first + events.length - 1,
    isRead: () => bells.size > 0,
    close(complete) {
      closed = complete ? 'complete' : 'broken-off';
      wake();
    },
    async *follow(afterSeq, signal) {
      let next = Math.max(0, afterSeq - first + 1);
      let goOn = () => {};
      const bell = () => goOn();
      let isOver = signal.aborted;
      const leave = () => {
        isOver = true;
        goOn();
      };
      bells.add(bell);
      signal.addEventListener('abort', leave);
      try {
        // What is whole is told to its end: it takes no time, and a reader who left has ended this generator.
        while (!isOver || closed === 'complete') {
          if (next < events.length) {
            const batch = events.slice(next, next + MOST_AT_ONCE);
            next += batch.length;
            yield batch;
          } else if (closed !== 'open') {
            return closed === 'complete';
          } else {
            await new Promise<void>((resolve) => {
              goOn = resolve;
            });
          }
        }
        return false;
      } finally {
        signal.removeEventListener('abort', leave);
        bells.delete(bell);
        if (bells.size === 0 && closed === 'open') onUnread();
      }
    },
  };
}
