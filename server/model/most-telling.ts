import type { ModelFailure } from '../errors.ts';

/** The endpoint was not even asked: it is not the one to say what went wrong. */
export function wasNotAsked({ reason }: ModelFailure): boolean {
  return reason === 'circuit_open' || reason === 'queue_full';
}

/**
 * Which of several failures to throw: the first that an endpoint really had, else the first for which one was
 * not even asked. What an endpoint cannot do comes last: it is known now, and the next time nobody will ask.
 */
export function mostTelling(failures: readonly [ModelFailure, ...ModelFailure[]]): ModelFailure {
  return failures.reduce((best, next) => (rank(next) < rank(best) ? next : best));
}

function rank(failure: ModelFailure): number {
  const { reason } = failure;
  if (reason === 'unsupported_input' || reason === 'tools_unsupported') return 2;
  return wasNotAsked(failure) ? 1 : 0;
}
