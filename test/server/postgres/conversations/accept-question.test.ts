import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationOwner as Owner } from '../../../../server/conversation/turns.ts';
import type { Store } from '../../../../server/shop/store.ts';
import { pausing, says } from '../../../fixtures/answers.ts';
import { aQuestion } from '../../../fixtures/question.ts';
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

describe('accepting a question', () => {
  it('finds the turn again when the same message comes again, also at the same moment', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('once'));
    const same = Array.from({ length: 10 }, () => here.accept(aQuestion(owner, 'twice')));
    const accepted = await Promise.all(same);
    expect(accepted.filter(({ kind }) => kind === 'new')).toHaveLength(1);
    expect(new Set(accepted.map(({ turn }) => turn.turnId)).size).toBe(1);
  });

  it('refuses other content under an id that was used', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('ok'));
    await here.ask(aQuestion(owner, 'one', { messageId: 'm' }));
    await expect(here.ask(aQuestion(owner, 'two', { messageId: 'm' }))).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
  });

  it('refuses an id that was used in another conversation', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('ok'));
    await here.ask(aQuestion(owner, 'one'));
    await expect(
      here.ask(aQuestion(owner, 'one', { conversationId: 'chat-2' })),
    ).rejects.toMatchObject({ code: 'idempotency_conflict' });
    expect(await here.conversations.read(owner, 'chat-2')).toBeUndefined();
  });

  it('takes an id for one of two conversations that use it at the same moment', async () => {
    const here = turnMachinery(database, says('ok'));
    const owners = await Promise.all(Array.from({ length: 30 }, visitor));
    const outcomes = await Promise.allSettled(
      owners.flatMap((owner) =>
        ['chat-1', 'chat-2'].map((conversationId) =>
          here.accept(aQuestion(owner, 'one', { conversationId })),
        ),
      ),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(owners.length);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ code: 'idempotency_conflict' });
    }
  });

  it('takes the same id from another visitor for another message', async () => {
    const here = turnMachinery(database, says('ok'));
    const one = await here.ask(aQuestion(await visitor(), 'q', { messageId: 'm' }));
    const two = await here.ask(aQuestion(await visitor(), 'other', { messageId: 'm' }));
    expect(two.turnId).not.toBe(one.turnId);
  });

  it('refuses a second question while one is being answered, naming the turn', async () => {
    const owner = await visitor();
    const { answer, goOn } = pausing('busy');
    const here = turnMachinery(database, answer);
    const turn = await here.ask(aQuestion(owner, 'first'));
    expect(await here.conversations.read(owner, 'chat-1')).toMatchObject({ status: 'running' });
    expect(await here.conversations.list(owner, 9)).toMatchObject([{ status: 'running' }]);
    await expect(here.ask(aQuestion(owner, 'second'))).rejects.toMatchObject({
      code: 'turn_in_progress',
      details: { turnId: turn.turnId },
    });
    goOn();
    await here.events(turn);
    await here.events(await here.ask(aQuestion(owner, 'second')));
  });

  it('joins the running turn when its question is to be answered again', async () => {
    const owner = await visitor();
    const { answer, goOn } = pausing('busy');
    const here = turnMachinery(database, answer);
    const turn = await here.ask(aQuestion(owner, 'q'));
    expect(await here.ask(aQuestion(owner, 'q', { regenerate: true }))).toMatchObject({
      turnId: turn.turnId,
    });
    goOn();
    await here.events(turn);
  });

  it('lists a conversation under the beginning of its first question, the newest used first', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('ok'));
    const ask = async (text: string, conversationId: string) =>
      here.events(await here.ask(aQuestion(owner, text, { conversationId })));
    await ask(`  a \n ${'😀'.repeat(100)}`, 'first');
    await ask('other', 'second');
    await ask('and then?', 'first');
    const listed = await here.conversations.list(owner, 9);
    expect(listed.map(({ id }) => id)).toEqual(['first', 'second']);
    expect(listed[0]?.title).toBe(`a ${'😀'.repeat(78)}`);
  });

  it('answers a question again when asked to, in place of the first answer', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('answer'));
    const first = await here.ask(aQuestion(owner, 'q'));
    await here.events(first);
    const second = await here.ask(aQuestion(owner, 'q', { regenerate: true }));
    await here.events(second);
    expect(second.turnId).not.toBe(first.turnId);
    const conversation = await here.conversations.read(owner, 'chat-1');
    expect(conversation?.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
  });

  it('makes one answer of a request for another one that comes twice and names none', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('answer'));
    const ask = async () => {
      const turn = await here.ask(aQuestion(owner, 'q', { regenerate: true }));
      await here.events(turn);
      return turn.turnId;
    };
    const first = await ask();
    const second = await ask();
    expect(second).not.toBe(first);
    expect(await ask()).toBe(second);
    await database.sql`update turn set finished_at = now() - interval '6 seconds' where id = ${second}`;
    expect(await ask()).not.toBe(second);
  });

  it('answers again at once when the last answer was stopped', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('answer'));
    const ask = async () => {
      const turn = await here.ask(aQuestion(owner, 'q', { regenerate: true }));
      await here.events(turn);
      return turn.turnId;
    };
    await ask();
    const second = await ask();
    await database.sql`update turn set status = 'stopped' where id = ${second}`;
    expect(await ask()).not.toBe(second);
  });
});

