/** Which page an address means. The other way round is `pathOf`. */
export type Route =
  | { page: 'home' }
  | { page: InstallationPage }
  | { page: StorePage; store: string }
  | { page: 'product' | 'coupon' | 'conversation'; store: string; id: string }
  | { page: 'import'; store: string; id?: string }
  | { page: 'unknown' };

/** Those of the menu, in its order. */
export const MENU_PAGES = [
  'overview',
  'products',
  'coupons',
  'conversations',
  'costs',
  'settings',
] as const;
export const STORE_PAGES = [...MENU_PAGES, 'photos', 'history'] as const;
export type MenuPage = (typeof MENU_PAGES)[number];
export type StorePage = (typeof STORE_PAGES)[number];

/** Those of no store. `installation` is its history; `join` is where invitations lead. */
export const INSTALLATION_PAGES = [
  'account',
  'team',
  'keys',
  'installation',
  'new-store',
  'join',
] as const;
export type InstallationPage = (typeof INSTALLATION_PAGES)[number];

const BASE = '/admin';

export function routeOf(path: string): Route {
  const [admin, first, store, page, id, ...rest] = path.split('/').filter(Boolean);
  if (`/${admin}` !== BASE) return { page: 'unknown' };
  if (first === undefined) return { page: 'home' };
  const ofInstallation = INSTALLATION_PAGES.find((name) => name === first);
  if (ofInstallation && store === undefined) return { page: ofInstallation };
  if (first !== 'stores' || !store || rest.length > 0) return { page: 'unknown' };
  if (page === 'products' && id) return { page: 'product', store, id };
  if (page === 'coupons' && id) return { page: 'coupon', store, id };
  if (page === 'import') return { page: 'import', store, id };
  if (page === 'conversations' && id) return { page: 'conversation', store, id };
  const known = STORE_PAGES.find((name) => name === (page ?? 'overview'));
  return known && id === undefined ? { page: known, store } : { page: 'unknown' };
}

export function pathOf(route: Exclude<Route, { page: 'unknown' }>): string {
  switch (route.page) {
    case 'home':
      return BASE;
    case 'product':
      return `${BASE}/stores/${route.store}/products/${encodeURIComponent(route.id)}`;
    case 'coupon':
      return `${BASE}/stores/${route.store}/coupons/${encodeURIComponent(route.id)}`;
    case 'import':
      return `${BASE}/stores/${route.store}/import${route.id ? `/${encodeURIComponent(route.id)}` : ''}`;
    case 'conversation':
      return `${BASE}/stores/${route.store}/conversations/${encodeURIComponent(route.id)}`;
    default:
      return 'store' in route
        ? `${BASE}/stores/${route.store}/${route.page}`
        : `${BASE}/${route.page}`;
  }
}
