import { useEffect, useRef } from 'preact/hooks';
import type { AdminSession, AdminStore } from '../shared/admin.ts';
import { AccountPage } from './account/account-page.tsx';
import { ConversationPage } from './conversation/conversation-page.tsx';
import { ConversationsPage } from './conversations/conversations-page.tsx';
import { CostsPage } from './costs/costs-page.tsx';
import { Shell } from './layout/shell.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { lazyPage } from './parts/lazy-page.tsx';
import { NotFound, ResourceView } from './parts/resource-view.tsx';
import { navigate, route } from './router/navigation.tsx';
import { INSTALLATION_PAGES, type InstallationPage } from './router/route.ts';
import { lastStore, rememberStore } from './session/last-store.ts';
import { askSession, type SessionState, sessionState } from './session/session.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { language } from './words/words.ts';

const ProductsPage = lazyPage(() =>
  import('./products/products-page.tsx').then((page) => page.ProductsPage),
);
const CouponsPage = lazyPage(() =>
  import('./coupons/list/coupons-page.tsx').then((page) => page.CouponsPage),
);
const CouponPage = lazyPage(() =>
  import('./coupons/form/coupon-page.tsx').then((page) => page.CouponPage),
);
const SettingsPage = lazyPage(() =>
  import('./settings/settings-page.tsx').then((page) => page.SettingsPage),
);
const TeamPage = lazyPage(() => import('./team/team-page.tsx').then((page) => page.TeamPage));
const KeysPage = lazyPage(() => import('./keys/keys-page.tsx').then((page) => page.KeysPage));
const HistoryPage = lazyPage(() =>
  import('./history/history-page.tsx').then((page) => page.HistoryPage),
);
const NewStorePage = lazyPage(() =>
  import('./new-store/new-store-page.tsx').then((page) => page.NewStorePage),
);
const JoinPage = lazyPage(() => import('./join/join-page.tsx').then((page) => page.JoinPage));
const ProductPage = lazyPage(() =>
  import('./product/product-page.tsx').then((page) => page.ProductPage),
);

const PhotosPage = lazyPage(() =>
  import('./photos/photos-page.tsx').then((page) => page.PhotosPage),
);

const ImportPage = lazyPage(() =>
  import('./import/import-page.tsx').then((page) => page.ImportPage),
);

export function App() {
  const state = sessionState.value;
  useEffect(() => {
    document.documentElement.lang = language.value;
  }, [language.value]);
  // Whoever follows an invitation joins under its address, also where somebody else is signed in.
  if (route.value.page === 'join') return <JoinPage />;
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
  const kept = lastStore();
  const store = named ?? last.current ?? stores.find(({ key }) => key === kept) ?? stores[0];
  const key = named?.key;
  useEffect(() => {
    if (key !== undefined) rememberStore(key);
  }, [key]);
  useEffect(() => {
    if (where.page === 'home' && store) {
      navigate({ page: 'overview', store: store.key }, { replace: true });
    }
  }, [where, store]);
  return (
    <Shell stores={stores} store={store}>
      {isOfInstallation(where.page) ? (
        <InstallationPages page={where.page} session={session} stores={stores} store={store} />
      ) : stores.length === 0 ? (
        <NewStorePage isFirst />
      ) : named ? (
        <StorePages key={named.key} store={named} session={session} />
      ) : (
        where.page !== 'home' && <NotFound />
      )}
    </Shell>
  );
}

function isOfInstallation(page: string): page is InstallationPage {
  return INSTALLATION_PAGES.some((name) => name === page);
}

interface InstallationPagesProps {
  page: InstallationPage;
  session: AdminSession;
  stores: AdminStore[];
  /** The one whose pages the menu leads to. */
  store: AdminStore | undefined;
}

function InstallationPages({ page, session, stores, store }: InstallationPagesProps) {
  if (page === 'account') return <AccountPage session={session} store={store} />;
  if (session.role !== 'owner') return <NotFound />;
  switch (page) {
    case 'team':
      return <TeamPage session={session} />;
    case 'keys':
      return <KeysPage stores={stores} menuStore={store} />;
    case 'installation':
      return <HistoryPage store={undefined} menuStore={store} />;
    case 'new-store':
      return <NewStorePage />;
    default:
      return <NotFound />;
  }
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
    case 'import':
      return <ImportPage key={where.id} store={store} id={where.id} />;
    case 'conversations':
      return <ConversationsPage store={store} />;
    case 'conversation':
      return <ConversationPage key={where.id} store={store} id={where.id} />;
    case 'photos':
      return <PhotosPage store={store} />;
    case 'coupons':
      return <CouponsPage store={store} />;
    case 'coupon':
      return <CouponPage key={where.id} store={store} id={where.id} />;
    case 'costs':
      return <CostsPage store={store} session={session} />;
    case 'settings':
      return <SettingsPage store={store} />;
    case 'history':
      return <HistoryPage store={store} menuStore={store} />;
    default:
      return <NotFound />;
  }
}