describe('a question that was edited', () => {
  const texts = async (here: ReturnType<typeof turnMachinery>, owner: Owner) => {
    const { messages = [] } = (await here.conversations.read(owner, 'chat-1')) ?? {};
    return messages.map(({ parts }) =>
      parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    );
  };

  it('takes the place of the old one and its answer, once however often it comes', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('ok'));
    for (const text of ['first', 'a tnet']) {
      await here.events(await here.ask(aQuestion(owner, text)));
    }
    const edited = aQuestion(owner, 'a tent', { replaces: 'message-a-tnet' });
    const turn = await here.ask(edited);
    await here.events(turn);
    expect(await texts(here, owner)).toEqual(['first', 'ok', 'a tent', 'ok']);
    expect(await here.accept(edited)).toMatchObject({
      kind: 'known',
      turn: { turnId: turn.turnId },
    });
    expect(await texts(here, owner)).toEqual(['first', 'ok', 'a tent', 'ok']);
    // Another tab edits what is no longer there: that is a question like any other.
    const late = aQuestion(owner, 'a tarp', { replaces: 'message-a-tnet' });
    await here.events(await here.ask(late));
    expect((await texts(here, owner)).slice(2)).toEqual(['a tent', 'ok', 'a tarp', 'ok']);
  });

  it('may keep its id, as with the AI SDK', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('ok'));
    await here.events(await here.ask(aQuestion(owner, 'a tnet', { messageId: 'm' })));
    const edited = aQuestion(owner, 'a tent', { messageId: 'm', replaces: 'm' });
    const turn = await here.ask(edited);
    await here.events(turn);
    expect(await here.accept(edited)).toMatchObject({
      kind: 'known',
      turn: { turnId: turn.turnId },
    });
    expect(await texts(here, owner)).toEqual(['a tent', 'ok']);
  });

  it('waits for the answer that runs', async () => {
    const owner = await visitor();
    const { answer, goOn } = pausing('Wait');
    const here = turnMachinery(database, answer);
    const turn = await here.ask(aQuestion(owner, 'one'));
    const edited = aQuestion(owner, 'two', { replaces: 'message-one' });
    await expect(here.ask(edited)).rejects.toMatchObject({ code: 'turn_in_progress' });
    goOn();
    await here.events(turn);
    expect((await texts(here, owner))[0]).toBe('one');
  });

  it("is not another visitor's, nor one of another conversation", async () => {
    const [owner, other] = [await visitor(), await visitor()];
    const here = turnMachinery(database, says('ok'));
    await here.events(await here.ask(aQuestion(owner, 'mine')));
    const theirs = aQuestion(other, 'theirs', { replaces: 'message-mine' });
    await here.events(await here.ask(theirs));
    const elsewhere = { conversationId: 'chat-2', replaces: 'message-mine' };
    await here.events(await here.ask(aQuestion(owner, 'elsewhere', elsewhere)));
    expect(await texts(here, owner)).toEqual(['mine', 'ok']);
  });
});
