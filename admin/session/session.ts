import { signal } from '@preact/signals';
import type { AdminSession, AdminStore } from '../../shared/admin.ts';
import type { JoinRequest } from '../../shared/admin-people.ts';
import { adminApi } from '../api/admin-api.ts';
import { peopleApi } from '../api/people-api.ts';
import { ApiProblem } from '../api/request.ts';

/** Who uses this page. `failed` carries what went wrong while asking. */
export type SessionState =
  | { kind: 'asking' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'signed-out' }
  | { kind: 'signed-in'; session: AdminSession; stores: AdminStore[] };

export const sessionState = signal<SessionState>({ kind: 'asking' });

export async function askSession(): Promise<void> {
  sessionState.value = { kind: 'asking' };
  try {
    await enter(await adminApi.session());
  } catch (error) {
    sessionState.value = isSignedOut(error) ? { kind: 'signed-out' } : { kind: 'failed', error };
  }
}

/** Throws ApiProblem when the server refuses. */
export async function signIn(email: string, password: string): Promise<void> {
  await enter(await adminApi.signIn({ email, password }));
}

/** Accepts an invitation. Throws ApiProblem when the server refuses. */
export async function join(request: JoinRequest): Promise<void> {
  await enter(await peopleApi.join(request));
}

/** A store was made. */
export function addStore(store: AdminStore): void {
  const state = sessionState.value;
  if (state.kind !== 'signed-in') return;
  sessionState.value = { ...state, stores: [...state.stores, store] };
}

/** What the menu and the pages know of a store is as it was saved just now. */
export function changeStore(key: string, change: Partial<AdminStore>): void {
  const state = sessionState.value;
  if (state.kind !== 'signed-in') return;
  const stores = state.stores.map((store) => (store.key === key ? { ...store, ...change } : store));
  sessionState.value = { ...state, stores };
}

export async function signOut(): Promise<void> {
  await adminApi.signOut();
  sessionState.value = { kind: 'signed-out' };
}

/** The session is over, and this page knows it already. */
export function forgetSession(): void {
  sessionState.value = { kind: 'signed-out' };
}

/** For whatever a page caught: true when the session is over, and then the sign-in page shows. */
export function endIfSignedOut(error: unknown): boolean {
  if (!isSignedOut(error)) return false;
  sessionState.value = { kind: 'signed-out' };
  return true;
}

async function enter(session: AdminSession): Promise<void> {
  const { stores } = await adminApi.stores();
  sessionState.value = { kind: 'signed-in', session, stores };
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'unauthorized';
}
