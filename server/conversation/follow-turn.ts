import type { LiveEvents } from './live-events.ts';
import type { NumberedChunk, TurnRef, TurnSignals, Turns } from './turns.ts';

export interface FollowDeps {
  turns: Turns;
  signals: TurnSignals;
  /** The turn's events when it runs in this process. */
  findLive(turnId: string): LiveEvents | undefined;
  limits: FollowLimits;
}

export interface FollowLimits {
  /** How often the log is asked when no signal comes. */
  pollMs: number;
  /** No turn takes this long; a reader that still waits is let go and may come back. */
  totalMs: number;
}

export const DEFAULT_FOLLOW_LIMITS: FollowLimits = { pollMs: 1_000, totalMs: 180_000 };

/**
 * Yields a turn's events after `afterSeq`, each once and in order, up to the last one: from memory when
 * the turn runs in this process, else from the log. Returns whether the last one was among them: a reader
 * whose `signal` is aborted, or who waited too long, has not seen the end.
 */
export async function* followTurn(
  deps: FollowDeps,
  turn: TurnRef,
  { afterSeq, signal: readerLeft }: { afterSeq: number; signal: AbortSignal },
): AsyncGenerator<NumberedChunk, boolean> {
  const signal = AbortSignal.any([readerLeft, AbortSignal.timeout(deps.limits.totalMs)]);
  let seq = afterSeq;
  const live = deps.findLive(turn.turnId);
  if (live) {
    const events = live.follow(seq, signal);
    for (let next = await events.next(); ; next = await events.next()) {
      if (next.done && next.value) return true;
      if (next.done) break;
      seq = next.value.seq;
      yield next.value;
    }
  }
  while (!signal.aborted) {
    const { events, over } = await deps.turns.events(turn, seq);
    for (const event of events) {
      seq = event.seq;
      yield event;
    }
    if (over) return true;
    if (events.length === 0) {
      await deps.signals.waitForEvents(turn.turnId, { limitMs: deps.limits.pollMs, signal });
    }
  }
  return false;
}
