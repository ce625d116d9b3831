import { useEffect } from 'preact/hooks';
import type { AdminConversation, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { StatusBadge } from '../conversations/status-badge.tsx';
import { formatCost, formatCount } from '../format/format-amounts.ts';
import { formatDateTime } from '../format/format-moment.ts';
import { Facts } from '../parts/facts.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { Link } from '../router/navigation.tsx';
import { language, words } from '../words/words.ts';
import './conversation.css';
import { MessageView } from './message-view.tsx';
import { TurnView } from './turn-view.tsx';

const LOOK_AGAIN_MS = 3_000;

export function ConversationPage({ store, id }: { store: AdminStore; id: string }) {
  const conversation = useResource<AdminConversation>(`${store.key} ${id}`, (signal) =>
    adminApi.conversation(store.key, id, signal),
  );
  const { value, reload } = conversation;
  // While an answer is being written the page follows it.
  useEffect(() => {
    if (value?.status !== 'running') return;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [value, reload]);
  return (
    <>
      <Link to={{ page: 'conversations', store: store.key }} class="back">
        <Icon name="back" /> {words().conversations}
      </Link>
      <ResourceView resource={conversation}>
        {(shown) => <ConversationView store={store} conversation={shown} />}
      </ResourceView>
    </>
  );
}

function ConversationView({
  store,
  conversation,
}: {
  store: AdminStore;
  conversation: AdminConversation;
}) {
  const text = words();
  const turns = new Map(conversation.turn_log.map((turn) => [turn.answer_id, turn]));
  return (
    <>
      <PageHead title={conversation.title || text.untitled}>
        <StatusBadge status={conversation.status} />
      </PageHead>
      <ConversationFacts conversation={conversation} />
      {conversation.has_earlier && <p class="notice">{text.earlierHidden}</p>}
      <ol class="messages">
        {conversation.messages.map((message) => {
          const turn = turns.get(message.id);
          return (
            <li key={message.id} class={`message message-${message.role}`}>
              <MessageView store={store} message={message} />
              {turn && <TurnView turn={turn} />}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function ConversationFacts({ conversation }: { conversation: AdminConversation }) {
  const text = words();
  const locale = language.value;
  const { input_tokens: input, output_tokens: output, cost_micros: cost } = conversation;
  const facts: [string, string][] = [
    [text.updated, formatDateTime(conversation.updated_at, locale)],
    [text.tokens, text.tokensInOut(formatCount(input, locale), formatCount(output, locale))],
    [text.cost, cost === null ? text.costUnknown : formatCost(cost, locale)],
  ];
  if (conversation.customer_ref !== null) facts.push([text.customer, conversation.customer_ref]);
  return <Facts facts={facts} inLine framed />;
}
