import type { AgentDeps } from '../agent/agent-turn.ts';
import { sharedPrompts } from '../agent/prompt-of-store.ts';
import { answerQuestion } from '../conversation/answer-question.ts';
import type { PhotoDeps } from '../conversation/conversation-photos.ts';
import { DEFAULT_MOST_WAITING, DEFAULT_RETRY_MS } from '../conversation/event-batches.ts';
import { DEFAULT_FOLLOW_LIMITS, type FollowDeps } from '../conversation/follow-turn.ts';
import { createReadMarks } from '../conversation/read-marks.ts';
import { DEFAULT_RECOVERY_INTERVAL_MS, recoverTurns } from '../conversation/recover-turns.ts';
import {
  createRunningTurns,
  type RunningTurns,
  type RunningTurnsDeps,
} from '../conversation/running-turns.ts';
import type { RunnableTurn, TurnHistory, Turns } from '../conversation/turns.ts';
import type { Database } from '../postgres/connection/database.ts';
import { isDatabaseUnavailable } from '../postgres/connection/database-errors.ts';
import { postgresTurnLeases } from '../postgres/conversations/turn-leases.ts';
import { postgresTurnLog } from '../postgres/conversations/turn-log.ts';
import { postgresTurnSignals } from '../postgres/conversations/turn-signals.ts';
import { postgresTurns } from '../postgres/conversations/turns.ts';
import { systemClock as clock } from '../shop/clock.ts';
import { newId } from '../shop/new-id.ts';
import type { Stores } from '../shop/store.ts';
import type { Surroundings } from './surroundings.ts';

/** How long a turn waits for a database that is away: to be read, or for a step or its end to be stored. */
const DATABASE_LIMIT_MS = 60_000;
/** How often other processes hear that their turns are read here. */
const READ_MARK_MS = 1_000;

export interface TurnsOptions extends Surroundings {
  agent: AgentDeps;
  stores: Stores;
  photos: PhotoDeps;
  onEnd: RunningTurnsDeps['onEnd'];
}

export interface OpenTurns {
  /** Names this process in the leases of its turns. */
  leaseOwner: string;
  turns: Turns & TurnHistory;
  runningTurns: RunningTurns;
  follow: FollowDeps;
  /** No turn is taken over any more, and those that run have this long to end. */
  drain(limitMs: number): Promise<void>;
  /** Lets readers and turns go to other processes. */
  handOver(): Promise<void>;
}

/** Turns that run here, those of other processes that are followed here, and those whose process died. */
export function openTurns({ db, sql }: Database, options: TurnsOptions): OpenTurns {
  const { agent, stores, photos, onEnd, config, logError, cleanup } = options;
  const { leaveGraceMs: graceMs } = config;
  const leaseOwner = newId();
  const turns = postgresTurns(db, { graceMs });
  const leases = postgresTurnLeases(db, { graceMs });
  const log = postgresTurnLog(db);
  const signals = postgresTurnSignals(sql, (error) => logError(error, 'listen for turns'));
  const locale = async ({ storeId, context }: RunnableTurn) =>
    context?.locale ?? (await stores.get(storeId))?.locale ?? 'en';

  const patience = {
    limitMs: DATABASE_LIMIT_MS,
    retryMs: DEFAULT_RETRY_MS,
    mayPass: isDatabaseUnavailable,
    onFailure: (error: unknown) => logError(error, 'read a question'),
  };
  const promptOf = sharedPrompts();
  const answerDeps = { agent, stores, turns, photos, clock, promptOf, patience };
  const runningTurns = createRunningTurns({
    leaseOwner,
    log,
    async keepLease(turnId) {
      const { held } = await leases.keep(leaseOwner, { turnIds: [turnId], readIds: [] });
      return held.length > 0;
    },
    clock,
    locale,
    answer: (turn, signal, confirm) => answerQuestion(answerDeps, turn, { signal, confirm }),
    onError: logError,
    onEnd,
    batches: {
      ...config.eventBatches,
      retryMs: DEFAULT_RETRY_MS,
      mostWaiting: DEFAULT_MOST_WAITING,
    },
    finishLimitMs: DATABASE_LIMIT_MS,
  });
  signals.onStop(runningTurns.stop);
  const recovery = recoverTurns({
    leaseOwner,
    leases,
    log,
    runningTurns,
    locale,
    onError: logError,
    intervalMs: DEFAULT_RECOVERY_INTERVAL_MS,
    graceMs,
  });
  const closing = new AbortController();
  async function handOver(): Promise<void> {
    closing.abort();
    // Their leases are kept up until nothing writes any more, however slow the database is.
    await runningTurns.handOverAll();
    await recovery.end();
    await leases.release(leaseOwner).catch((error) => logError(error, 'release turns'));
  }
  // Again when no request is left: one that was under way may have started a turn after the others were let go.
  cleanup.defer(handOver);

  return {
    leaseOwner,
    turns,
    runningTurns,
    follow: {
      turns,
      signals,
      findLive: runningTurns.findLive,
      limits: DEFAULT_FOLLOW_LIMITS,
      readMarks: createReadMarks({
        mark: turns.markRead,
        everyMs: READ_MARK_MS,
        onError: (error) => logError(error, 'say which turns are read'),
      }),
      closing: closing.signal,
    },
    drain(limitMs) {
      recovery.stopTakingOver();
      return runningTurns.idle(limitMs);
    },
    handOver,
  };
}
