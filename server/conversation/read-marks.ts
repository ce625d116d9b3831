/** Tells other processes which of their turns are read through this one. */
export interface ReadMarks {
  /** Somebody begins to read the turn; call what it returns when they stop. */
  add(turnId: string): () => void;
}

export interface ReadMarksOptions {
  /** Says of all these turns, in one statement, that they are read. */
  mark(turnIds: string[]): Promise<void>;
  everyMs: number;
  onError(error: unknown): void;
}

/** Marks a turn at once and then again and again, however slowly its readers take what they read. */
export function createReadMarks({ mark, everyMs, onError }: ReadMarksOptions): ReadMarks {
  const readers = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  function markAll(): void {
    timer = undefined;
    if (readers.size === 0) return;
    mark([...readers.keys()]).catch(onError);
    schedule(everyMs);
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(markAll, ms);
    timer.unref();
  }

  return {
    add(turnId) {
      readers.set(turnId, (readers.get(turnId) ?? 0) + 1);
      if (readers.get(turnId) === 1) schedule(0);
      return () => {
        const left = (readers.get(turnId) ?? 1) - 1;
        if (left > 0) readers.set(turnId, left);
        else readers.delete(turnId);
      };
    },
  };
}
