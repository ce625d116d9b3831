import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../shop/clock.ts';
import { keepTrying, type Patience } from '../shop/keep-trying.ts';
import { type BatchSizes, createEventBatches } from './event-batches.ts';
import { createLiveEvents, type LiveEvents } from './live-events.ts';
import {
  type AnswerTurn,
  type RunTurnDeps,
  runTurn,
  TurnHandedOver,
  TurnStopped,
} from './run-turn.ts';
import {
  firstSeq,
  type RunnableTurn,
  type StepRecord,
  type ToolCallRecord,
  type TurnLog,
  type TurnOutcome,
} from './turns.ts';

/** The turns that run in this process. */
export interface RunningTurns {
  /**
   * Starts answering and returns at once; readers follow the events. The lease that makes the turn ours was asked for at
   * `askedAt` (`performance.now()`): the answer may have waited in a suspended process.
   */
  start(turn: RunnableTurn, askedAt: number): void;
  findLive(turnId: string): LiveEvents | undefined;
  /** Those that somebody follows through this process. */
  readIds(): string[];
  /** Calls back when the last reader of a turn in this process has gone. */
  onUnread(listener: (turnId: string) => void): void;
  /** Stops one as its visitor asked, or because the visitor is gone; false when it does not run here. */
  stop(turnId: string): boolean;
  /** At `askedAt` (`performance.now()`) the database still knew these as ours. */
  held(turnIds: string[], askedAt: number): void;
  /** Breaks one off without storing an end: another process has it, or will. */
  handOver(turnId: string): void;
  ids(): string[];
  /** Resolves when none runs, at the latest after `limitMs`. */
  idle(limitMs: number): Promise<void>;
  /** Breaks all off and waits until nothing writes any more. */
  handOverAll(): Promise<void>;
}

export interface RunningTurnsDeps {
  leaseOwner: string;
  log: TurnLog;
  clock: Clock;
  /** Renews the lease; false when it is another's. */
  keepLease(turnId: string): Promise<boolean>;
  /** Milliseconds that go on while the process is suspended; `performance.now` when absent. */
  monotonicMs?: (() => number) | undefined;
  answer: AnswerTurn;
  locale: RunTurnDeps['locale'];
  onError(error: unknown, doing: string): void;
  onEnd?(outcome: Omit<TurnOutcome, 'parts' | 'lastEvents' | 'lastStep'>): void;
  batches: BatchSizes;
  /** How long the end of a turn is tried to be stored before it is left to recovery. */
  finishLimitMs: number;
}

/** A turn that nobody reads so soon after its start is left, until somebody comes. */
const FIRST_READER_MS = 250;

/**
 * A lease that was ours so lately is (see lease.ts: it is kept each second and lasts 4 s). A process that was suspended
 * finds it older, and asks before it does what costs.
 */
const LEASE_SURE_MS = 3_000;

interface RunningTurn {
  run: number;
  /** By `monotonicMs`. */
  heldAt: number;
  live: LiveEvents;
  abort: AbortController;
  over: Promise<void>;
}

