import type { AdminMessage, AdminStore } from '../../shared/admin.ts';
import type { MessagePart } from '../../shared/message.ts';
import { StatusBadge } from '../conversations/status-badge.tsx';
import { formatDateTime } from '../format/format-moment.ts';
import { Icon } from '../parts/icon.tsx';
import { language, words } from '../words/words.ts';
import { PartView } from './part-view.tsx';

/** What the assistant said by itself; the shopper answered it. */
export function Opening({ text }: { text: string }) {
  const { assistant, spokeFirst } = words();
  return (
    <article class="bubble">
      <header class="bubble-head">
        <span class="bubble-author">{assistant}</span>
        <span>{spokeFirst}</span>
      </header>
      <p class="bubble-text">{text}</p>
    </article>
  );
}

/** One message as the shopper saw it. */
export function MessageView({ store, message }: { store: AdminStore; message: AdminMessage }) {
  const text = words();
  const parts = message.parts as unknown as MessagePart[];
  const visible = parts.filter(({ type }) => type !== 'step-start' && !type.startsWith('tool-'));
  return (
    <article class="bubble">
      <header class="bubble-head">
        <span class="bubble-author">{message.role === 'user' ? text.shopper : text.assistant}</span>
        <time dateTime={message.created_at}>
          {formatDateTime(message.created_at, language.value)}
        </time>
        {message.role === 'assistant' && message.status !== 'done' && (
          <StatusBadge status={message.status} />
        )}
      </header>
      {visible.length === 0 && <p class="quiet">{text.noAnswerText}</p>}
      {visible.map((part, index) => (
        <PartView key={index} store={store} part={part} role={message.role} />
      ))}
      {message.rating !== null && (
        <p class={`rating rating-${message.rating}`}>
          <Icon name="up" /> {message.rating === 'up' ? text.ratedUp : text.ratedDown}
          {message.rating_comment && `: ${message.rating_comment}`}
        </p>
      )}
    </article>
  );
}
