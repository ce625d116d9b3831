import type { EndpointRate } from './endpoint-rate.ts';
import type { ModelWaiting } from './model-client.ts';
import { modelFailure } from './model-failures.ts';

/** The line of calls before one endpoint, in this process: first come, first served. */
export interface CallQueue {
  /** How many stand in it. */
  readonly length: number;
  /**
   * Returns when the call may be made. Yields its place once it has waited for a while, and again whenever that
   * changes. Throws ModelFailure `queue_full` as soon as the line is full or the wait is known to be too long,
   * and the signal's reason on abort, which takes nothing.
   */
  enter(tokens: number, signal: AbortSignal): AsyncGenerator<ModelWaiting, void>;
}

export interface CallQueueOptions {
  /** What the first in line asks, and is given back when it left meanwhile. */
  rate: Pick<EndpointRate, 'take' | 'correct'>;
  /** Calls that may wait. */
  maxLength: number;
  /** The longest that a call waits, in milliseconds. */
  maxWaitMs: number;
  /** How long a call waits before it is told its place, in milliseconds; 2,000 when absent. */
  noticeMs?: number;
}

const NOTICE_MS = 2_000;

interface Ticket {
  /** Lets it look around before its time. */
  wake(): void;
}

/** Only the first in line asks for room; the others wait until they are the first. */
export function createCallQueue(options: CallQueueOptions): CallQueue {
  const { rate, maxLength, maxWaitMs, noticeMs = NOTICE_MS } = options;
  const line: Ticket[] = [];
  /** When the first in line asks again; in the past when there may be room now. */
  let readyAt = 0;

  function leave(ticket: Ticket): void {
    const index = line.indexOf(ticket);
    line.splice(index, 1);
    if (index === 0) readyAt = 0;
    for (const behind of line.slice(index)) behind.wake();
  }

  return {
    get length() {
      return line.length;
    },

    async *enter(tokens, signal) {
      signal.throwIfAborted();
      // While there is room the line is as long as the asking takes, and nobody waits in it.
      const isStuck = performance.now() < readyAt;
      if (isStuck && line.length >= maxLength) throw tooLong(`${line.length} calls wait already`);
      const noticeAt = performance.now() + noticeMs;
      const deadline = performance.now() + maxWaitMs;
      const ticket: Ticket = { wake: () => {} };
      let toldPlace: number | undefined;
      line.push(ticket);
      try {
        for (;;) {
          const place = line.indexOf(ticket) + 1;
          const now = performance.now();
          if (place === 1 && now >= readyAt) {
            const waitMs = await takeUnlessAborted(rate, tokens, signal);
            if (waitMs === 0) return;
            readyAt = performance.now() + waitMs;
            if (readyAt > deadline) throw tooLong(`room comes in ${Math.ceil(waitMs)} ms`);
          } else if (now >= deadline) {
            throw tooLong(`no room came in ${maxWaitMs} ms`);
          } else if (now >= noticeAt && place !== toldPlace) {
            toldPlace = place;
            yield { type: 'waiting', place };
          } else {
            const next = Math.min(
              deadline,
              place === 1 ? readyAt : deadline,
              place === toldPlace ? deadline : noticeAt,
            );
            await pause(ticket, next - now, signal);
          }
          signal.throwIfAborted();
        }
      } finally {
        leave(ticket);
      }
    },
  };
}

function tooLong(why: string) {
  return modelFailure('queue_full', `the line for the model is too long: ${why}`);
}

/** Leaves at once on abort, also while it is being asked; what is given too late goes back. */
async function takeUnlessAborted(
  rate: CallQueueOptions['rate'],
  tokens: number,
  signal: AbortSignal,
): Promise<number> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const taking = rate.take(tokens).then((waitMs) => {
    if (waitMs === 0 && signal.aborted) rate.correct({ requests: -1, tokens: -tokens });
    return waitMs;
  });
  try {
    return await Promise.race([taking, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** For so long, or until the ticket is woken or the signal aborts. */
function pause(ticket: Ticket, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', goOn);
      ticket.wake = () => {};
      resolve();
    };
    const timer = setTimeout(goOn, Math.ceil(ms));
    signal.addEventListener('abort', goOn, { once: true });
    ticket.wake = goOn;
  });
}
