import type { AdminCosts, AdminModelCall } from '../../shared/admin-costs.ts';

/** What models cost a store. Another store's calls are not there. */
export interface ModelCosts {
  /** Undefined when the store is not there. */
  overview(storeId: string, period: CostPeriod): Promise<AdminCosts | undefined>;
  /** Every request that was made for the turns of a conversation, oldest first; at most CALLS_SHOWN. */
  callsOfConversation(storeId: string, conversationId: string): Promise<AdminModelCall[]>;
}

export interface CostPeriod {
  /** How many days of the store's time zone, the one of `now` included; at most MOST_DAYS. */
  days: number;
  now: Date;
  /** Whether to tell what all stores together have spent. */
  includeInstallation: boolean;
}

export const MOST_DAYS = 92;
export const CALLS_SHOWN = 4_000;
