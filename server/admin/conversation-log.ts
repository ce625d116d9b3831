import type { AdminConversation, AdminConversationPage } from '../../shared/admin.ts';

/** What shoppers asked and what was done about it. Another store's conversation is not there. */
export interface ConversationLog {
  /** Newest first. Throws AppError `invalid_request` when `cursor` is not one of ours. */
  list(storeId: string, page: { limit: number; cursor?: string }): Promise<AdminConversationPage>;
  /** With its newest MESSAGES_SHOWN messages. */
  get(storeId: string, conversationId: string): Promise<AdminConversation | undefined>;
}

export const MESSAGES_SHOWN = 400;
