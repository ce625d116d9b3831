import type { Chunk } from '../../shared/chunk.ts';
import type { NumberedChunk } from './turns.ts';

/** The events of a turn that runs in this process: any number of readers follow it, each at its own speed. */
export interface LiveEvents {
  publish(chunk: Chunk): NumberedChunk;
  /** Of the newest event; one less than the first's before that. */
  lastSeq(): number;
  /** `complete`: the last event has been published. Otherwise readers go on from the log. */
  close(complete: boolean): void;
  /** Yields events after `afterSeq`, all when that is none of this run; returns whether the turn's last event was among them. */
  follow(afterSeq: number, signal: AbortSignal): AsyncGenerator<NumberedChunk, boolean>;
  isRead(): boolean;
}

/** Numbers a run's events from `first` and keeps them all. `onUnread` hears when the last of its readers has gone. */
export function createLiveEvents({
  first,
  onUnread = () => {},
}: {
  first: number;
  onUnread?: () => void;
}): LiveEvents {
  const events: NumberedChunk[] = [];
  let readers = 0;
  const waiting = new Set<() => void>();
  let closed: 'open' | 'complete' | 'broken-off' = 'open';

  function wake(): void {
    for (const resume of waiting) resume();
    waiting.clear();
  }

  function nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        signal.removeEventListener('abort', resume);
        waiting.delete(resume);
        resolve();
      };
      waiting.add(resume);
      signal.addEventListener('abort', resume, { once: true });
    });
  }

  return {
    publish(chunk) {
      const event = { seq: first + events.length, chunk };
      events.push(event);
      wake();
      return event;
    },
    lastSeq: () => first + events.length - 1,
    isRead: () => readers > 0,
    close(complete) {
      closed = complete ? 'complete' : 'broken-off';
      wake();
    },
    async *follow(afterSeq, signal) {
      let next = Math.max(0, afterSeq - first + 1);
      readers++;
      try {
        // What is whole is told to its end: it takes no time, and a reader who left has ended this generator.
        while (!signal.aborted || closed === 'complete') {
          const event = events[next];
          if (event) {
            next++;
            yield event;
          } else if (closed !== 'open') {
            return closed === 'complete';
          } else {
            await nextChange(signal);
          }
        }
        return false;
      } finally {
        readers--;
        if (readers === 0 && closed === 'open') onUnread();
      }
    },
  };
}
