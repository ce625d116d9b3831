import type { AdminConversationRow, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedList } from '../parts/paged-list.tsx';
import { words } from '../words/words.ts';
import { ConversationRows } from './conversation-rows.tsx';

export function ConversationsPage({ store }: { store: AdminStore }) {
  return (
    <>
      <PageHead title={words().conversations} />
      <PagedList<AdminConversationRow>
        listKey={store.key}
        load={async (cursor, signal) => {
          const page = await adminApi.conversations(store.key, cursor, signal);
          return { items: page.conversations, nextCursor: page.next_cursor };
        }}
        empty={<EmptyState title={words().noConversations} text={words().noConversationsText} />}
      >
        {(rows) => (
          <section class="panel">
            <ConversationRows store={store} rows={rows} />
          </section>
        )}
      </PagedList>
    </>
  );
}
