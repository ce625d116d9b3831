import type { ChatMessage, MessagePart } from '../../../shared/message.ts';
import type { message } from '../schema.ts';

export function toChatMessage(row: typeof message.$inferSelect): ChatMessage {
  const { status } = row;
  return {
    id: row.clientId,
    role: row.role,
    parts: row.parts as MessagePart[],
    metadata: {
      created_at: row.createdAt.toISOString(),
      status: row.role === 'assistant' && status !== 'superseded' ? status : undefined,
      rating: row.rating ?? undefined,
    },
  };
}
