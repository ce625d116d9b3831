import type { AdminAuditNames, AdminAuditPage, UndoResult } from '../../shared/admin-audit.ts';
import { request } from './request.ts';

/** Of a store, by its key, or of the installation. */
const audit = (store: string | undefined) =>
  store === undefined ? '/audit' : `/stores/${encodeURIComponent(store)}/audit`;

/** The calls of the history. All throw ApiProblem. */
export const auditApi = {
  /** `query`: actor, thing, subject, group and cursor. */
  page: (store: string | undefined, query: URLSearchParams, signal?: AbortSignal) =>
    request<AdminAuditPage>(`${audit(store)}${query.size > 0 ? `?${query}` : ''}`, { signal }),
  actors: (store: string | undefined, signal?: AbortSignal) =>
    request<AdminAuditNames>(`${audit(store)}/actors`, { signal }),
  undo: (store: string | undefined, entry: string) =>
    request<UndoResult>(`${audit(store)}/${encodeURIComponent(entry)}/undo`, { method: 'POST' }),
};
