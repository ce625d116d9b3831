/** Which page an address means. The other way round is `pathOf`. */
export type Route =
  | { page: 'home' }
  | { page: 'account' }
  | { page: StorePage; store: string }
  | { page: 'product' | 'conversation'; store: string; id: string }
  | { page: 'unknown' };

export const STORE_PAGES = [
  'overview',
  'products',
  'conversations',
  'coupons',
  'costs',
  'settings',
] as const;
export type StorePage = (typeof STORE_PAGES)[number];

const BASE = '/admin';

export function routeOf(path: string): Route {
  const [admin, first, store, page, id, ...rest] = path.split('/').filter(Boolean);
  if (`/${admin}` !== BASE) return { page: 'unknown' };
  if (first === undefined) return { page: 'home' };
  if (first === 'account' && store === undefined) return { page: 'account' };
  if (first !== 'stores' || !store || rest.length > 0) return { page: 'unknown' };
  if (page === 'products' && id) return { page: 'product', store, id };
  if (page === 'conversations' && id) return { page: 'conversation', store, id };
  const known = STORE_PAGES.find((name) => name === (page ?? 'overview'));
  return known && id === undefined ? { page: known, store } : { page: 'unknown' };
}

export function pathOf(route: Exclude<Route, { page: 'unknown' }>): string {
  switch (route.page) {
    case 'home':
      return BASE;
    case 'account':
      return `${BASE}/account`;
    case 'product':
      return `${BASE}/stores/${route.store}/products/${encodeURIComponent(route.id)}`;
    case 'conversation':
      return `${BASE}/stores/${route.store}/conversations/${encodeURIComponent(route.id)}`;
    default:
      return `${BASE}/stores/${route.store}/${route.page}`;
  }
}
