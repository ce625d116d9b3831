/** Calls whose process died before it could say how they ended. */
export interface LostCalls {
  /** Ends them: what was set aside for them is spent, and the ledger says `lost` and that cost. Returns how many. */
  end(): Promise<number>;
}

export interface LostCallsWatch {
  lostCalls: LostCalls;
  /** 60,000 when absent. */
  intervalMs?: number;
  onEnded(count: number): void;
  onError(error: unknown): void;
}

/** Looks for them now and every minute, until the returned function is called; that waits for a running look. */
export function watchForLostCalls(watch: LostCallsWatch): () => Promise<void> {
  const { lostCalls, intervalMs = 60_000, onEnded, onError } = watch;
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, intervalMs);

  async function look(): Promise<void> {
    try {
      const count = await lostCalls.end();
      if (count > 0) onEnded(count);
    } catch (error) {
      onError(error);
    }
  }

  return () => {
    clearInterval(timer);
    return looking;
  };
}
