import type { ChatSession } from './chat-session.ts';

/**
 * Deletes all that the server keeps of the shopper, and begins anew; what was typed and not sent stays. Rejects when
 * the server could not be asked.
 */
export async function forgetMe(session: ChatSession): Promise<void> {
  await session.visitor.erase();
  for (const { id } of session.state.photos) session.photos.remove(id);
  session.conversation.forget();
}
