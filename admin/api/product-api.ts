import type { AdminAuditPage, UndoResult } from '../../shared/admin-audit.ts';
import type {
  AdminProduct,
  AdminProductPage,
  BulkRequest,
  BulkResponse,
  NewProduct,
  ProductChange,
  ProductPreview,
  ProductValues,
  UploadedMedia,
} from '../../shared/admin-products.ts';
import { request, requestChange } from './request.ts';
import { type UploadOptions, upload } from './upload.ts';

const inStore = (store: string, path: string) => `/stores/${encodeURIComponent(store)}${path}`;
const product = (store: string, id: string) =>
  inStore(store, `/products/${encodeURIComponent(id)}`);

/** For 500 products on a busy server. */
const BULK_LIMIT_MS = 60_000;

/** A product as somebody has seen it. */
export interface Seen {
  id: string;
  version: number;
}

/** The calls of the product pages. All throw ApiProblem. */
export const productApi = {
  /** `query`: q, category, brand, availability, stock_below, missing, sort and cursor. */
  list: (store: string, query: URLSearchParams, signal?: AbortSignal) =>
    request<AdminProductPage>(inStore(store, `/products${query.size > 0 ? `?${query}` : ''}`), {
      signal,
    }),
  values: (store: string, signal?: AbortSignal) =>
    request<ProductValues>(inStore(store, '/product-values'), { signal }),
  get: (store: string, id: string, signal?: AbortSignal) =>
    request<AdminProduct>(product(store, id), { signal }),
  create: (store: string, body: NewProduct) =>
    requestChange<AdminProduct>(inStore(store, '/products'), { method: 'POST', body }),
  change: (store: string, { id, version }: Seen, body: ProductChange) =>
    requestChange<AdminProduct>(product(store, id), { method: 'PATCH', body, version }),
  remove: (store: string, { id, version }: Seen) =>
    requestChange<void>(product(store, id), { method: 'DELETE', version }),
  bulk: (store: string, body: BulkRequest) =>
    request<BulkResponse>(inStore(store, '/products/bulk'), {
      method: 'POST',
      body,
      limitMs: BULK_LIMIT_MS,
    }),
  uploadMedia: (store: string, file: Blob, options: UploadOptions) =>
    upload<UploadedMedia>(inStore(store, '/media'), file, options),
  preview: (
    store: string,
    body: NewProduct,
    { language, signal }: { language: string; signal: AbortSignal },
  ) =>
    request<ProductPreview>(inStore(store, `/products/preview?language=${language}`), {
      method: 'POST',
      body,
      signal,
    }),
  /** An entry of those that one bulk edit made; undefined when it made none. */
  entryOfGroup: async (store: string, group: string) => {
    const { entries } = await request<AdminAuditPage>(inStore(store, `/audit?group=${group}`));
    return entries[0]?.id;
  },
  /** Takes an entry of the audit log back, and the others of its group with it. */
  undo: (store: string, entry: string) =>
    request<UndoResult>(inStore(store, `/audit/${encodeURIComponent(entry)}/undo`), {
      method: 'POST',
    }),
};
