import type { ModelCaller } from './model-client.ts';

/** Whose day is full. A day of visitor and store begins at midnight in the store's time zone, that of the installation in UTC. */
export type BudgetScope = 'visitor' | 'store' | 'installation';

/** What may be spent in a day. Money is set aside before a call and settled after it, so that no race overspends. */
export interface ModelBudget {
  /**
   * Sets `reservation.micros` aside in every budget that applies, or in none. `unlimited` when no budget is
   * set for this caller; only then may the cost be unknown (undefined), else it is refused as `price_unknown`.
   */
  reserve(reservation: BudgetReservation): Promise<BudgetAnswer>;
  /** Replaces what was set aside by what it cost. A second time, and for what was never reserved, it does nothing. */
  settle(callId: string, costMicros: number): Promise<void>;
}

export interface BudgetReservation {
  callId: string;
  caller: ModelCaller | undefined;
  /** The most that the call can cost, in millionths of a US dollar; undefined when the price is not known. */
  micros: number | undefined;
}

export type BudgetAnswer =
  | { state: 'reserved' }
  | { state: 'unlimited' }
  | { state: 'price_unknown' }
  | { state: 'exhausted'; scope: BudgetScope };
