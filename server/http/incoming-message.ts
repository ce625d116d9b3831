import type { z } from 'zod';
import { type AiSdkChatRequest, type ChatRequest, UserMessage } from '../../shared/chat-request.ts';
import type { AskedOn, PageContext } from '../../shared/page-context.ts';
import type { IncomingMessage } from '../conversation/accept-message.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../shop/store.ts';

type AiSdkBody = z.infer<typeof AiSdkChatRequest>;

interface Asked {
  /** In what the page is read. */
  locale: string | undefined;
  store: Pick<Store, 'settings'>;
}

/** The one message that counts, from our own body or the AI SDK's. Throws AppError `invalid_request`. */
export function incomingMessage(
  body: ChatRequest | AiSdkBody,
  asked: Asked,
): Omit<IncomingMessage, 'owner'> {
  return {
    conversationId: body.id,
    message: isOurs(body) ? body.message : lastUserMessage(body),
    regenerate: body.trigger === 'regenerate-message',
    replaces: body.messageId,
    context: askedOn(body.context, asked),
  };
}

/**
 * What was said in the assistant's name is kept where the shop would say it: a page could have shoppers and merchants
 * believe anything.
 */
function askedOn(context: PageContext | undefined, { locale, store }: Asked): AskedOn | undefined {
  const { said, ...shown } = context ?? {};
  const isOurs = store.settings.proactive.rules.some(({ texts }) =>
    texts.some(({ text }) => text === said),
  );
  const asked: AskedOn = {
    ...shown,
    ...(isOurs && { opening: said }),
    ...(locale !== undefined && { locale }),
  };
  return Object.keys(asked).length > 0 ? asked : undefined;
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
