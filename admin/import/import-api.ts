import type {
  CatalogExportFormat,
  CatalogImport,
  CatalogImportList,
  ImportRowKind,
  ImportRowPage,
  ImportRun,
  WantedImportFormat,
} from '../../shared/catalog-import.ts';
import { request } from '../api/request.ts';
import { type UploadOptions, upload } from '../api/upload.ts';

const inStore = (store: string, path: string) => `/stores/${encodeURIComponent(store)}${path}`;

/** Every call about catalog files. All throw ApiProblem. */
export const importApi = {
  list: (store: string, signal?: AbortSignal) =>
    request<CatalogImportList>(inStore(store, '/imports'), { signal }),
  get: (store: string, id: string, signal?: AbortSignal) =>
    request<CatalogImport>(inStore(store, `/imports/${encodeURIComponent(id)}`), { signal }),
  rows(
    store: string,
    id: string,
    { kind, cursor, signal }: { kind: ImportRowKind; cursor?: string; signal?: AbortSignal },
  ) {
    const query = new URLSearchParams(cursor === undefined ? { kind } : { kind, cursor });
    return request<ImportRowPage>(inStore(store, `/imports/${id}/rows?${query}`), { signal });
  },
  send(
    store: string,
    file: File,
    { format, ...options }: UploadOptions & { format: WantedImportFormat },
  ) {
    const query = new URLSearchParams({ format, name: file.name.slice(0, 200) });
    return upload<CatalogImport>(inStore(store, `/imports?${query}`), file, options);
  },
  run: (store: string, id: string, body: ImportRun) =>
    request<CatalogImport>(inStore(store, `/imports/${id}/run`), { method: 'POST', body }),
  cancel: (store: string, id: string) =>
    request<CatalogImport>(inStore(store, `/imports/${id}/cancel`), { method: 'POST', body: {} }),

  exportUrl: (store: string, format: CatalogExportFormat) =>
    `/admin/api${inStore(store, `/export?format=${format}`)}`,
  refusedUrl: (store: string, id: string, language: string) =>
    `/admin/api${inStore(store, `/imports/${id}/refused?language=${language}`)}`,
};
