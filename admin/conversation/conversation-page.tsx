import { useEffect } from 'preact/hooks';
import type { AdminConversation, AdminStore } from '../../shared/admin.ts';
import type { AdminModelCall } from '../../shared/admin-costs.ts';
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
import { MessageView, Opening } from './message-view.tsx';
import { TurnView } from './turn-view.tsx';

const LOOK_AGAIN_MS = 3_000;

interface Shown {
  conversation: AdminConversation;
  calls: AdminModelCall[];
}

export function ConversationPage({ store, id }: { store: AdminStore; id: string }) {
  const shown = useResource<Shown>(`${store.key} ${id}`, async (signal) => {
    const [conversation, { calls }] = await Promise.all([
      adminApi.conversation(store.key, id, signal),
      adminApi.modelCalls(store.key, id, signal),
    ]);
    return { conversation, calls };
  });
  const { value, reload } = shown;
  // While an answer is being written the page follows it.
  useEffect(() => {
    if (value?.conversation.status !== 'running') return;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [value, reload]);
  return (
    <>
      <Link to={{ page: 'conversations', store: store.key }} class="back">
        <Icon name="back" /> {words().conversations}
      </Link>
      <ResourceView resource={shown}>
        {(value) => <ConversationView store={store} {...value} />}
      </ResourceView>
    </>
  );
}

function ConversationView({ store, conversation, calls }: Shown & { store: AdminStore }) {
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
        {conversation.opening !== null && !conversation.has_earlier && (
          <li class="message message-assistant">
            <Opening text={conversation.opening} />
          </li>
        )}
        {conversation.messages.map((message) => {
          const turn = turns.get(message.id);
          return (
            <li key={message.id} class={`message message-${message.role}`}>
              <MessageView store={store} message={message} />
              {turn && (
                <TurnView turn={turn} calls={calls.filter(({ turn_id }) => turn_id === turn.id)} />
              )}
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
