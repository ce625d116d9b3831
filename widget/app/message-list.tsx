import { Fragment } from 'preact';
import { useRef } from 'preact/hooks';
import type { ChatMessage } from '../../shared/message.ts';
import { type ChatState, isBusy, lastQuestion } from '../state/chat-state.ts';
import { Activity } from './activity.tsx';
import { EmptyState } from './empty-state.tsx';
import { Icon } from './icons.tsx';
import { Message } from './message.tsx';
import { FailureView } from './notice.tsx';
import { usePanel } from './panel-context.ts';
import { useExtras, useMessageExtras } from './use-extras.ts';
import { useReadingPosition } from './use-reading-position.ts';

export function MessageList({ state, name }: { state: ChatState; name: string }) {
  const { labels } = usePanel();
  const { messages, phase, failure, waiting } = state;
  const isAnnounced = useExtras() !== undefined;
  const extras = useMessageExtras(messages.length > 0);
  const list = useRef<HTMLDivElement>(null);
  const { hasUnread, goToEnd, onScroll } = useReadingPosition(list, {
    content: messages,
    question: (waiting ?? lastQuestion(state))?.id,
    isFresh: messages.length === 0,
  });
  const canRetry = !isBusy(state);
  const catchUp = () => {
    list.current?.focus();
    goToEnd();
  };
  return (
    <div class="list-frame">
      <div
        class="list"
        ref={list}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the list is scrolled by keyboard too.
        tabIndex={0}
        role="log"
        aria-live={isAnnounced ? 'off' : undefined}
        aria-label={labels.conversation}
      >
        <div class="list-content">
          {phase === 'loading' && <LoadingState />}
          {phase !== 'loading' && messages.length === 0 && (
            <EmptyState name={name} store={state.store} />
          )}
          {messages.map((message, index) => (
            <Fragment key={message.id}>
              {extras && <extras.DayName message={message} before={messages[index - 1]} />}
              <Message message={message} canRetry={canRetry && index === messages.length - 1} />
            </Fragment>
          ))}
          <Activity state={state} />
          {failure && <FailureView failure={failure} />}
          {waiting && <WaitingMessage message={waiting} />}
        </div>
      </div>
      {hasUnread && (
        <button type="button" class="unread" onClick={catchUp}>
          <Icon name="down" />
          {labels.newMessages}
        </button>
      )}
    </div>
  );
}

function WaitingMessage({ message }: { message: ChatMessage }) {
  const { labels } = usePanel();
  return (
    <div class="waiting">
      <Message message={message} canRetry={false} />
      <p class="waiting-note">{labels.waiting}</p>
    </div>
  );
}

function LoadingState() {
  const { labels } = usePanel();
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{labels.loading}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