/** One for a process. What goes wrong in a turn goes to `onError` and never to whoever started it. */
export function createRunningTurns(deps: RunningTurnsDeps): RunningTurns {
  const { monotonicMs = () => performance.now() } = deps;
  const running = new Map<string, RunningTurn>();
  const unreadListeners: ((turnId: string) => void)[] = [];
  const batches = createEventBatches({
    ...deps.batches,
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
    const recordings: Promise<void>[] = [];
    try {
      const runDeps = depsOfRun(turn, { live, signal, recordings });
      const { closing, ...outcome } = await runTurn(runDeps, turn, signal);
      // Also when it heard too late to break off: its log may have a hole.
      if (signal.reason instanceof TurnHandedOver) throw signal.reason;
      // Nothing is taken of a turn that has ended.
      await Promise.all(recordings);
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
      await Promise.all(recordings);
      running.delete(turn.turnId);
    }
  }

  function depsOfRun(
    turn: RunnableTurn,
    {
      live,
      signal,
      recordings,
    }: { live: LiveEvents; signal: AbortSignal; recordings: Promise<void>[] },
  ): RunTurnDeps {
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
      confirmLease: () => confirmLease(turn.turnId, signal),
      recordStep: (step) => recordStep(step, signal),
      recordToolCall: (call) => void recordings.push(recordToolCall(call, signal)),
    };
  }

  async function confirmLease(turnId: string, signal: AbortSignal): Promise<void> {
    const turn = running.get(turnId);
    if (turn && monotonicMs() - turn.heldAt < LEASE_SURE_MS) return;
    const askedAt = monotonicMs();
    const patience = { ...patienceWhile('confirm a lease'), signal };
    if (!(await keepTrying(() => deps.keepLease(turnId), patience))) throw new TurnHandedOver();
    held([turnId], askedAt);
  }

  function held(turnIds: string[], askedAt: number): void {
    for (const turnId of turnIds) {
      const turn = running.get(turnId);
      if (turn) turn.heldAt = Math.max(turn.heldAt, askedAt);
    }
  }

  /** A turn waits for a database that is away, as long as its end would be tried to be stored. */
  async function recordStep(step: StepRecord, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const patience = { ...patienceWhile('record a step'), signal };
    const ours = await keepTrying(() => deps.log.recordStep(deps.leaseOwner, step), patience);
    if (!ours) throw new TurnHandedOver();
  }

  /** Never rejects: the answer does not wait for it. */
  async function recordToolCall(call: ToolCallRecord, signal: AbortSignal): Promise<void> {
    const doing = 'record a tool call';
    const patience = { ...patienceWhile(doing), signal };
    await keepTrying(() => deps.log.recordToolCall(deps.leaseOwner, call), patience).catch(
      (error) => signal.aborted || deps.onError(error, doing),
    );
  }

  function patienceWhile(doing: string): Patience {
    return {
      limitMs: deps.finishLimitMs,
      retryMs: deps.batches.retryMs,
      onFailure: (error) => deps.onError(error, doing),
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
    const numbered = closing.map((chunk, index) => ({ seq: lastSeq + 1 + index, chunk }));
    const lastEvents = [...(await batches.take(outcome.turn.turnId)), ...numbered];
    const doing = 'store the end of a turn';
    try {
      return await keepTrying(() => deps.log.finish(deps.leaseOwner, { ...outcome, lastEvents }), {
        ...patienceWhile(doing),
        mayPass: () => !(signal.reason instanceof TurnHandedOver),
      });
    } catch (error) {
      deps.onError(error, doing);
      return false;
    }
  }

  function startRun(turn: RunnableTurn, askedAt: number): void {
    const { turnId, run: number } = turn;
    const before = running.get(turnId);
    if (before) {
      if (before.run >= number) return;
      // Ours once more, before the run that lost it has ended.
      handOver(turnId);
      before.over.then(() => startRun(turn, askedAt));
      return;
    }
    const onUnread = () => {
      for (const listener of unreadListeners) listener(turnId);
    };
    const live = createLiveEvents({ first: firstSeq(number), onUnread });
    const abort = new AbortController();
    const over = run(turn, { live, signal: abort.signal });
    running.set(turnId, { run: number, heldAt: askedAt, live, abort, over });
    // A reader who left before the first event is missed too.
    const firstReader = setTimeout(() => live.isRead() || onUnread(), FIRST_READER_MS);
    over.then(() => clearTimeout(firstReader));
  }

  async function untilNoneRuns(signal: AbortSignal): Promise<void> {
    while (running.size > 0 && !signal.aborted) {
      await Promise.all([...running.values()].map((turn) => turn.over));
    }
  }

  return {
    start: startRun,
    findLive: (turnId) => running.get(turnId)?.live,
    stop(turnId) {
      const turn = running.get(turnId);
      turn?.abort.abort(new TurnStopped());
      return turn !== undefined;
    },
    held,
    handOver,
    ids: () => [...running.keys()],
    readIds: () => [...running].filter(([, { live }]) => live.isRead()).map(([turnId]) => turnId),
    onUnread: (listener) => void unreadListeners.push(listener),
    async idle(limitMs) {
      const limit = new AbortController();
      const over = untilNoneRuns(limit.signal);
      await Promise.race([over, sleep(limitMs, undefined, { signal: limit.signal })]);
      limit.abort();
    },
    async handOverAll() {
      const all = [...running.entries()];
      for (const [turnId] of all) handOver(turnId);
      await Promise.all(all.map(([, { over }]) => over));
    },
  };
}
