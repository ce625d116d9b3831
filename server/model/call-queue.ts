import type { EndpointRate } from './endpoint-rate.ts';
import type { ModelWaiting } from './model-client.ts';
import { modelFailure } from './model-failures.ts';
import type { RateAnswer } from './model-rate.ts';

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
  /** The least time from each call to the next, as far as the first in line was told. */
  let paceMs = 0;
  /** When a place is served at the earliest. */
  const servedAt = (place: number) => readyAt + (place - 1) * paceMs;

  function leave(ticket: Ticket): void {
    const index = line.indexOf(ticket);
    line.splice(index, 1);
    if (index === 0) {
      readyAt = 0;
      paceMs = 0;
    }
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
            const answer = await takeUnlessAborted(rate, tokens, signal);
            if (answer.waitMs === 0) return;
            readyAt = performance.now() + answer.waitMs;
            paceMs = answer.paceMs;
            for (const behind of line.slice(1)) behind.wake();
          } else if (now < readyAt && place > maxLength) {
            // Came in while there seemed to be room for everybody.
            throw tooLong(`${maxLength} calls wait before it`);
          } else if (now >= deadline || servedAt(place) > deadline) {
            throw tooLong(`place ${place} is not served within ${maxWaitMs} ms`);
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
): Promise<RateAnswer> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const taking = rate.take(tokens).then((answer) => {
    if (answer.waitMs === 0 && signal.aborted) rate.correct({ requests: -1, tokens: -tokens });
    return answer;
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
