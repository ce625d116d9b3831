import type { StockPush, StockPushResult } from '../../shared/machine.ts';

/** Stock and prices as the shop's other systems send them: without a version, the latest news wins. */
export interface StockPushes {
  /**
   * Carries a message out once: the same one again gives the same results and does nothing. Throws AppError
   * `idempotency_conflict` when another body came with its id before.
   */
  receive(storeId: string, message: PushMessage): Promise<StockPushResult[]>;
}

export interface PushMessage {
  /** Unique in the store for a day. */
  id: string;
  bodyHash: Buffer;
  sentAt: Date;
  pushes: StockPush[];
}
