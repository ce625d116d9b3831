import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { AdminAuditEntry } from '../../shared/admin-audit.ts';
import { auditApi } from '../api/audit-api.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedList } from '../parts/paged-list.tsx';
import { Link, query } from '../router/navigation.tsx';
import { isOwner } from '../session/may-edit.ts';
import { HistoryEntry } from './history-entry.tsx';
import { HistoryFilters } from './history-filters.tsx';
import './history.css';
import { historyWords } from './history-words.ts';

/** Where the entries are from: a store, or without one the installation. */
interface Place {
  store: AdminStore | undefined;
}

/** Who changed what, newest first; the filters stand in the address. */
export function HistoryPage({ store, menuStore }: Place & { menuStore: AdminStore | undefined }) {
  const text = historyWords();
  const filters = new URLSearchParams(query.value);
  const [round, setRound] = useState(0);
  return (
    <>
      <PageHead title={text.history} />
      {isOwner() && menuStore && <Places store={store} menuStore={menuStore} />}
      <HistoryFilters store={store} />
      <PagedList<AdminAuditEntry>
        listKey={`${store?.key} ${filters} ${round}`}
        load={async (cursor, signal) => {
          const asked = new URLSearchParams(filters);
          if (cursor !== undefined) asked.set('cursor', cursor);
          const page = await auditApi.page(store?.key, asked, signal);
          return { items: page.entries, nextCursor: page.next_cursor };
        }}
        empty={<EmptyState title={text.empty} text={text.emptyText} />}
      >
        {(entries) => (
          <ol class="panel history">
            {entries.map((entry) => (
              <HistoryEntry
                key={entry.id}
                entry={entry}
                store={store}
                isInGroup={filters.has('group')}
                onUndone={() => setRound((last) => last + 1)}
              />
            ))}
          </ol>
        )}
      </PagedList>
    </>
  );
}

/** Owners look at the store or at what belongs to no store. */
function Places({ store, menuStore }: Place & { menuStore: AdminStore }) {
  const text = historyWords();
  return (
    <nav class="history-places" aria-label={text.history}>
      <Link
        to={{ page: 'history', store: menuStore.key }}
        class="button button-small"
        aria-current={store ? 'page' : undefined}
      >
        {menuStore.name}
      </Link>
      <Link
        to={{ page: 'installation' }}
        class="button button-small"
        aria-current={store ? undefined : 'page'}
      >
        {text.ofInstallation}
      </Link>
    </nav>
  );
}
