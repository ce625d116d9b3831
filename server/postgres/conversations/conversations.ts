import { and, asc, desc, eq, ne, sql } from 'drizzle-orm';
import {
  type AnswerRating,
  type Conversation,
  type Conversations,
  MESSAGES_READ,
} from '../../conversation/conversations.ts';
import type { ConversationOwner } from '../../conversation/turns.ts';
import type { Drizzle } from '../connection/database.ts';
import { conversation, message } from '../schema.ts';
import { acceptQuestion } from './accept-question.ts';
import { toChatMessage } from './chat-message.ts';

export function postgresConversations(db: Drizzle): Conversations {
  return {
    accept: (question) => acceptQuestion(db, question),

    async storedParts(owner, { messageId, contentHash }) {
      const [row] = await db
        .select({ parts: message.parts, contentHash: message.contentHash })
        .from(message)
        .where(and(ownedMessage(owner), eq(message.clientId, messageId)));
      return row?.contentHash?.equals(contentHash) ? row.parts : undefined;
    },

    async read(owner, conversationId) {
      const [found] = await db
        .select({ id: conversation.id, running: runningTurn() })
        .from(conversation)
        .where(owned(owner, conversationId));
      if (!found) return undefined;
      const messages = await readMessages(db, { ...owner, id: found.id });
      return { id: conversationId, status: statusOf(found.running), ...messages };
    },

    async list(owner, limit) {
      const rows = await db
        .select({
          id: conversation.clientId,
          title: conversation.title,
          createdAt: conversation.createdAt,
          updatedAt: conversation.updatedAt,
          running: runningTurn(),
        })
        .from(conversation)
        .where(
          and(eq(conversation.storeId, owner.storeId), eq(conversation.visitorId, owner.visitorId)),
        )
        .orderBy(desc(conversation.updatedAt), desc(conversation.id))
        .limit(limit);
      return rows.map(({ createdAt, updatedAt, running, ...row }) => ({
        ...row,
        created_at: createdAt.toISOString(),
        updated_at: updatedAt.toISOString(),
        status: statusOf(running),
      }));
    },

    async rate(owner, rating) {
      return rateAnswer(db, owner, rating);
    },
  };
}

/** One more than is told shows whether there are more. */
async function readMessages(
  db: Drizzle,
  { storeId, id }: { storeId: string; id: string },
): Promise<Pick<Conversation, 'messages' | 'hasEarlier'>> {
  const newest = db
    .select()
    .from(message)
    .where(
      and(
        eq(message.storeId, storeId),
        eq(message.conversationId, id),
        ne(message.status, 'superseded'),
        ne(message.status, 'running'),
      ),
    )
    .orderBy(desc(message.id))
    .limit(MESSAGES_READ + 1)
    .as('newest');
  const rows = await db.select().from(newest).orderBy(asc(newest.createdAt), asc(newest.id));
  return {
    messages: rows.slice(-MESSAGES_READ).map(toChatMessage),
    hasEarlier: rows.length > MESSAGES_READ,
  };
}

async function rateAnswer(
  db: Drizzle,
  owner: ConversationOwner,
  { conversationId, messageId, rating, comment }: AnswerRating,
): Promise<boolean> {
  const rated = await db
    .update(message)
    .set({ rating, ratingComment: comment ?? null })
    .from(conversation)
    .where(
      and(
        ownedMessage(owner),
        eq(message.role, 'assistant'),
        eq(message.clientId, messageId),
        eq(conversation.id, message.conversationId),
        owned(owner, conversationId),
      ),
    )
    .returning({ id: message.id });
  return rated.length > 0;
}

function owned({ storeId, visitorId }: ConversationOwner, conversationId: string) {
  return and(
    eq(conversation.storeId, storeId),
    eq(conversation.visitorId, visitorId),
    eq(conversation.clientId, conversationId),
  );
}

function ownedMessage({ storeId, visitorId }: ConversationOwner) {
  return and(eq(message.storeId, storeId), eq(message.visitorId, visitorId));
}

/** Written out: in a query of one table drizzle leaves table names away, and the inner table's would be meant. */
function runningTurn() {
  return sql<boolean>`exists (
    select 1 from turn
    where turn.store_id = conversation.store_id
      and turn.conversation_id = conversation.id
      and turn.status = 'running'
  )`;
}

function statusOf(running: boolean): Conversation['status'] {
  return running ? 'running' : 'idle';
}
