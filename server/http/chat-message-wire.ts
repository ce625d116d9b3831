import { z } from '@hono/zod-openapi';
import type { ChatMessage } from '../../shared/message.ts';

/** For the API description: the AI SDK's UIMessage. */
export const ChatMessages = z.array(
  z.looseObject({
    id: z.string(),
    role: z.enum(['user', 'assistant']),
    parts: z.array(z.looseObject({ type: z.string() })),
  }),
);

/** Photos are stored without our address; clients get it. */
export function toWire(messages: ChatMessage[], publicUrl: string): z.infer<typeof ChatMessages> {
  return messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) =>
      part.type === 'file' ? { ...part, url: new URL(part.url, publicUrl).href } : { ...part },
    ),
  }));
}
