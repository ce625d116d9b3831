import type { ChatMessage } from '../../../shared/message.ts';
import { Icon } from '../icons.tsx';
import { MessageTime } from '../message-time.tsx';
import { usePanel } from '../panel-context.ts';
import { useChatState } from '../use-chat-state.ts';

/** Under a question: when it was asked, and under the last one how to change it. */
export function QuestionFoot({ message }: { message: ChatMessage }) {
  const { labels, session } = usePanel();
  const { phase, messages } = useChatState(session);
  const isLast = messages.findLast(({ role }) => role === 'user')?.id === message.id;
  return (
    <div class="question-foot">
      {isLast && phase === 'idle' && (
        <button
          type="button"
          class="icon-button icon-button-small"
          aria-label={labels.edit}
          title={labels.edit}
          onClick={() => session.edit(message.id)}
        >
          <Icon name="compose" />
        </button>
      )}
      <MessageTime message={message} />
    </div>
  );
}

/** Above the composer: what is written there takes the place of the question. */
export function EditBanner() {
  const { labels, session } = usePanel();
  return (
    <p class="edit-banner" role="status">
      {labels.editing}
      <button type="button" class="pill-button" onClick={() => session.edit('')}>
        {labels.cancel}
      </button>
    </p>
  );
}
