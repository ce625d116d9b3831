import type { ChatMessage } from '../../../shared/message.ts';
import { usePanel } from '../panel-context.ts';
import type { PlainName } from '../words/en.ts';

/** What shoppers often ask next, after what the answer has shown; one tap asks it. */
export function QuickReplies({ message }: { message: ChatMessage }) {
  const { labels, session } = usePanel();
  const replies = repliesTo(message);
  if (replies.length === 0) return null;
  return (
    <div class="replies">
      {replies.map((name) => (
        <button
          type="button"
          class="pill-button"
          key={name}
          onClick={() => session.send(labels[name])}
        >
          {labels[name]}
        </button>
      ))}
    </div>
  );
}

function repliesTo({ parts }: ChatMessage): PlainName[] {
  const shown = parts.findLast((part) => part.type === 'data-products')?.data;
  if (!shown) return [];
  if (shown.products.length === 1) return ['replyOthers', 'replyCheaper'];
  return shown.comparison ? ['replyCheaper'] : ['replyCompare', 'replyCheaper'];
}
