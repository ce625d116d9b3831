import { sessionState } from './session.ts';

/** True for who manages people, keys and stores as well. */
export function isOwner(): boolean {
  const state = sessionState.value;
  return state.kind === 'signed-in' && state.session.role === 'owner';
}

/** False for people who only look: pages then show what others can change, and no controls for it. */
export function mayEdit(): boolean {
  const state = sessionState.value;
  return state.kind === 'signed-in' && state.session.role !== 'viewer';
}
