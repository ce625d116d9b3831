const TIME_IS_UP = new Error('the time for the answer is up');

/** How long an answer may take. */
export interface AnswerTime extends Disposable {
  /** Aborted when the time is up, or with the reason of the turn's signal. */
  signal: AbortSignal;
  isUp(): boolean;
}

/**
 * From now on, for so many milliseconds. By hand: AbortSignal.any and AbortSignal.timeout take many times the memory, for
 * as long as the answer.
 */
export function timeToAnswer(signal: AbortSignal, totalMs: number): AnswerTime {
  const over = new AbortController();
  const stop = () => over.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const deadline = setTimeout(() => over.abort(TIME_IS_UP), totalMs);
  return {
    signal: over.signal,
    isUp: () => over.signal.reason === TIME_IS_UP && !signal.aborted,
    [Symbol.dispose]() {
      clearTimeout(deadline);
      signal.removeEventListener('abort', stop);
    },
  };
}
