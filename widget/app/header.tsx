import type { ChatState } from '../state/chat-state.ts';
import { Icon } from './icons.tsx';
import { usePanel } from './panel-context.ts';
import { useExtras } from './use-extras.ts';

export function Header(props: { name: string; state: ChatState; onClose(): void }) {
  const { labels, session } = usePanel();
  const extras = useExtras();
  return (
    <div class="header" part="header">
      <Avatar name={props.name} />
      <div class="header-text">
        <h2 class="shop">{props.name}</h2>
        <p class="subtitle">{labels.assistant}</p>
      </div>
      {props.state.messages.length > 0 && (
        <button
          type="button"
          class="icon-button"
          aria-label={labels.newConversation}
          title={labels.newConversation}
          onClick={() => session.conversation.startOver()}
        >
          <Icon name="compose" />
        </button>
      )}
      {extras && <extras.Menu state={props.state} name={props.name} />}
      <button
        type="button"
        class="icon-button close"
        aria-label={labels.close}
        title={labels.close}
        onClick={props.onClose}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** The shop's initial. */
export function Avatar({ name }: { name: string }) {
  return (
    <span class="avatar" aria-hidden="true">
      {[...name.trim()][0]?.toLocaleUpperCase() ?? '·'}
    </span>
  );
}
