import type { TurnSignals } from '../../conversation/turns.ts';
import type { Sql } from '../connection/database.ts';
import { EVENTS_CHANNEL, STOP_CHANNEL } from './turn-channels.ts';

/** `onError` hears when the database refuses LISTEN (some poolers do); readers then find out by polling. */
export function postgresTurnSignals(sql: Sql, onError: (error: unknown) => void): TurnSignals {
  const waiting = new Map<string, Set<() => void>>();
  const stopListeners: ((turnId: string) => void)[] = [];

  sql
    .listen(EVENTS_CHANNEL, (turnIds) => {
      // Mostly our own turns' news, which our readers have had from memory.
      if (waiting.size === 0) return;
      for (const turnId of turnIds.split(',')) {
        for (const resume of waiting.get(turnId) ?? []) resume();
      }
    })
    .catch(onError);
  sql
    .listen(STOP_CHANNEL, (turnId) => {
      for (const listener of stopListeners) listener(turnId);
    })
    .catch(onError);

  return {
    waitForEvents(turnId, { limitMs, signal }) {
      return new Promise((resolve) => {
        const resumes = waiting.get(turnId) ?? new Set();
        waiting.set(turnId, resumes);
        const timer = setTimeout(resume, limitMs);
        function resume(): void {
          clearTimeout(timer);
          signal.removeEventListener('abort', resume);
          resumes.delete(resume);
          if (resumes.size === 0 && waiting.get(turnId) === resumes) waiting.delete(turnId);
          resolve();
        }
        resumes.add(resume);
        signal.addEventListener('abort', resume, { once: true });
        if (signal.aborted) resume();
      });
    },
    onStop(listener) {
      stopListeners.push(listener);
    },
  };
}
