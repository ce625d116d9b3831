import type { ChatMessage, FilePart, MessagePart } from '../../shared/message.ts';
import { memo } from './memo.ts';
import { NoticeView } from './notice.tsx';
import { usePanel } from './panel-context.ts';
import { Photo } from './photo.tsx';
import { ProductCards } from './product-cards.tsx';
import { QuoteCard } from './quote-card.tsx';
import { RichText } from './rich-text.tsx';
import { textOf } from './text-of.ts';
import { useMessageExtras } from './use-extras.ts';

interface MessageProps {
  message: ChatMessage;
  /** It is the last message and nothing runs. */
  canRetry: boolean;
}

export const Message = memo((props: MessageProps) =>
  props.message.role === 'user' ? <Question {...props} /> : <Answer {...props} />,
);

function Question({ message }: MessageProps) {
  const { labels } = usePanel();
  const extras = useMessageExtras(true);
  const photos = message.parts.filter((part): part is FilePart => part.type === 'file');
  const text = textOf(message);
  return (
    <article class="question" part="message" aria-label={labels.you}>
      {photos.length > 0 && (
        <div class="question-photos">
          {photos.map(({ url }) => (
            <MessagePhoto key={url} url={url} />
          ))}
        </div>
      )}
      {text !== '' && (
        <p class="bubble" dir="auto">
          {text}
        </p>
      )}
      {extras && <extras.QuestionFoot message={message} />}
    </article>
  );
}

function MessagePhoto({ url }: { url: string }) {
  const { labels, session } = usePanel();
  return (
    <Photo
      name={url}
      load={() => session.photos.ofMessage(url)}
      label={labels.photo}
      failedLabel={labels.photoUnavailable}
    />
  );
}

function Answer({ message, canRetry }: MessageProps) {
  const { labels } = usePanel();
  const extras = useMessageExtras(true);
  const { status, created_at = '' } = message.metadata ?? {};
  const isRunning = status === 'running';
  const isCut = status === 'stopped' || status === 'failed';
  const isOver = status === 'done' || status === 'stopped';
  // Heard on this page: by the device's clock, which the server's may be far from.
  const isNew = Date.parse(created_at) > performance.timeOrigin;
  const hasText = message.parts.some(({ type }) => type === 'text');
  return (
    <article class="answer" part="message" aria-label={labels.assistant} aria-busy={isRunning}>
      {message.parts.map((part, index) => (
        <PartView
          key={index}
          part={part}
          isNew={isNew}
          isPartial={isRunning || isCut}
          canRetry={canRetry}
        />
      ))}
      {status === 'stopped' && <p class="stopped">{labels.stopped}</p>}
      {isOver && hasText && extras && (
        <extras.MessageActions message={message} canRetry={canRetry} />
      )}
      {status === 'done' && canRetry && extras && <extras.QuickReplies message={message} />}
    </article>
  );
}

/** `isPartial`: its last words are missing, yet or for good; what they would have closed is not shown as signs. */
function PartView(props: {
  part: MessagePart;
  isNew: boolean;
  isPartial: boolean;
  canRetry: boolean;
}) {
  const { part, isNew, isPartial, canRetry } = props;
  switch (part.type) {
    case 'text':
      return <RichText text={part.text} partial={isPartial} />;
    case 'data-products':
      return <ProductCards {...part.data} />;
    case 'data-quote':
      return <QuoteCard quote={part.data} isNew={isNew} />;
    case 'data-notice':
      return <NoticeView notice={part.data} canRetry={canRetry} />;
    default:
      return null;
  }
}
