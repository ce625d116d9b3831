import { sessionState } from './session.ts';

/** False for people who only look: pages then show what others can change, and no controls for it. */
export function mayEdit(): boolean {
  const state = sessionState.value;
  return state.kind === 'signed-in' && state.session.role !== 'viewer';
}
