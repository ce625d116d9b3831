import type { AdminConversationRow, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedList } from '../parts/paged-list.tsx';
import { Link } from '../router/navigation.tsx';
import { words, wordsIn } from '../words/words.ts';
import { ConversationRows } from './conversation-rows.tsx';

const photosLink = wordsIn({
  en: 'Photos that found nothing',
  vi: 'Ảnh không tìm ra sản phẩm',
});

export function ConversationsPage({ store }: { store: AdminStore }) {
  return (
    <>
      <PageHead title={words().conversations}>
        <Link to={{ page: 'photos', store: store.key }}>{photosLink()}</Link>
      </PageHead>
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
