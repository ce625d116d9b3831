import type {
  AdminConversation,
  AdminConversationPage,
  AdminInstall,
  AdminProduct,
  AdminProductPage,
  AdminRefusedPages,
  AdminSession,
  AdminSettings,
  AdminStoreList,
  PasswordChange,
  ProductChange,
  SettingsChange,
  SignInRequest,
} from '../../shared/admin.ts';
import type {
  AdminCosts,
  AdminModelCallList,
  AdminModelList,
  AdminPricedModel,
  ModelPriceChange,
} from '../../shared/admin-costs.ts';
import { request, requestChange } from './request.ts';

const inStore = (store: string, path: string) => `/stores/${encodeURIComponent(store)}${path}`;

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** Every call of `/admin/api`. All throw ApiProblem. */
export const adminApi = {
  session: () => request<AdminSession>('/session'),
  signIn: (body: SignInRequest) => request<AdminSession>('/session', { method: 'POST', body }),
  signOut: () => request<void>('/session', { method: 'DELETE' }),
  changePassword: (body: PasswordChange) =>
    request<void>('/session/password', { method: 'PUT', body }),
  install: (signal?: AbortSignal) => request<AdminInstall>('/install', { signal }),
  stores: () => request<AdminStoreList>('/stores'),

  products: (store: string, query: { q?: string; cursor?: string }, signal?: AbortSignal) =>
    request<AdminProductPage>(withQuery(inStore(store, '/products'), query), { signal }),
  product: (store: string, id: string, signal?: AbortSignal) =>
    request<AdminProduct>(inStore(store, `/products/${encodeURIComponent(id)}`), { signal }),
  changeProduct: (
    store: string,
    { id, version }: { id: string; version: number },
    body: ProductChange,
  ) => request<AdminProduct>(inStore(store, `/products/${id}`), { method: 'PATCH', body, version }),

  conversations: (store: string, cursor?: string, signal?: AbortSignal) =>
    request<AdminConversationPage>(withQuery(inStore(store, '/conversations'), { cursor }), {
      signal,
    }),
  conversation: (store: string, id: string, signal?: AbortSignal) =>
    request<AdminConversation>(inStore(store, `/conversations/${encodeURIComponent(id)}`), {
      signal,
    }),
  modelCalls: (store: string, id: string, signal?: AbortSignal) =>
    request<AdminModelCallList>(
      inStore(store, `/conversations/${encodeURIComponent(id)}/model-calls`),
      { signal },
    ),

  refusedPages: (store: string, signal?: AbortSignal) =>
    request<AdminRefusedPages>(inStore(store, '/refused-pages'), { signal }),
  settings: (store: string, signal?: AbortSignal) =>
    request<AdminSettings>(inStore(store, '/settings'), { signal }),
  changeSettings: (store: string, version: number, body: SettingsChange) =>
    requestChange<AdminSettings>(inStore(store, '/settings'), { method: 'PATCH', body, version }),

  costs: (store: string, days: number, signal?: AbortSignal) =>
    request<AdminCosts>(withQuery(inStore(store, '/costs'), { days: String(days) }), { signal }),
  modelPrices: (signal?: AbortSignal) => request<AdminModelList>('/model-prices', { signal }),
  setModelPrice: (model: string, version: number, body: ModelPriceChange) =>
    request<AdminPricedModel>(withQuery('/model-prices', { model }), {
      method: 'PUT',
      body,
      version,
    }),
  removeModelPrice: (model: string, version: number) =>
    request<void>(withQuery('/model-prices', { model }), { method: 'DELETE', version }),

  /** The photo behind a file part's URL (`…/v1/images/<id>`), as an admin may see it. */
  imageUrl(store: string, partUrl: string): string | undefined {
    const id = /\/v1\/images\/([\w-]{1,64})$/.exec(partUrl)?.[1];
    return id && `/admin/api${inStore(store, `/images/${id}`)}`;
  },
};
