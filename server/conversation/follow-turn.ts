import type { LiveEvents } from './live-events.ts';
import type { ReadMarks } from './read-marks.ts';
import { type NumberedChunk, runOf, type TurnRef, type TurnSignals, type Turns } from './turns.ts';

export interface FollowDeps {
  turns: Turns;
  signals: TurnSignals;
  /** The turn's events when it runs in this process. */
  findLive(turnId: string): LiveEvents | undefined;
  limits: FollowLimits;
  /** Of readers of turns that other processes run. */
  readMarks: ReadMarks;
  /** Aborted when the process shuts down: readers come back to another one. */
  closing?: AbortSignal;
}

export interface FollowLimits {
  /** How often the log is asked when no signal comes. */
  pollMs: number;
}

export const DEFAULT_FOLLOW_LIMITS: FollowLimits = { pollMs: 1_000 };

const never = new AbortController().signal;

/**
 * Yields a turn's events after `afterSeq`, each once and in order, as many at once as are there, up to the last one:
 * from memory when the turn runs in this process, else from the log. Returns whether the last one was among them: a
 * reader whose `signal` is aborted, or whose turn another process began to tell anew, has not seen the end and comes
 * back.
 */
export async function* followTurn(
  deps: FollowDeps,
  turn: TurnRef,
  { afterSeq, signal: readerLeft }: { afterSeq: number; signal: AbortSignal },
): AsyncGenerator<NumberedChunk[], boolean> {
  const { closing = never, limits } = deps;
  let seq = afterSeq;
  let run: number | undefined;
  const live = deps.findLive(turn.turnId);
  if (live) {
    // Closing ends these turns too: readers need not listen for it, thousands of them.
    const batches = live.follow(seq, readerLeft);
    try {
      for (let next = await batches.next(); ; next = await batches.next()) {
        if (next.done && next.value) return true;
        if (next.done) break;
        seq = next.value.at(-1)!.seq;
        run = runOf(seq);
        yield next.value;
      }
    } finally {
      // A reader that leaves in the middle of a batch is missed too.
      await batches.return(false);
    }
  }
  const signal = AbortSignal.any([readerLeft, closing]);
  const isGone = deps.readMarks.add(turn.turnId);
  try {
    while (!signal.aborted) {
      const { events, over, abandoned } = await deps.turns.events(turn, seq);
      // What a dead run has told is told anew in a moment; who has seen nothing of it is spared that.
      const [firstNew] = abandoned && run === undefined ? [] : events;
      if (firstNew) {
        run ??= runOf(firstNew.seq);
        const ofThisRun = events.filter((event) => runOf(event.seq) === run);
        if (ofThisRun.length > 0) yield ofThisRun;
        if (ofThisRun.length < events.length) return false;
        seq = events.at(-1)!.seq;
      }
      if (over) return true;
      if (!firstNew) {
        await deps.signals.waitForEvents(turn.turnId, { limitMs: limits.pollMs, signal });
      }
    }
    return false;
  } finally {
    isGone();
  }
}
