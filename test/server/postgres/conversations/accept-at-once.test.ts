import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunnableTurn } from '../../../../server/conversation/turns.ts';
import { postgresConversations } from '../../../../server/postgres/conversations/conversations.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import type { Store } from '../../../../server/shop/store.ts';
import { says } from '../../../fixtures/answers.ts';
import { aQuestion } from '../../../fixtures/question.ts';
import { oneStatementEach } from '../../../support/one-statement-each.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { turnMachinery } from '../../../support/turn-machinery.ts';
import { createStore, createVisitor } from '../../../support/visitors.ts';

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await testDatabase();
  store = await createStore(database);
});
afterAll(() => database[Symbol.asyncDispose]());

const visitor = () => createVisitor(database, store);

const textsOf = ({ history }: RunnableTurn) =>
  history?.map(({ parts }) => parts.map((part) => ('text' in part ? part.text : '')).join(''));

it('takes a question in one statement, the first of a conversation and the next', async () => {
  const owner = await visitor();
  const here = turnMachinery(database, says('ok'));
  const conversations = postgresConversations(oneStatementEach(database.db));
  const ask = async (text: string) => {
    const question = { ...aQuestion(owner, text), leaseOwner: here.leaseOwner };
    const accepted = await conversations.accept(question);
    if (accepted.kind !== 'new') throw new Error('each is new');
    here.runningTurns.start(accepted.turn, performance.now());
    await here.events(accepted.turn);
    return textsOf(accepted.turn);
  };
  expect(await ask('first')).toEqual(['first']);
  expect(await ask('second')).toEqual(['first', 'ok', 'second']);
  await expect(ask('second')).rejects.toThrow('more than one statement');
});

it('answers one of several questions that come at the same moment, and names its turn to the others', async () => {
  const owner = await visitor();
  const here = turnMachinery(database, says('ok'));
  const outcomes = await Promise.allSettled(
    ['a', 'b', 'c', 'd', 'e'].map((text) => here.accept(aQuestion(owner, text))),
  );
  const accepted = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.turn] : []));
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(accepted).toHaveLength(1);
  const details = { turnId: accepted[0]?.turnId };
  expect(refused).toMatchObject(Array(4).fill({ code: 'turn_in_progress', details }));
});

it('knows what was said while it waited for the conversation', async () => {
  const owner = await visitor();
  const here = turnMachinery(database, says('ok'));
  await here.events(await here.ask(aQuestion(owner, 'first')));
  const own = { ...owner, leaseOwner: here.leaseOwner };
  let accepting: ReturnType<typeof here.accept> | undefined;
  await database.sql.begin(async (tx) => {
    const [{ id = '' } = {}] = await tx`
      update conversation set updated_at = clock_timestamp() where visitor_id = ${owner.visitorId} returning id`;
    accepting = here.accept({ ...aQuestion(owner, 'second'), ...own });
    await expect.poll(waitingForLocks).toBe(1);
    await tx`insert into message (id, store_id, visitor_id, conversation_id, client_id, role, parts, status)
      values (${newId()}, ${store.id}, ${owner.visitorId}, ${id}, 'late', 'assistant',
        ${tx.json([{ type: 'text', text: 'meanwhile' }])}, 'done')`;
  });
  const { turn } = (await accepting)!;
  expect(textsOf(turn as RunnableTurn)).toEqual(['first', 'ok', 'meanwhile', 'second']);
});

async function waitingForLocks(): Promise<number> {
  const [{ count = 0 } = {}] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return count;
}
