import type { AgentEvent } from '../agent/agent-event.ts';
import type { Clock } from '../shop/clock.ts';
import { type BatchOptions, createEventBatches } from './event-batches.ts';
import { createLiveEvents, type LiveEvents } from './live-events.ts';
import { type RunTurnDeps, runTurn, TurnHandedOver, TurnStopped } from './run-turn.ts';
import type { RunnableTurn, TurnLog, TurnOutcome } from './turns.ts';

/** The turns that run in this process. */
export interface RunningTurns {
  /** Starts answering and returns at once; readers follow the events. */
  start(turn: RunnableTurn): void;
  findLive(turnId: string): LiveEvents | undefined;
  /** Stops one as its visitor asked; false when it does not run here. */
  stop(turnId: string): boolean;
  /** Breaks one off without storing an end: another process has it, or will. */
  handOver(turnId: string): void;
  ids(): string[];
  /** Breaks all off and waits until nothing writes any more. */
  handOverAll(): Promise<void>;
}

export interface RunningTurnsDeps {
  leaseOwner: string;
  log: TurnLog;
  clock: Clock;
  answer(turn: RunnableTurn, signal: AbortSignal): AsyncGenerator<AgentEvent>;
  locale: RunTurnDeps['locale'];
  onError(error: unknown, doing: string): void;
  onEnd?(outcome: Omit<TurnOutcome, 'parts' | 'lastEvents'>): void;
  intervals: Pick<BatchOptions, 'intervalMs' | 'retryMs'>;
  /** How long the end of a turn is tried to be stored before it is left to recovery. */
  finishLimitMs: number;
}

interface RunningTurn {
  live: LiveEvents;
  abort: AbortController;
  over: Promise<void>;
}

/** One for a process. What goes wrong in a turn goes to `onError` and never to whoever started it. */
export function createRunningTurns(deps: RunningTurnsDeps): RunningTurns {
  const running = new Map<string, RunningTurn>();
  const batches = createEventBatches({
    ...deps.intervals,
    log: deps.log,
    leaseOwner: deps.leaseOwner,
    onLost: handOver,
    onError: (error) => deps.onError(error, 'append turn events'),
  });

  function handOver(turnId: string): void {
    running.get(turnId)?.abort.abort(new TurnHandedOver());
  }

  async function run(
    turn: RunnableTurn,
    { live, signal }: { live: LiveEvents; signal: AbortSignal },
  ) {
    try {
      const { closing, ...outcome } = await runTurn(runDeps(turn, live), turn, signal);
      const stored = await store(outcome, { closing, signal, lastSeq: live.lastSeq() });
      if (stored) {
        closing.forEach(live.publish);
        deps.onEnd?.(outcome);
      }
      live.close(stored);
    } catch (error) {
      if (!(error instanceof TurnHandedOver)) deps.onError(error, 'run a turn');
      live.close(false);
    } finally {
      // What a broken-off turn still had to write is not written.
      await batches.take(turn.turnId);
      running.delete(turn.turnId);
    }
  }

  function runDeps(turn: RunnableTurn, live: LiveEvents): RunTurnDeps {
    return {
      answer: deps.answer,
      locale: deps.locale,
      now: () => deps.clock.now(),
      onBug: (error) => deps.onError(error, 'answer a question'),
      publish(chunk) {
        const event = live.publish(chunk);
        batches.add({ turn, ...event });
        return event;
      },
      recordToolCall(call) {
        deps.log
          .recordToolCall(deps.leaseOwner, call)
          .catch((error: unknown) => deps.onError(error, 'record a tool call'));
      },
    };
  }

  /** Tries until it is stored, the lease is lost or the limit is over: then recovery ends the turn. */
  async function store(
    outcome: Omit<TurnOutcome, 'lastEvents'>,
    {
      closing,
      signal,
      lastSeq,
    }: {
      closing: TurnOutcome['lastEvents'][number]['chunk'][];
      signal: AbortSignal;
      lastSeq: number;
    },
  ): Promise<boolean> {
    const giveUpAt = performance.now() + deps.finishLimitMs;
    const numbered = closing.map((chunk, index) => ({ seq: lastSeq + 1 + index, chunk }));
    const lastEvents = [...(await batches.take(outcome.turn.turnId)), ...numbered];
    for (;;) {
      try {
        return await deps.log.finish(deps.leaseOwner, { ...outcome, lastEvents });
      } catch (error) {
        deps.onError(error, 'store the end of a turn');
        if (performance.now() > giveUpAt || signal.reason instanceof TurnHandedOver) return false;
        await new Promise((resolve) => setTimeout(resolve, deps.intervals.retryMs));
      }
    }
  }

  return {
    start(turn) {
      if (running.has(turn.turnId)) return;
      const live = createLiveEvents();
      const abort = new AbortController();
      running.set(turn.turnId, { live, abort, over: run(turn, { live, signal: abort.signal }) });
    },
    findLive: (turnId) => running.get(turnId)?.live,
    stop(turnId) {
      const turn = running.get(turnId);
      turn?.abort.abort(new TurnStopped());
      return turn !== undefined;
    },
    handOver,
    ids: () => [...running.keys()],
    async handOverAll() {
      const all = [...running.entries()];
      for (const [turnId] of all) handOver(turnId);
      await Promise.all(all.map(([, { over }]) => over));
    },
  };
}
