import type {
  AdminConversationPage,
  AdminInstall,
  AdminSession,
  AdminStore,
} from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { ConversationRows } from '../conversations/conversation-rows.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { Link } from '../router/navigation.tsx';
import { words } from '../words/words.ts';
import { evergreenTag, pinnedTag } from './install-snippet.ts';
import { OriginsPanel } from './origins-panel.tsx';
import './overview.css';

const CONVERSATIONS_SHOWN = 5;

export function OverviewPage({ store, session }: { store: AdminStore; session: AdminSession }) {
  return (
    <>
      <PageHead title={store.name} />
      {session.demo_model && (
        <section class="notice notice-warn" aria-label={words().demoModelTitle}>
          <Icon name="alert" />
          <div>
            <p class="notice-title">{words().demoModelTitle}</p>
            <p>{words().demoModelText}</p>
          </div>
        </section>
      )}
      <Install store={store} />
      <OriginsPanel store={store} />
      <RecentConversations store={store} />
    </>
  );
}

function Install({ store }: { store: AdminStore }) {
  const text = words();
  const install = useResource<AdminInstall>('', (signal) => adminApi.install(signal));
  return (
    <section class="panel panel-padded">
      <h2>{text.installTitle}</h2>
      <p class="quiet">{text.installText}</p>
      <ResourceView resource={install}>
        {({ public_url: publicUrl, pinned }) => {
          const origin = publicUrl ? new URL(publicUrl).origin : location.origin;
          return (
            <div class="snippets">
              <Snippet
                title={text.installEvergreen}
                hint={text.installEvergreenText}
                code={evergreenTag(origin, store.key)}
              />
              {pinned && (
                <Snippet
                  title={text.installPinned}
                  hint={text.installPinnedText}
                  code={pinnedTag(origin, store.key, pinned)}
                />
              )}
            </div>
          );
        }}
      </ResourceView>
    </section>
  );
}

function Snippet({ title, hint, code }: { title: string; hint: string; code: string }) {
  return (
    <div class="snippet">
      <div class="snippet-head">
        <div>
          <h3>{title}</h3>
          <p class="quiet">{hint}</p>
        </div>
        <CopyButton text={code} label={`${words().copy}: ${title}`} />
      </div>
      <CodeBlock label={title} code={code} />
    </div>
  );
}

function RecentConversations({ store }: { store: AdminStore }) {
  const text = words();
  const page = useResource<AdminConversationPage>(store.key, (signal) =>
    adminApi.conversations(store.key, undefined, signal),
  );
  return (
    <section class="panel">
      <div class="section-head panel-padded">
        <h2>{text.recentConversations}</h2>
        <Link to={{ page: 'conversations', store: store.key }}>{text.allConversations}</Link>
      </div>
      <ResourceView resource={page}>
        {({ conversations }) =>
          conversations.length === 0 ? (
            <EmptyState title={text.noConversations} text={text.noConversationsText} />
          ) : (
            <ConversationRows store={store} rows={conversations.slice(0, CONVERSATIONS_SHOWN)} />
          )
        }
      </ResourceView>
    </section>
  );
}
