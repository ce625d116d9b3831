import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../connection/database.ts';
import { conversation, message, modelCall, turn } from '../schema.ts';

/** So that no statement takes long, whatever was said in one conversation. */
const ROWS_AT_ONCE = 1_000;

/**
 * Deletes conversations, or of very long ones a part: the turns first, then messages, as whoever ends a turn takes
 * them in this order too. `conversationIds` are some, not thousands. Returns how many rows were deleted; at least one
 * is, as long as there is a conversation.
 */
export async function deleteConversationRows(
  tx: Drizzle,
  conversationIds: string[],
): Promise<number> {
  if (conversationIds.length === 0) return 0;
  const turns = await tx
    .delete(turn)
    .where(some(turn, inArray(turn.conversationId, conversationIds)))
    .returning({ id: turn.id });
  await forgetTurns(
    tx,
    turns.map(({ id }) => id),
  );
  if (turns.length === ROWS_AT_ONCE) return turns.length;
  const messages = await tx
    .delete(message)
    .where(some(message, inArray(message.conversationId, conversationIds)))
    .returning({ id: message.id });
  if (messages.length === ROWS_AT_ONCE) return turns.length + messages.length;
  const conversations = await tx
    .delete(conversation)
    .where(inArray(conversation.id, conversationIds))
    .returning({ id: conversation.id });
  return turns.length + messages.length + conversations.length;
}

function some(table: typeof turn | typeof message, which: SQL): SQL {
  return sql`${table.id} in (select ${table.id} from ${table} where ${which} limit ${ROWS_AT_ONCE})`;
}

/** What the model cost stays in the ledger, but not for whom. */
async function forgetTurns(tx: Drizzle, turnIds: string[]): Promise<void> {
  if (turnIds.length === 0) return;
  await tx
    .update(modelCall)
    .set({ turnId: null, visitorId: null })
    .where(inArray(modelCall.turnId, turnIds));
}
