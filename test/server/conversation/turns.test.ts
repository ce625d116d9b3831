import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NumberedChunk } from '../../../server/conversation/turns.ts';
import { ModelFailure } from '../../../server/errors.ts';
import type { Store } from '../../../server/shop/store.ts';
import { pausing, says } from '../../fixtures/answers.ts';
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

const visitor = () => createVisitor(database, store);

function textOf(events: NumberedChunk[]): string {
  return events.map(({ chunk }) => (chunk.type === 'text-delta' ? chunk.delta : '')).join('');
}

const types = (events: NumberedChunk[]) => events.map(({ chunk }) => chunk.type);
const seqs = (events: NumberedChunk[]) => events.map(({ seq }) => seq);

describe('a turn', () => {
  it('is followed from its first event to its last, while it runs and after', async () => {
    const here = turnMachinery(database, says('Hello', ' there'));
    const turn = await here.ask(aQuestion(await visitor(), 'hi'));
    const live = await here.events(turn);
    const stored = await here.events(turn);
    expect(textOf(live)).toBe('Hello there');
    expect(types(live)).toEqual([
      'start',
      'start-step',
      'text-start',
      'text-delta',
      'text-delta',
      'text-end',
      'finish-step',
      'finish',
    ]);
    expect(stored).toEqual(live);
    expect(seqs(live)).toEqual(live.map((_, index) => index + 1));
    expect(here.errors).toEqual([]);
  });

  it('is followed through another process, and from the middle', async () => {
    const { answer, goOn } = pausing('Wait');
    const here = turnMachinery(database, answer);
    const there = turnMachinery(database, says());
    const turn = await here.ask(aQuestion(await visitor(), 'hi'));
    const reading = there.events(turn);
    const fromTheMiddle = there.events(turn, 3);
    setTimeout(goOn, 150);
    expect(textOf(await reading)).toBe('Wait and on');
    expect(seqs(await fromTheMiddle)[0]).toBe(4);
    expect(textOf(await fromTheMiddle)).toBe('Wait and on');
  });

  it('keeps question, answer, cost and model', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('Fine'));
    const turn = await here.ask(aQuestion(owner, 'how are you'));
    await here.events(turn);
    const conversation = await here.conversations.read(owner, 'chat-1');
    expect(conversation).toMatchObject({
      status: 'idle',
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'how are you' }] },
        {
          role: 'assistant',
          metadata: { status: 'done' },
          parts: [{ type: 'step-start' }, { type: 'text', text: 'Fine', state: 'done' }],
        },
      ],
    });
    const [row] = await database.sql`select * from turn where id = ${turn.turnId}`;
    expect(row).toMatchObject({
      model: 'test',
      endpoint: 'test/test',
    });
  });

  it('is stopped through any process, and keeps what was said', async () => {
    const owner = await visitor();
    const { answer } = pausing('Once upon a time');
    const here = turnMachinery(database, answer);
    const there = turnMachinery(database, says());
    const turn = await here.ask(aQuestion(owner, 'a story'));
    const reading = here.events(turn);
    expect(await there.turns.requestStop(owner, 'chat-1')).toMatchObject({ turnId: turn.turnId });
    expect(types(await reading).at(-1)).toBe('abort');
    const conversation = await here.conversations.read(owner, 'chat-1');
    expect(conversation?.messages.at(-1)).toMatchObject({
      metadata: { status: 'stopped' },
      parts: [{ type: 'step-start' }, { type: 'text', text: 'Once upon a time' }],
    });
  });

  it("is not stopped by another visitor, to whom it doesn't exist", async () => {
    const owner = await visitor();
    const stranger = await visitor();
    const { answer, goOn } = pausing('Mine');
    const here = turnMachinery(database, answer);
    const turn = await here.ask(aQuestion(owner, 'q'));
    expect(await here.turns.requestStop(stranger, 'chat-1')).toBeUndefined();
    expect(await here.turns.running(stranger, 'chat-1')).toBeUndefined();
    expect(await here.conversations.read(stranger, 'chat-1')).toBeUndefined();
    goOn();
    expect(types(await here.events(turn)).at(-1)).toBe('finish');
  });

  it('ends with a code and a sentence when the model fails, keeping what was said', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, async function* () {
      yield { type: 'step-start' };
      yield { type: 'text-delta', text: 'I was about to' };
      throw new ModelFailure('model_truncated', 'cut', { retryable: true });
    });
    const turn = await here.ask(aQuestion(owner, 'q'));
    const events = await here.events(turn);
    expect(types(events).slice(-2)).toEqual(['data-notice', 'error']);
    expect(events.at(-2)?.chunk).toMatchObject({
      data: { code: 'model_truncated', retryable: true },
    });
    const conversation = await here.conversations.read(owner, 'chat-1');
    expect(conversation?.messages.at(-1)?.parts).toContainEqual(
      expect.objectContaining({ text: 'I was about to' }),
    );
  });

  it('says no more than that something went wrong when it meets a bug', async () => {
    const here = turnMachinery(database, async function* () {
      yield { type: 'step-start' };
      throw new Error('secret detail');
    });
    const turn = await here.ask(aQuestion(await visitor(), 'q'));
    const events = await here.events(turn);
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(events.at(-2)?.chunk).toMatchObject({ data: { code: 'internal' } });
    expect(here.errors).toEqual([new Error('secret detail')]);
  });

  it('stores events once that are written again because nobody heard of the first time', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('unused'));
    const { turn } = await here.accept(aQuestion(owner, 'q'));
    const said = [
      { seq: 1, chunk: { type: 'start', messageId: 'answer' } as const },
      { seq: 2, chunk: { type: 'start-step' } as const },
    ];
    const events = said.map((event) => ({ turn, ...event }));
    expect(await here.log.append(here.leaseOwner, events)).toEqual([]);
    expect(await here.log.append(here.leaseOwner, events)).toEqual([]);
    const end = { seq: 3, chunk: { type: 'finish' } as const };
    const stored = await here.log.finish(here.leaseOwner, {
      turn,
      status: 'done',
      parts: [],
      lastEvents: [...said, end],
      model: undefined,
      endpoint: undefined,
      echoes: [],
      firstTextAt: undefined,
    });
    expect(stored).toBe(true);
    expect(seqs(await here.events(turn))).toEqual([1, 2, 3]);
  });

  it('stores what a model writes even when Postgres could not keep it as it is', async () => {
    const owner = await visitor();
    const here = turnMachinery(database, says('nul \0 and half \ud83d'));
    await here.events(await here.ask(aQuestion(owner, 'q')));
    const conversation = await here.conversations.read(owner, 'chat-1');
    expect(conversation?.messages.at(-1)?.parts).toContainEqual(
      expect.objectContaining({ text: 'nul \uFFFD and half \uFFFD' }),
    );
    expect(here.errors).toEqual([]);
  });
});

