import type { z } from 'zod';
import { type AiSdkChatRequest, type ChatRequest, UserMessage } from '../../shared/chat-request.ts';
import type { IncomingMessage } from '../conversation/accept-message.ts';
import { AppError } from '../errors.ts';

type AiSdkBody = z.infer<typeof AiSdkChatRequest>;

/**
 * The one message that counts, from our own body or the AI SDK's. `locale`: in what its page is read. Throws AppError
 * `invalid_request`.
 */
export function incomingMessage(
  body: ChatRequest | AiSdkBody,
  locale: string | undefined,
): Omit<IncomingMessage, 'owner'> {
  return {
    conversationId: body.id,
    message: isOurs(body) ? body.message : lastUserMessage(body),
    regenerate: body.trigger === 'regenerate-message',
    replaces: body.messageId,
    context: locale === undefined ? body.context : { ...body.context, locale },
  };
}

function isOurs(body: ChatRequest | AiSdkBody): body is ChatRequest {
  return !('messages' in body);
}

function lastUserMessage({ messages }: AiSdkBody): UserMessage {
  const index = messages.findLastIndex(({ role }) => role === 'user');
  const parsed = UserMessage.safeParse(messages[index]);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  throw new AppError('invalid_request', issues[0]?.message ?? 'There is no user message.', {
    errors: issues.slice(0, 20).map(({ path, message }) => ({
      pointer: `/messages/${index}/${path.join('/')}`,
      detail: message,
    })),
  });
}
