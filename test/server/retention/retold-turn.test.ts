import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstSeq, type TurnRef } from '../../../server/conversation/turns.ts';
import { postgresOldData } from '../../../server/postgres/retention/old-data.ts';
import type { Store } from '../../../server/shop/store.ts';
import { says } from '../../fixtures/answers.ts';
import { aQuestion } from '../../fixtures/question.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';
import { turnMachinery } from '../../support/turn-machinery.ts';
import { createStore, createVisitor } from '../../support/visitors.ts';

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await testDatabase();
  store = await createStore(database);
});
afterAll(() => database[Symbol.asyncDispose]());

async function forgetEvents({ turnId }: TurnRef): Promise<void> {
  await postgresOldData(database.db).turnEvents(new Date(Date.now() + 60_000));
  expect(await database.sql`select 1 from turn_event where turn_id = ${turnId}`).toHaveLength(0);
}

it('is told from the stored answer when its events are gone', async () => {
  const here = turnMachinery(database, says('Hello', ' there'));
  const question = aQuestion(await createVisitor(database, store), 'hi');
  const turn = await here.ask(question);
  await here.events(turn);
  await forgetEvents(turn);
  expect(await here.ask(question)).toMatchObject({ turnId: turn.turnId });
  // From another process: this one may still have them in memory.
  const again = await turnMachinery(database, says()).events(turn);
  expect(again.map(({ chunk }) => chunk)).toEqual([
    { type: 'start', messageId: expect.any(String) },
    { type: 'start-step' },
    { type: 'text-start', id: 'text-2' },
    { type: 'text-delta', id: 'text-2', delta: 'Hello there' },
    { type: 'text-end', id: 'text-2' },
    { type: 'finish-step' },
    { type: 'finish' },
  ]);
  expect(again.map(({ seq }) => seq)).toEqual(again.map((_, index) => firstSeq(1) + index));
});

it('is told from its start to a reader who had seen the middle of it', async () => {
  const here = turnMachinery(database, says('Hello', ' there'));
  const turn = await here.ask(aQuestion(await createVisitor(database, store), 'hi'));
  await here.events(turn);
  await forgetEvents(turn);
  const there = turnMachinery(database, says());
  const again = await there.events(turn, 4);
  expect(again[0]?.chunk.type).toBe('start');
  const rest = await there.events(turn, firstSeq(1) + 2);
  expect(rest).toEqual(again.slice(3));
});
