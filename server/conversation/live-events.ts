import type { Chunk } from '../../shared/chunk.ts';
import type { NumberedChunk } from './turns.ts';

/** The events of a turn that runs in this process: any number of readers follow it, each at its own speed. */
export interface LiveEvents {
  publish(chunk: Chunk): NumberedChunk;
  /** Of the newest event; 0 before the first. */
  lastSeq(): number;
  /** `complete`: the last event has been published. Otherwise readers go on from the log. */
  close(complete: boolean): void;
  /** Yields events after `afterSeq`; returns whether the turn's last event was among them. */
  follow(afterSeq: number, signal: AbortSignal): AsyncGenerator<NumberedChunk, boolean>;
}

/** For a turn that begins. Numbers events from 1 and keeps them all. */
export function createLiveEvents(): LiveEvents {
  const events: NumberedChunk[] = [];
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
      const event = { seq: events.length + 1, chunk };
      events.push(event);
      wake();
      return event;
    },
    lastSeq: () => events.length,
    close(complete) {
      closed = complete ? 'complete' : 'broken-off';
      wake();
    },
    async *follow(afterSeq, signal) {
      let next = afterSeq;
      while (!signal.aborted) {
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
    },
  };
}