describe('a turn whose process died', () => {
  const died = (turnId: string) =>
    database.sql`update turn set lease_until = now() - interval '1 second' where id = ${turnId}`;

  it('is answered by the next process when nothing had been said yet', async () => {
    const owner = await visitor();
    const dead = turnMachinery(database, says());
    const { turn } = await dead.accept(aQuestion(owner, 'q'));
    await died(turn.turnId);
    const next = turnMachinery(database, says('I am back'));
    const end = next.recover();
    const events = await next.events(turn);
    end();
    expect(textOf(events)).toBe('I am back');
  });

  it('is not tried for ever when it kills each process that answers it', async () => {
    const owner = await visitor();
    const dead = turnMachinery(database, says());
    const { turn } = await dead.accept(aQuestion(owner, 'q'));
    await database.sql`update turn set takeovers = 2 where id = ${turn.turnId}`;
    await died(turn.turnId);
    const next = turnMachinery(database, says('never asked'));
    const end = next.recover();
    const events = await next.events(turn);
    end();
    expect(textOf(events)).toBe('');
    expect(events.at(-2)?.chunk).toMatchObject({ data: { code: 'interrupted', retryable: true } });
  });

  it('is ended with a notice when it broke off in the middle, keeping what was said', async () => {
    const owner = await visitor();
    const { answer } = pausing('Half a');
    const dying = turnMachinery(database, answer);
    const turn = await dying.ask(aQuestion(owner, 'q'));
    await expect
      .poll(() => database.sql`select 1 from turn_event where turn_id = ${turn.turnId}`)
      .toHaveLength(4);
    await dying.runningTurns.handOverAll();
    await died(turn.turnId);
    const next = turnMachinery(database, says('never asked'));
    const end = next.recover();
    const events = await next.events(turn);
    end();
    expect(textOf(events)).toBe('Half a');
    expect(events.at(-2)?.chunk).toMatchObject({ data: { code: 'interrupted', retryable: true } });
    expect(seqs(events)).toEqual(events.map((_, index) => index + 1));
    const conversation = await next.conversations.read(owner, 'chat-1');
    expect(conversation).toMatchObject({ status: 'idle' });
  });

  it('is answered when the process lives and only never heard that it was stored', async () => {
    const { answer, goOn } = pausing('busy with another');
    const here = turnMachinery(database, answer);
    await here.ask(aQuestion(await visitor(), 'another'));
    const unheard = await here.accept(aQuestion(await visitor(), 'q'));
    await died(unheard.turn.turnId);
    const end = here.recover();
    setTimeout(goOn, 300);
    expect(textOf(await here.events(unheard.turn))).toBe('busy with another and on');
    end();
  });

  it('cannot be written by the process that lost it', async () => {
    const owner = await visitor();
    const { answer, goOn } = pausing('Old');
    const stale = turnMachinery(database, answer);
    const turn = await stale.ask(aQuestion(owner, 'q'));
    await database.sql`update turn set lease_owner = gen_random_uuid() where id = ${turn.turnId}`;
    goOn();
    await expect.poll(() => stale.runningTurns.ids()).toEqual([]);
    const [row] = await database.sql`select status from turn where id = ${turn.turnId}`;
    expect(row).toMatchObject({ status: 'running' });
  });

  it('keeps its lease as long as its process lives', async () => {
    const { answer, goOn } = pausing('slow');
    const here = turnMachinery(database, answer);
    const other = turnMachinery(database, says('stolen'));
    const turn = await here.ask(aQuestion(await visitor(), 'q'));
    await database.sql`update turn set lease_until = now() + interval '0.2 second' where id = ${turn.turnId}`;
    const ends = [here.recover(), other.recover()];
    await new Promise((resolve) => setTimeout(resolve, 300));
    goOn();
    expect(textOf(await here.events(turn))).toBe('slow and on');
    for (const end of ends) end();
  });
});
