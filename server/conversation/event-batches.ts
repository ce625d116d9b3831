import type { NumberedChunk, TurnEvent, TurnLog } from './turns.ts';

/** Writes the events of all turns of this process to the log, many in one statement. */
export interface EventBatches {
  add(event: TurnEvent): void;
  /** Takes back what is not in the log yet, in order: the turn's end stores it together with the outcome. */
  take(turnId: string): Promise<NumberedChunk[]>;
}

export interface BatchSizes {
  /** How long the first event of a batch waits for company, in milliseconds. */
  intervalMs: number;
  /** Events in one statement; so many do not wait any longer. */
  size: number;
  /** How long to wait before a failed write is tried again, in milliseconds. */
  retryMs: number;
  /** Events that may wait while the log is away. A turn that has one more is given up here and told anew later. */
  mostWaiting: number;
}

export interface BatchOptions extends BatchSizes {
  log: TurnLog;
  leaseOwner: string;
  /** The turn's lease is another's, or there is no room for its events, which are dropped: it cannot go on here. */
  onLost(turnId: string): void;
  onError(error: unknown): void;
}

/** About a minute of 30 answers of 50 words a second, and some 30 MB. */
export const DEFAULT_MOST_WAITING = 100_000;
export const DEFAULT_RETRY_MS = 500;

/** A write that fails is tried again, in order, until it works or its turn is taken back. */
export function createEventBatches(options: BatchOptions): EventBatches {
  const { intervalMs, size, retryMs, mostWaiting } = options;
  let pending: TurnEvent[] = [];
  /** Of these nothing more is written: a log with a hole would be read as whole. */
  const givenUp = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isAway = false;
  let attempt: Promise<void> = Promise.resolve();

  /** One write at a time: a reader of the log must never see an event before the one it follows. */
  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      attempt = attempt.then(writeOnce);
    }, ms);
  }

  function scheduleNext(): void {
    if (isAway) schedule(retryMs);
    else schedule(pending.length < size ? intervalMs : 0);
  }

  async function writeOnce(): Promise<void> {
    const batch = pending.slice(0, size);
    if (batch.length === 0) return;
    pending = pending.slice(size);
    try {
      const lost = new Set(await options.log.append(options.leaseOwner, batch));
      isAway = false;
      for (const turnId of lost) options.onLost(turnId);
      drop((turnId) => lost.has(turnId));
    } catch (error) {
      isAway = true;
      options.onError(error);
      pending = [...batch, ...pending];
      drop((turnId) => givenUp.has(turnId));
    }
    if (pending.length > 0) scheduleNext();
  }

  function drop(isDropped: (turnId: string) => boolean): void {
    pending = pending.filter(({ turn }) => !isDropped(turn.turnId));
  }

  return {
    add(event) {
      const { turnId } = event.turn;
      if (givenUp.has(turnId)) return;
      if (pending.length >= mostWaiting) {
        givenUp.add(turnId);
        drop((other) => other === turnId);
        options.onLost(turnId);
        return;
      }
      pending.push(event);
      if (pending.length === size && !isAway) {
        clearTimeout(timer);
        timer = undefined;
      }
      scheduleNext();
    },
    async take(turnId) {
      await attempt;
      const taken = pending.filter(({ turn }) => turn.turnId === turnId);
      if (taken.length > 0) drop((other) => other === turnId);
      givenUp.delete(turnId);
      return taken.map(({ seq, chunk }) => ({ seq, chunk }));
    },
  };
}
