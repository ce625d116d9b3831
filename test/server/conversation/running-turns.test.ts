import { expect, it } from 'vitest';
import { createRunningTurns } from '../../../server/conversation/running-turns.ts';
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

/** One process whose log can be away when the end of a turn is to be stored. */
function aProcess(finish: TurnLog['finish'], finishLimitMs: number) {
  const failed: string[] = [];
  const ended: string[] = [];
  const log: TurnLog = {
    append: async () => [],
    recordStep: async () => true,
    recordToolCall: async () => {},
    finish,
  };
  const turns = createRunningTurns({
    leaseOwner: 'us',
    log,
    clock: systemClock,
    async *answer() {
      yield { type: 'step-start' };
      yield { type: 'end', reason: 'answered' };
    },
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
  turns.start(TURN);
  const { types, sawEnd } = await read(turns);
  expect({ last: types.at(-1), sawEnd }).toEqual({ last: 'finish', sawEnd: true });
  expect(failed).toEqual(Array(3).fill('store the end of a turn'));
  expect(ended).toEqual(['done']);
});

it('leaves the end to recovery when the database stays away, and claims nothing', async () => {
  const { turns, failed, ended } = aProcess(() => Promise.reject(new Error('away')), 20);
  turns.start(TURN);
  const { types, sawEnd } = await read(turns);
  expect({ types, sawEnd }).toEqual({ types: ['start', 'start-step'], sawEnd: false });
  await expect.poll(() => turns.ids()).toEqual([]);
  expect(failed.length).toBeGreaterThan(1);
  expect(ended).toEqual([]);
});

it('says nothing of an end that another process has to store', async () => {
  const { turns, ended } = aProcess(async () => false, 30_000);
  turns.start(TURN);
  expect((await read(turns)).sawEnd).toBe(false);
  expect(ended).toEqual([]);
});
