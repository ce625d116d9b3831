import type { ChatMessage, MessagePart } from '../../../shared/message.ts';
import type { message } from '../schema.ts';

type Shown = 'clientId' | 'role' | 'parts' | 'status' | 'rating' | 'createdAt';

export function toChatMessage(row: Pick<typeof message.$inferSelect, Shown>): ChatMessage {
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
