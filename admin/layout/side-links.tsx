import type { AdminStore } from '../../shared/admin.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Link, route } from '../router/navigation.tsx';
import type { Route } from '../router/route.ts';
import { isOwner } from '../session/may-edit.ts';
import { words } from '../words/words.ts';

interface SideLink {
  to: Exclude<Route, { page: 'unknown' }>;
  icon: IconName;
  label: string;
}

interface SideLinksProps {
  store: AdminStore | undefined;
  /** It stands on the account page. */
  withoutAccount?: boolean;
}

/** What is needed now and then: below the menu, and on a phone on the account page. */
export function SideLinks({ store, withoutAccount = false }: SideLinksProps) {
  const links = sideLinks(store).filter(({ to }) => !(withoutAccount && to.page === 'account'));
  return (
    <>
      {links.map(({ to, icon, label }) => (
        <Link
          key={to.page}
          to={to}
          class="menu-link"
          aria-current={route.value.page === to.page ? 'page' : undefined}
        >
          <Icon name={icon} />
          <span>{label}</span>
        </Link>
      ))}
    </>
  );
}

function sideLinks(store: AdminStore | undefined): SideLink[] {
  const text = words();
  const ofOwners: SideLink[] = [
    { to: { page: 'team' }, icon: 'people', label: text.team },
    { to: { page: 'keys' }, icon: 'key', label: text.keys },
  ];
  const history: SideLink['to'] | undefined = store
    ? { page: 'history', store: store.key }
    : isOwner()
      ? { page: 'installation' }
      : undefined;
  return [
    ...(isOwner() ? ofOwners : []),
    ...(history ? [{ to: history, icon: 'history' as const, label: text.history }] : []),
    { to: { page: 'account' }, icon: 'account', label: text.account },
  ];
}
