import { setTimeout as sleep } from 'node:timers/promises';
import type { Chunk } from '../../shared/chunk.ts';
import { foldChunk } from '../../shared/fold-chunk.ts';
import type { ChatMessage } from '../../shared/message.ts';
import { failureNotice } from './failure-notice.ts';
import { gather } from './gather.ts';
import type { RunningTurns } from './running-turns.ts';
import {
  type AbandonedTurn,
  firstSeq,
  type RunnableTurn,
  type TurnLeases,
  type TurnLog,
} from './turns.ts';

export interface RecoveryDeps {
  leaseOwner: string;
  leases: TurnLeases;
  log: TurnLog;
  runningTurns: RunningTurns;
  locale(turn: RunnableTurn): Promise<string>;
  onError(error: unknown, doing: string): void;
  intervalMs: number;
  /** How long a turn that nobody reads goes on, in milliseconds. */
  graceMs: number;
}

/** Every turn reaches an end within this and a lease's length after its process died. */
export const DEFAULT_RECOVERY_INTERVAL_MS = 1_000;
const TURNS_AT_ONCE = 20;
/** A question that kills the process that answers it is not tried for ever. */
const MAX_TAKEOVERS = 2;

/** While the database is away it is asked so many times in an interval: whoever is back first keeps what it runs. */
const TRIES_IN_OUTAGE = 4;

/** The database's clock and ours may part by this much within the grace. */
const CLOCK_SLACK_MS = 20;
/** Turns that are left within so long are looked after together. */
const GATHER_MS = 10;

export interface Recovery {
  /** From here on only what runs is kept: the process is about to end. */
  stopTakingOver(): void;
  /** Ends the watch; resolves when it does nothing more. */
  end(): Promise<void>;
}

/**
 * Keeps this process's leases up, ends turns that nobody reads, and goes on with turns whose process died: what they
 * had finished is kept, the step that broke off is asked again. One that was taken over too often is ended, keeping
 * what was said, with a notice that offers to try again.
 */
export function recoverTurns(deps: RecoveryDeps): Recovery {
  let over = false;
  let takesOver = true;
  let current: Promise<void> = Promise.resolve();
  let wasAway = false;
  let timer: NodeJS.Timeout;

  async function round(): Promise<void> {
    let waitMs = deps.intervalMs;
    try {
      if (wasAway) await afterOutage();
      else await keepAndTakeOver(deps, () => takesOver && !over);
      wasAway = false;
    } catch (error) {
      wasAway = true;
      waitMs /= TRIES_IN_OUTAGE;
      deps.onError(error, 'look after turns');
    }
    if (!over) schedule(waitMs);
  }

  function schedule(ms: number): void {
    timer = setTimeout(() => {
      current = round();
    }, ms);
  }

  /** All leases may have ended meanwhile: first every process keeps what it still runs, in the next round others take over. */
  async function afterOutage(): Promise<void> {
    // Nobody could read them meanwhile, so all have their grace anew. Without turns it is asked too: is it there?
    const turnIds = deps.runningTurns.ids();
    await keepLeases(deps, { turnIds, readIds: turnIds });
    if (turnIds.length === 0) await deps.leases.keep(deps.leaseOwner, { turnIds, readIds: [] });
  }

  /** Counts the grace from now; the rounds would be up to one interval late. */
  async function endUnlessReadAgain(turnIds: string[]): Promise<void> {
    const { leases, leaseOwner, graceMs } = deps;
    await leases.keep(leaseOwner, { turnIds, readIds: turnIds });
    await sleep(graceMs + CLOCK_SLACK_MS, undefined, { ref: false });
    if (!over) await keepLeases(deps, { turnIds });
  }

  // A proxy that goes takes all its readers with it.
  const onUnread = gather(GATHER_MS, (turnIds: string[]) => {
    endUnlessReadAgain(turnIds).catch((error) => deps.onError(error, 'end turns nobody reads'));
  });
  deps.runningTurns.onUnread(onUnread);
  schedule(0);
  return {
    stopTakingOver() {
      takesOver = false;
    },
    async end() {
      over = true;
      clearTimeout(timer);
      await current;
    },
  };
}

async function keepAndTakeOver(deps: RecoveryDeps, mayTakeOver: () => boolean): Promise<void> {
  await keepLeases(deps);
  if (!mayTakeOver()) return;
  const askedAt = performance.now();
  const abandoned = await deps.leases.takeOver(deps.leaseOwner, TURNS_AT_ONCE);
  // Side by side: one that cannot be recovered now keeps no other waiting, and its lease ends again.
  await Promise.all(
    abandoned.map((one) =>
      recover(deps, one, askedAt).catch((error) => deps.onError(error, 'recover a turn')),
    ),
  );
}

async function keepLeases(
  { leases, leaseOwner, runningTurns }: RecoveryDeps,
  {
    turnIds = runningTurns.ids(),
    readIds = runningTurns.readIds(),
  }: { turnIds?: string[]; readIds?: string[] } = {},
): Promise<void> {
  const running = new Set(runningTurns.ids());
  const before = turnIds.filter((turnId) => running.has(turnId));
  if (before.length === 0) return;
  const askedAt = performance.now();
  const kept = await leases.keep(leaseOwner, { turnIds: before, readIds });
  runningTurns.held(kept.held, askedAt);
  const readAgain = new Set(runningTurns.readIds());
  const left = kept.left.filter((turnId) => !readAgain.has(turnId));
  for (const turnId of [...kept.stopRequested, ...left]) runningTurns.stop(turnId);
  const ours = new Set(kept.held);
  for (const turnId of before) if (!ours.has(turnId)) runningTurns.handOver(turnId);
}

async function recover(
  deps: RecoveryDeps,
  abandoned: AbandonedTurn,
  askedAt: number,
): Promise<void> {
  const { turn, events, stopRequested, takeovers } = abandoned;
  if (!stopRequested && takeovers <= MAX_TAKEOVERS) {
    deps.runningTurns.start(turn, askedAt);
    return;
  }
  const said = events.map(({ chunk }) => chunk);
  const closing = [
    ...closeOpenText(said),
    ...(stopRequested ? stopped() : interrupted(await deps.locale(turn))),
  ];
  // The log was emptied for this run, whose readers are told all of it.
  const start: Chunk[] =
    said.length > 0 ? [] : [{ type: 'start', messageId: turn.answerMessageId }];
  const all = [...start, ...said, ...closing];
  const message = all.reduce<ChatMessage>(foldChunk, {
    id: turn.answerMessageId,
    role: 'assistant',
    parts: [],
  });
  await deps.log.finish(deps.leaseOwner, {
    turn,
    status: stopRequested ? 'stopped' : 'failed',
    failureCode: stopRequested ? undefined : 'interrupted',
    parts: message.parts,
    lastEvents: all.map((chunk, index) => ({ seq: firstSeq(turn.run) + index, chunk })),
    model: undefined,
    endpoint: undefined,
    firstTextAt: undefined,
  });
}

function stopped(): Chunk[] {
  return [{ type: 'abort' }];
}

function interrupted(locale: string): Chunk[] {
  const notice = failureNotice('interrupted', locale);
  return [
    { type: 'data-notice', id: 'failure', data: notice },
    { type: 'error', errorText: notice.text },
  ];
}

function closeOpenText(said: Chunk[]): Chunk[] {
  const last = said.findLast(({ type }) => type === 'text-delta' || type === 'text-end');
  return last?.type === 'text-delta' ? [{ type: 'text-end', id: last.id }] : [];
}
