import type { NumberedChunk, TurnEvent, TurnLog } from './turns.ts';

/** Writes the events of all turns of this process to the log, many in one statement. */
export interface EventBatches {
  add(event: TurnEvent): void;
  /** Takes back what is not in the log yet, in order: the turn's end stores it together with the outcome. */
  take(turnId: string): Promise<NumberedChunk[]>;
}

export interface BatchOptions {
  log: TurnLog;
  leaseOwner: string;
  /** How long the first event of a batch waits for company. */
  intervalMs: number;
  /** How long to wait before a failed write is tried again. */
  retryMs: number;
  /** The turn's lease is another's; its events are dropped. */
  onLost(turnId: string): void;
  onError(error: unknown): void;
}

export const DEFAULT_BATCH_INTERVALS = { intervalMs: 50, retryMs: 500 };

/** A write that fails is tried again, in order, until it works or its turn is taken back. */
export function createEventBatches(options: BatchOptions): EventBatches {
  let pending: TurnEvent[] = [];
  let scheduled = false;
  let attempt: Promise<void> = Promise.resolve();

  /** One write at a time: a reader of the log must never see an event before the one it follows. */
  function schedule(ms: number): void {
    if (scheduled) return;
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      attempt = attempt.then(writeOnce);
    }, ms);
  }

  async function writeOnce(): Promise<void> {
    const batch = pending;
    if (batch.length === 0) return;
    pending = [];
    try {
      const lost = new Set(await options.log.append(options.leaseOwner, batch));
      for (const turnId of lost) options.onLost(turnId);
      pending = pending.filter(({ turn }) => !lost.has(turn.turnId));
      if (pending.length > 0) schedule(options.intervalMs);
    } catch (error) {
      options.onError(error);
      pending = [...batch, ...pending];
      schedule(options.retryMs);
    }
  }

  return {
    add(event) {
      pending.push(event);
      schedule(options.intervalMs);
    },
    async take(turnId) {
      await attempt;
      const taken = pending.filter(({ turn }) => turn.turnId === turnId);
      pending = pending.filter(({ turn }) => turn.turnId !== turnId);
      return taken.map(({ seq, chunk }) => ({ seq, chunk }));
    },
  };
}
