import { useCallback, useEffect, useState } from 'preact/hooks';
import { endIfSignedOut } from '../session/session.ts';

export interface Resource<T> {
  /** Undefined until the first answer, and again when `key` changes. */
  value: T | undefined;
  error: unknown;
  reload(): void;
  /** Changes the value in place, for example to what a save answered. */
  update(change: (value: T) => T): void;
}

/** Asks the server once for each `key`; an answer that comes after the page moved on is dropped. */
export function useResource<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
): Resource<T> {
  const [answer, setAnswer] = useState<{ key: string; value?: T; error?: unknown }>({ key });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setAnswer({ key, value });
      },
      (error: unknown) => {
        if (!abort.signal.aborted && !endIfSignedOut(error)) {
          setAnswer((last) => ({ key, value: last.key === key ? last.value : undefined, error }));
        }
      },
    );
    return () => abort.abort();
  }, [key, round]);

  const reload = useCallback(() => setRound((last) => last + 1), []);
  const update = useCallback(
    (change: (value: T) => T) =>
      setAnswer((last) =>
        last.key === key && last.value !== undefined ? { key, value: change(last.value) } : last,
      ),
    [key],
  );
  const current = answer.key === key ? answer : undefined;
  return { value: current?.value, error: current?.error, reload, update };
}
