import type { PageEvents } from '../page-events.ts';
import type { ChatSession } from '../state/chat-session.ts';
import { isBusy } from '../state/chat-state.ts';
import { textOf } from './text-of.ts';

/** Tells the page of questions that are sent and of answers that end while the panel is there. */
export function tellOfMessages(session: ChatSession, emit: PageEvents['emit']): void {
  let before = session.state;
  session.subscribe(() => {
    const { state } = session;
    const isSent = state.phase === 'sending' && before.phase !== 'sending';
    const isAnswered = isBusy(before) && state.phase === 'idle';
    before = state;
    const last = state.messages.at(-1);
    const role = isSent ? 'user' : 'assistant';
    if ((isSent || isAnswered) && last?.role === role)
      emit('message', { role, text: textOf(last) });
  });
}
