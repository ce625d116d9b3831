import { useState } from 'preact/hooks';
import { problemText } from '../api/problem-text.ts';
import { endIfSignedOut } from '../session/session.ts';

export interface Action {
  isBusy: boolean;
  /** What went wrong the last time, in the reader's language. */
  error: string | undefined;
  /** Does the work; what it throws becomes `error`. */
  run(work: () => Promise<void>): Promise<void>;
}

/** One thing at a time that a button does on the server. `explain` says what a failure means here. */
export function useAction(explain: (problem: unknown) => string = problemText): Action {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const run = async (work: () => Promise<void>) => {
    setError(undefined);
    setBusy(true);
    try {
      await work();
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(explain(problem));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, run };
}
