import type { Conversations, Question } from '../../server/conversation/conversations.ts';
import { type FollowDeps, followTurn } from '../../server/conversation/follow-turn.ts';
import { createReadMarks } from '../../server/conversation/read-marks.ts';
import { recoverTurns } from '../../server/conversation/recover-turns.ts';
import type { AnswerTurn } from '../../server/conversation/run-turn.ts';
import { createRunningTurns } from '../../server/conversation/running-turns.ts';
import type { NumberedChunk, TurnRef } from '../../server/conversation/turns.ts';
import type { Database } from '../../server/postgres/connection/database.ts';
import { postgresConversations } from '../../server/postgres/conversations/conversations.ts';
import { postgresTurnLeases } from '../../server/postgres/conversations/turn-leases.ts';
import { postgresTurnLog } from '../../server/postgres/conversations/turn-log.ts';
import { postgresTurnSignals } from '../../server/postgres/conversations/turn-signals.ts';
import { postgresTurns } from '../../server/postgres/conversations/turns.ts';
import { systemClock } from '../../server/shop/clock.ts';
import { newId } from '../../server/shop/new-id.ts';

/** Everything that one process has to run turns, over a real database. Several of them make an installation. */
export function turnMachinery(database: Database, answer: AnswerTurn, { graceMs = 30_000 } = {}) {
  const leaseOwner = newId();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const locale = async () => 'en-US';
  const log = postgresTurnLog(database.db);
  const leases = postgresTurnLeases(database.db, { graceMs });
  const turns = postgresTurns(database.db, { graceMs });
  const conversations: Conversations = postgresConversations(database.db);
  const runningTurns = createRunningTurns({
    leaseOwner,
    log,
    async keepLease(turnId) {
      const { held } = await leases.keep(leaseOwner, { turnIds: [turnId], readIds: [] });
      return held.length > 0;
    },
    clock: systemClock,
    answer,
    locale,
    onError,
    batches: { intervalMs: 5, size: 500, retryMs: 20, mostWaiting: 100_000 },
    finishLimitMs: 2_000,
  });
  const follow: FollowDeps = {
    turns,
    signals: postgresTurnSignals(database.sql, onError),
    findLive: runningTurns.findLive,
    limits: { pollMs: 100 },
    readMarks: createReadMarks({ mark: turns.markRead, everyMs: 100, onError }),
  };
  follow.signals.onStop((turnId) => runningTurns.stop(turnId));

  return {
    leaseOwner,
    errors,
    log,
    runningTurns,
    conversations,
    turns,
    leases,
    follow,
    accept: (question: Omit<Question, 'leaseOwner'>) =>
      conversations.accept({ ...question, leaseOwner }),
    /** Accepts and starts. */
    async ask(question: Omit<Question, 'leaseOwner'>): Promise<TurnRef> {
      const askedAt = performance.now();
      const accepted = await conversations.accept({ ...question, leaseOwner });
      if (accepted.kind === 'new') runningTurns.start(accepted.turn, askedAt);
      return accepted.turn;
    },
    async events(turn: TurnRef, afterSeq = 0): Promise<NumberedChunk[]> {
      const { signal } = new AbortController();
      return (await Array.fromAsync(followTurn(follow, turn, { afterSeq, signal }))).flat();
    },
    recover: () =>
      recoverTurns({
        leaseOwner,
        leases,
        log,
        runningTurns,
        locale,
        onError,
        intervalMs: 50,
        graceMs,
      }).end,
  };
}
