import type { ComponentChildren } from 'preact';
import type { AdminStore } from '../../shared/admin.ts';
import { Icon } from '../parts/icon.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Toast } from '../parts/toast.tsx';
import { Link, navigate, route } from '../router/navigation.tsx';
import { MENU_PAGES, type MenuPage } from '../router/route.ts';
import { isOwner } from '../session/may-edit.ts';
import { words } from '../words/words.ts';
import { Brand } from './brand.tsx';
import { SideLinks } from './side-links.tsx';
import './shell.css';

interface ShellProps {
  stores: AdminStore[];
  /** The one whose pages the menu leads to. */
  store: AdminStore | undefined;
  children: ComponentChildren;
}

/** The frame around every page: a column of links beside it, on a phone a bar above and one below. */
export function Shell({ stores, store, children }: ShellProps) {
  const text = words();
  return (
    <div class="shell">
      <a class="skip" href="#content">
        {text.skipToContent}
      </a>
      <header class="top">
        <Brand />
        {store && <StorePicker stores={stores} store={store} />}
        <Link
          to={{ page: 'account' }}
          class="top-account"
          aria-label={text.account}
          aria-current={route.value.page === 'account' ? 'page' : undefined}
        >
          <Icon name="account" />
        </Link>
      </header>
      {store && (
        <nav class="menu" aria-label={text.mainMenu}>
          {MENU_PAGES.map((page) => (
            <Link
              key={page}
              to={{ page, store: store.key }}
              class="menu-link"
              aria-current={currentPage() === page ? 'page' : undefined}
            >
              <Icon name={page} />
              <span>{text[page]}</span>
            </Link>
          ))}
        </nav>
      )}
      <footer class="side-foot">
        <SideLinks store={store} />
        <LanguageSwitch />
      </footer>
      <main class="content" id="content" tabIndex={-1}>
        {children}
      </main>
      <Toast />
    </div>
  );
}

function StorePicker({ stores, store }: { stores: AdminStore[]; store: AdminStore }) {
  const mayCreate = isOwner();
  if (stores.length < 2 && !mayCreate) return <span class="store-name">{store.name}</span>;
  return (
    <select
      class="input store-picker"
      aria-label={words().store}
      value={store.key}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        // The choice shows where the reader is, also when they stay.
        event.currentTarget.value = store.key;
        if (chosen === NEW_STORE) navigate({ page: 'new-store' });
        else navigate({ page: currentPage() ?? 'overview', store: chosen });
      }}
    >
      {stores.map(({ key, name }) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
      {mayCreate && <option value={NEW_STORE}>{words().newStore}</option>}
    </select>
  );
}

/** No store has an empty key. */
const NEW_STORE = '';

/** The menu's page that the address belongs to: a product belongs to the products. */
function currentPage(): MenuPage | undefined {
  const { page } = route.value;
  if (page === 'product' || page === 'import') return 'products';
  if (page === 'coupon') return 'coupons';
  if (page === 'conversation') return 'conversations';
  return MENU_PAGES.find((name) => name === page);
}
