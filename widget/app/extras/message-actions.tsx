import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import type { ChatMessage } from '../../../shared/message.ts';
import { Icon } from '../icons.tsx';
import { MessageTime } from '../message-time.tsx';
import { usePanel } from '../panel-context.ts';
import { textOf } from '../text-of.ts';
import { MessageIcon } from './message-icon.tsx';

interface MessageActionsProps {
  message: ChatMessage;
  /** It is the last one and nothing runs: another answer may take its place. */
  canRetry: boolean;
}

/** What can be done with an answer that has ended. */
export function MessageActions({ message, canRetry }: MessageActionsProps) {
  const { labels, session } = usePanel();
  const [comment, setComment] = useState<'none' | 'asked' | 'sent'>('none');
  const rating = message.metadata?.rating;
  // It has such a button itself.
  const hasNotice = message.parts.some(({ type }) => type === 'data-notice');
  const rate = (value: 'up' | 'down') => {
    // What was not stored is not pressed any more.
    session.rate(message.id, value).catch(() => {});
    setComment(value === 'down' ? 'asked' : 'none');
  };
  return (
    <>
      <div class="actions">
        <CopyButton text={textOf(message)} />
        {canRetry && !hasNotice && (
          <Action
            icon={<Icon name="retry" />}
            label={labels.retry}
            onClick={() => session.retry()}
          />
        )}
        <Action
          icon={<MessageIcon name="up" />}
          label={labels.helpful}
          pressed={rating === 'up'}
          onClick={() => rate('up')}
        />
        <Action
          icon={<MessageIcon name="thumbDown" />}
          label={labels.notHelpful}
          pressed={rating === 'down'}
          onClick={() => rate('down')}
        />
        <MessageTime message={message} />
      </div>
      {comment === 'asked' && (
        <CommentForm messageId={message.id} onSent={() => setComment('sent')} />
      )}
      {comment === 'sent' && (
        <p class="thanks" role="status">
          {labels.thanks}
        </p>
      )}
    </>
  );
}

interface ActionProps {
  icon: ComponentChild;
  label: string;
  pressed?: boolean;
  onClick(): void;
}

function Action({ icon, label, pressed, onClick }: ActionProps) {
  return (
    <button
      type="button"
      class="icon-button icon-button-small"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}

/** Only where the browser lets pages write to the clipboard: not on http, for one. */
function CopyButton({ text }: { text: string }) {
  const { labels } = usePanel();
  const [isCopied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => {},
    );
  return (
    <>
      <Action
        icon={<MessageIcon name={isCopied ? 'done' : 'copy'} />}
        label={isCopied ? labels.copied : labels.copy}
        onClick={copy}
      />
      {isCopied && (
        <span class="unseen" role="status">
          {labels.copied}
        </span>
      )}
    </>
  );
}

function CommentForm({ messageId, onSent }: { messageId: string; onSent(): void }) {
  const { labels, session } = usePanel();
  const [hasFailed, setFailed] = useState(false);
  const send = (event: Event) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get('comment');
    if (typeof text !== 'string' || !text.trim()) return onSent();
    setFailed(false);
    session.rate(messageId, 'down', text.trim()).then(onSent, () => setFailed(true));
  };
  return (
    <form class="comment" onSubmit={send}>
      <textarea
        class="comment-field"
        name="comment"
        rows={2}
        maxLength={2_000}
        placeholder={labels.comment}
        aria-label={labels.comment}
      />
      {hasFailed && (
        <p class="composer-problem" role="alert">
          {labels.failed}
        </p>
      )}
      <button type="submit" class="pill-button">
        {labels.sendComment}
      </button>
    </form>
  );
}
