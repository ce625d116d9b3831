import type { AdminConversationRow, AdminStore } from '../../shared/admin.ts';
import { formatCost, formatCount } from '../format/format-amounts.ts';
import { formatDateTime, formatMoment } from '../format/format-moment.ts';
import { Link } from '../router/navigation.tsx';
import { language, words } from '../words/words.ts';
import './conversations.css';
import { StatusBadge } from './status-badge.tsx';

/** Conversations in the order given, each a link to its page. */
export function ConversationRows({
  store,
  rows,
}: {
  store: AdminStore;
  rows: AdminConversationRow[];
}) {
  return (
    <ul class="conversations">
      {rows.map((row) => (
        <li key={row.id}>
          <ConversationLink store={store} row={row} />
        </li>
      ))}
    </ul>
  );
}

function ConversationLink({ store, row }: { store: AdminStore; row: AdminConversationRow }) {
  const text = words();
  const locale = language.value;
  const tokens = text.tokensInOut(
    formatCount(row.input_tokens, locale),
    formatCount(row.output_tokens, locale),
  );
  return (
    <Link to={{ page: 'conversation', store: store.key, id: row.id }} class="conversation">
      <span class="conversation-title">{row.title || text.untitled}</span>
      <time
        class="conversation-time"
        dateTime={row.updated_at}
        title={formatDateTime(row.updated_at, locale)}
      >
        {formatMoment(row.updated_at, locale)}
      </time>
      <span class="conversation-facts">
        <StatusBadge status={row.status} />
        <span>{text.questions(row.turns)}</span>
        <span>
          {text.tokens}: {tokens}
        </span>
        <span>
          {row.cost_micros === null ? text.costUnknown : formatCost(row.cost_micros, locale)}
        </span>
        {row.customer_ref !== null && <span>{row.customer_ref}</span>}
      </span>
    </Link>
  );
}
