import { useEffect, useRef } from 'preact/hooks';
import type { AdminStore } from '../shared/admin.ts';
import { AccountPage } from './account/account-page.tsx';
import { ConversationPage } from './conversation/conversation-page.tsx';
import { ConversationsPage } from './conversations/conversations-page.tsx';
import { CostsPage } from './costs/costs-page.tsx';
import { CouponsPage } from './coupons/coupons-page.tsx';
import { Shell } from './layout/shell.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { EmptyState } from './parts/empty-state.tsx';
import { lazyPage } from './parts/lazy-page.tsx';
import { NotFound, ResourceView } from './parts/resource-view.tsx';
import { navigate, route } from './router/navigation.tsx';
import { askSession, type SessionState, sessionState } from './session/session.ts';
import { SettingsPage } from './settings/settings-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { language, words } from './words/words.ts';

const ProductsPage = lazyPage(() =>
  import('./products/products-page.tsx').then((page) => page.ProductsPage),
);
const ProductPage = lazyPage(() =>
  import('./product/product-page.tsx').then((page) => page.ProductPage),
);

export function App() {
  const state = sessionState.value;
  useEffect(() => {
    document.documentElement.lang = language.value;
  }, [language.value]);
  if (state.kind === 'signed-out') return <SignInPage />;
  if (state.kind === 'signed-in') return <SignedIn {...state} />;
  const error = state.kind === 'failed' ? state.error : undefined;
  const resource = { value: undefined, error, reload: () => void askSession(), update: () => {} };
  return (
    <main class="sign-in">
      <ResourceView resource={resource}>{() => null}</ResourceView>
    </main>
  );
}

type SignedInProps = Extract<SessionState, { kind: 'signed-in' }>;

function SignedIn({ session, stores }: SignedInProps) {
  const where = route.value;
  const named = 'store' in where ? stores.find(({ key }) => key === where.store) : undefined;
  // Pages without a store (the account) keep the menu of the one before.
  const last = useRef<AdminStore | undefined>(undefined);
  if (named) last.current = named;
  const store = named ?? last.current ?? stores[0];
  useEffect(() => {
    if (where.page === 'home' && store) {
      navigate({ page: 'overview', store: store.key }, { replace: true });
    }
  }, [where, store]);
  return (
    <Shell stores={stores} store={store}>
      {where.page === 'account' ? (
        <AccountPage session={session} />
      ) : stores.length === 0 ? (
        <NoStores />
      ) : named ? (
        <StorePages key={named.key} store={named} session={session} />
      ) : (
        where.page !== 'home' && <NotFound />
      )}
    </Shell>
  );
}

function StorePages({ store, session }: { store: AdminStore } & Pick<SignedInProps, 'session'>) {
  const where = route.value;
  switch (where.page) {
    case 'overview':
      return <OverviewPage store={store} session={session} />;
    case 'products':
      return <ProductsPage store={store} />;
    case 'product':
      return <ProductPage key={where.id} store={store} id={where.id} />;
    case 'conversations':
      return <ConversationsPage store={store} />;
    case 'conversation':
      return <ConversationPage key={where.id} store={store} id={where.id} />;
    case 'coupons':
      return <CouponsPage store={store} />;
    case 'costs':
      return <CostsPage store={store} session={session} />;
    case 'settings':
      return <SettingsPage store={store} />;
    default:
      return <NotFound />;
  }
}

function NoStores() {
  return (
    <EmptyState title={words().noStoresTitle} text={words().noStoresText}>
      <code>
        npm run aisle -- store create --key my-shop --name "My shop" --currency USD --locale en
      </code>
    </EmptyState>
  );
}
