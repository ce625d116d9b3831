import type { AdminSession, AdminStore } from '../../shared/admin.ts';
import type {
  AdminKeyList,
  AdminPerson,
  AdminSessionList,
  AdminTeam,
  JoinRequest,
  MadeInvitation,
  MadeKey,
  NewInvitation,
  NewKey,
  OpenInvitation,
  PersonChange,
} from '../../shared/admin-people.ts';
import type { NewStore } from '../../shared/admin-stores.ts';
import type { NewWebhookSecret, WebhookSecretList } from '../../shared/machine.ts';
import { request } from './request.ts';

const secretsOf = (store: string) => `/stores/${encodeURIComponent(store)}/webhook-secrets`;

/** The calls of the pages about people, keys and stores. All throw ApiProblem. */
export const peopleApi = {
  team: (signal?: AbortSignal) => request<AdminTeam>('/team', { signal }),
  changePerson: (id: string, body: PersonChange) =>
    request<AdminPerson>(`/people/${encodeURIComponent(id)}`, { method: 'PATCH', body }),
  makePasswordLink: (id: string) =>
    request<MadeInvitation>(`/people/${encodeURIComponent(id)}/password-link`, { method: 'POST' }),
  invite: (body: NewInvitation) =>
    request<MadeInvitation>('/invitations', { method: 'POST', body }),
  revokeInvitation: (id: string) =>
    request<void>(`/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' }),

  invitation: (token: string, signal?: AbortSignal) =>
    request<OpenInvitation>('/join/invitation', { method: 'POST', body: { token }, signal }),
  join: (body: JoinRequest) => request<AdminSession>('/join', { method: 'POST', body }),

  sessions: (signal?: AbortSignal) => request<AdminSessionList>('/sessions', { signal }),
  endSession: (id: string) =>
    request<void>(`/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  endAllSessions: () => request<void>('/sessions', { method: 'DELETE' }),

  keys: (signal?: AbortSignal) => request<AdminKeyList>('/keys', { signal }),
  makeKey: (body: NewKey) => request<MadeKey>('/keys', { method: 'POST', body }),
  revokeKey: (id: string) => request<void>(`/keys/${encodeURIComponent(id)}`, { method: 'DELETE' }),

  webhookSecrets: (store: string, signal?: AbortSignal) =>
    request<WebhookSecretList>(secretsOf(store), { signal }),
  makeWebhookSecret: (store: string) =>
    request<NewWebhookSecret>(secretsOf(store), { method: 'POST' }),
  removeWebhookSecret: (store: string, id: string) =>
    request<void>(`${secretsOf(store)}/${encodeURIComponent(id)}`, { method: 'DELETE' }),

  makeStore: (body: NewStore) => request<AdminStore>('/stores', { method: 'POST', body }),
};
