import { expect, it } from 'vitest';
import {
  createRunningTurns,
  type RunningTurnsDeps,
} from '../../../server/conversation/running-turns.ts';
import type { RunnableTurn, TurnLog } from '../../../server/conversation/turns.ts';
import { systemClock } from '../../../server/shop/clock.ts';

const TURN: RunnableTurn = {
  turnId: 't',
  storeId: 's',
  visitorId: 'v',
  conversationId: 'c',
  questionId: 'q',
  answerMessageId: 'a',
  run: 0,
};

type Answering = Pick<TurnLog, 'recordToolCall'> &
  Pick<RunningTurnsDeps, 'answer' | 'keepLease' | 'monotonicMs'>;

const sayNothing: RunningTurnsDeps['answer'] = async function* () {
  yield { type: 'step-start' };
  yield { type: 'end', reason: 'answered' };
};

/** One process whose log can be away when the end of a turn is to be stored. */
function aProcess(
  finish: TurnLog['finish'],
  finishLimitMs: number,
  {
    recordToolCall = async () => {},
    answer = sayNothing,
    keepLease = async () => true,
    monotonicMs,
  }: Partial<Answering> = {},
) {
  const failed: string[] = [];
  const ended: string[] = [];
  const log: TurnLog = {
    append: async () => [],
    recordStep: async () => true,
    recordToolCall,
    finish,
  };
  const turns = createRunningTurns({
    leaseOwner: 'us',
    log,
    clock: systemClock,
    keepLease,
    monotonicMs,
    answer,
    locale: async () => 'en',
    onError: (_, doing) => failed.push(doing),
    onEnd: ({ status }) => ended.push(status),
    batches: { intervalMs: 1, size: 500, retryMs: 1, mostWaiting: 100_000 },
    finishLimitMs,
  });
  return { turns, failed, ended };
}

/** What a reader sees, and whether it saw the end. */
async function read(turns: ReturnType<typeof aProcess>['turns']) {
  const events = turns.findLive(TURN.turnId)!.follow(0, new AbortController().signal);
  const types: string[] = [];
  for (let next = await events.next(); ; next = await events.next()) {
    if (next.done) return { types, sawEnd: next.value };
    types.push(...next.value.map(({ chunk }) => chunk.type));
  }
}

it('tries to store the end of a turn until it is stored, and only then says so', async () => {
  let away = 3;
  const finish = async () => {
    if (away-- > 0) throw new Error('away');
    return true;
  };
  const { turns, failed, ended } = aProcess(finish, 30_000);
  turns.start(TURN, performance.now());
  const { types, sawEnd } = await read(turns);
  expect({ last: types.at(-1), sawEnd }).toEqual({ last: 'finish', sawEnd: true });
  expect(failed).toEqual(Array(3).fill('store the end of a turn'));
  expect(ended).toEqual(['done']);
});

it('leaves the end to recovery when the database stays away, and claims nothing', async () => {
  const { turns, failed, ended } = aProcess(() => Promise.reject(new Error('away')), 20);
  turns.start(TURN, performance.now());
  const { types, sawEnd } = await read(turns);
  expect({ types, sawEnd }).toEqual({ types: ['start', 'start-step'], sawEnd: false });
  await expect.poll(() => turns.ids()).toEqual([]);
  expect(failed.length).toBeGreaterThan(1);
  expect(ended).toEqual([]);
});

it('says nothing of an end that another process has to store', async () => {
  const { turns, ended } = aProcess(async () => false, 30_000);
  turns.start(TURN, performance.now());
  expect((await read(turns)).sawEnd).toBe(false);
  expect(ended).toEqual([]);
});

it('writes down what a tool brought as soon as the database is back', async () => {
  let failures = 2;
  const recorded: string[] = [];
  const finish = async () => {
    recorded.push('the end');
    return true;
  };
  const { turns, failed } = aProcess(finish, 30_000, {
    async recordToolCall(_, { callId }) {
      if (failures-- > 0) throw new Error('away');
      recorded.push(callId);
    },
    async *answer() {
      yield { type: 'step-start' };
      yield { type: 'tool-call', callId: 'c1', name: 'look', input: {} };
      yield {
        type: 'tool-result',
        callId: 'c1',
        name: 'look',
        durationMs: 1,
        output: {},
        show: undefined,
      };
      yield { type: 'end', reason: 'answered' };
    },
  });
  turns.start(TURN, performance.now());
  expect((await read(turns)).sawEnd).toBe(true);
  // Nothing more is taken of a turn that has ended.
  expect(recorded).toEqual(['c1', 'the end']);
  expect(failed).toEqual(Array(2).fill('record a tool call'));
});

it('asks the model nothing for a turn that another process took over while this one was suspended', async () => {
  const asked: number[] = [];
  let now = 0;
  const { turns, ended } = aProcess(async () => true, 30_000, {
    keepLease: async () => false,
    monotonicMs: () => now,
    async *answer(_turn, _signal, confirmLease) {
      await confirmLease();
      asked.push(1);
      yield { type: 'step-start' };
      now += 60_000;
      await confirmLease();
      asked.push(2);
      yield { type: 'end', reason: 'answered' };
    },
  });
  turns.start(TURN, 0);
  expect((await read(turns)).sawEnd).toBe(false);
  expect({ asked, ended }).toEqual({ asked: [1], ended: [] });
});

it('asks nothing either when it was suspended before it heard that the turn is its own', async () => {
  let asked = 0;
  const { turns } = aProcess(async () => true, 30_000, {
    keepLease: async () => false,
    async *answer(_turn, _signal, confirmLease) {
      await confirmLease();
      asked += 1;
      yield { type: 'end', reason: 'answered' };
    },
  });
  turns.start(TURN, performance.now() - 5_500);
  expect((await read(turns)).sawEnd).toBe(false);
  expect(asked).toBe(0);
});
