import { signal } from '@preact/signals';
import type { AdminSession, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
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

export async function signOut(): Promise<void> {
  await adminApi.signOut();
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
