import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../../server/agent/agent-event.ts';
import { followTurn } from '../../../server/conversation/follow-turn.ts';
import { firstSeq, type NumberedChunk, type TurnRef } from '../../../server/conversation/turns.ts';
import { ModelFailure } from '../../../server/errors.ts';
import type { Store } from '../../../server/shop/store.ts';
import type { UnnumberedDataPart } from '../../../shared/chunk.ts';
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
    const { turn: accepted } = await here.accept(aQuestion(owner, 'q'));
    const turn = { ...accepted, run: 0 };
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

  const logged = (turnId: string, count: number) =>
    expect
      .poll(() => database.sql`select 1 from turn_event where turn_id = ${turnId}`)
      .toHaveLength(count);

  const begunAnew = (turnId: string) =>
    expect
      .poll(() => database.sql`select 1 from turn where id = ${turnId} and run = 1`)
      .toHaveLength(1);

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

  it('is ended with a notice when it was taken over too often, keeping what was said', async () => {
    const owner = await visitor();
    const { answer } = pausing('Half a');
    const dying = turnMachinery(database, answer);
    const turn = await dying.ask(aQuestion(owner, 'q'));
    await logged(turn.turnId, 4);
    await dying.runningTurns.handOverAll();
    await database.sql`update turn set takeovers = 2 where id = ${turn.turnId}`;
    await died(turn.turnId);
    const next = turnMachinery(database, says('never asked'));
    const end = next.recover();
    await begunAnew(turn.turnId);
    const events = await next.events(turn);
    end();
    expect(textOf(events)).toBe('Half a');
    expect(events.at(-2)?.chunk).toMatchObject({ data: { code: 'interrupted', retryable: true } });
    expect(seqs(events)).toEqual(events.map((_, index) => firstSeq(1) + index));
    const conversation = await next.conversations.read(owner, 'chat-1');
    expect(conversation).toMatchObject({ status: 'idle' });
  });

  it('is told anew by the next process: readers leave the old telling and get one whole message', async () => {
    const { answer } = pausing('Half a');
    const dying = turnMachinery(database, answer);
    const turn = await dying.ask(aQuestion(await visitor(), 'q'));
    const elsewhere = turnMachinery(database, says());
    const reading = elsewhere.events(turn);
    await logged(turn.turnId, 4);
    await dying.runningTurns.handOverAll();
    await died(turn.turnId);
    const next = turnMachinery(database, says('Half a', ' story'));
    const end = next.recover();
    await begunAnew(turn.turnId);
    const events = await elsewhere.events(turn);
    end();
    expect(textOf(await reading)).toBe('Half a');
    expect(textOf(events)).toBe('Half a story');
    expect(types(events)[0]).toBe('start');
    expect(seqs(events)).toEqual(events.map((_, index) => firstSeq(1) + index));
    // Whoever comes back with the last number that it saw of the old telling gets the new one whole.
    expect(await elsewhere.events(turn, 4)).toEqual(events);
  });

  it('hands its finished steps to the next process, and a tool result that was stored', async () => {
    const call = { callId: 'c1', name: 'look', arguments: '{}' };
    const show: UnnumberedDataPart = { type: 'data-products', data: { products: [] } };
    const dying = turnMachinery(database, async function* (_, signal): AsyncGenerator<AgentEvent> {
      yield { type: 'step-start' };
      yield { type: 'text-delta', text: 'Let me see.' };
      const answer = { text: 'Let me see.', toolCalls: [call], reason: 'tool-calls' } as const;
      yield {
        type: 'model-answer',
        ...answer,
        toolCalls: [call],
        model: 'm',
        endpoint: 'h/m',
        echo: { a: 1 },
      };
      yield { type: 'tool-call', callId: 'c1', name: 'look', input: {} };
      yield {
        type: 'tool-result',
        callId: 'c1',
        name: 'look',
        output: { n: 1 },
        show,
        durationMs: 5,
      };
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      );
    });
    const turn = await dying.ask(aQuestion(await visitor(), 'q'));
    const results = () => database.sql`select 1 from tool_call where turn_id = ${turn.turnId}`;
    await expect.poll(results).toHaveLength(1);
    await dying.runningTurns.handOverAll();
    expect(await dying.turns.finishedSteps(turn)).toMatchObject([
      {
        text: 'Let me see.',
        toolCalls: [call],
        reason: 'tool-calls',
        echo: { a: 1 },
        results: new Map([['c1', { durationMs: 5, output: { n: 1 }, show }]]),
      },
    ]);
  });

  it('is not counted as taken over when its process gave it up in good order', async () => {
    const { answer } = pausing('Half a');
    const leaving = turnMachinery(database, answer);
    const turn = await leaving.ask(aQuestion(await visitor(), 'q'));
    await logged(turn.turnId, 4);
    await leaving.runningTurns.handOverAll();
    await leaving.leases.release(leaving.leaseOwner);
    const next = turnMachinery(database, says('whole'));
    const end = next.recover();
    await begunAnew(turn.turnId);
    expect(textOf(await next.events(turn))).toBe('whole');
    end();
    const [row] = await database.sql`select takeovers, run from turn where id = ${turn.turnId}`;
    expect(row).toEqual({ takeovers: 0, run: 1 });
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

  it('takes nothing more from an earlier run of the process that has it again', async () => {
    const { answer } = pausing('Old');
    const here = turnMachinery(database, answer);
    const accepted = await here.accept(aQuestion(await visitor(), 'q'));
    const old = { ...accepted.turn, run: 0 };
    await database.sql`update turn set run = 2 where id = ${old.turnId}`;
    const event = { turn: old, seq: 1, chunk: { type: 'start-step' } as const };
    expect(await here.log.append(here.leaseOwner, [event])).toEqual([old.turnId]);
    const step = { text: '', toolCalls: [], reason: 'stop', echo: undefined } as const;
    const record = { ...step, toolCalls: [], turn: old, step: 1, model: 'm', endpoint: 'h/m' };
    expect(await here.log.recordStep(here.leaseOwner, record)).toBe(false);
    const outcome = { turn: old, status: 'done', parts: [], lastEvents: [] } as const;
    const nothing = { model: undefined, endpoint: undefined, firstTextAt: undefined };
    const ended = { ...outcome, ...nothing, parts: [], lastEvents: [] };
    expect(await here.log.finish(here.leaseOwner, ended)).toBe(false);
  });

  it('has no result of a tool that was broken off because the turn went elsewhere', async () => {
    const dying = turnMachinery(database, async function* (_, signal): AsyncGenerator<AgentEvent> {
      yield { type: 'step-start' };
      yield { type: 'text-delta', text: 'Let me see.' };
      yield { type: 'tool-call', callId: 'c1', name: 'look', input: {} };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      const told = 'The turn was stopped.';
      yield { type: 'tool-error', callId: 'c1', name: 'look', message: told, durationMs: 5 };
      signal.throwIfAborted();
    });
    const turn = await dying.ask(aQuestion(await visitor(), 'q'));
    await logged(turn.turnId, 7);
    await dying.runningTurns.handOverAll();
    expect(await database.sql`select 1 from tool_call where turn_id = ${turn.turnId}`).toEqual([]);
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

describe('a turn that its reader left', () => {
  const statusOf = async (turnId: string) => {
    const [row] = await database.sql`select status from turn where id = ${turnId}`;
    return row?.status;
  };

  /** Reads until something was said, then goes away. */
  async function readAndLeave(machinery: ReturnType<typeof turnMachinery>, turn: TurnRef) {
    const left = new AbortController();
    for await (const events of followTurn(machinery.follow, turn, {
      afterSeq: 0,
      signal: left.signal,
    })) {
      if (events.some(({ chunk }) => chunk.type === 'text-delta')) left.abort();
    }
  }

  it('is stopped once the grace is over, and keeps what was said', async () => {
    const owner = await visitor();
    const { answer } = pausing('Nobody');
    const here = turnMachinery(database, answer, { graceMs: 100 });
    const end = here.recover();
    const turn = await here.ask(aQuestion(owner, 'q'));
    await readAndLeave(here, turn);
    await expect.poll(() => statusOf(turn.turnId)).toBe('stopped');
    end();
    expect(textOf(await here.events(turn))).toBe('Nobody');
  });

  it('is stopped too when its reader left before there was anything to read', async () => {
    const { answer } = pausing('Nobody');
    const here = turnMachinery(database, answer, { graceMs: 0 });
    const end = here.recover();
    const turn = await here.ask(aQuestion(await visitor(), 'q'));
    await expect.poll(() => statusOf(turn.turnId)).toBe('stopped');
    end();
  });

  it('goes on when the reader comes back within the grace', async () => {
    const { answer, goOn } = pausing('Wait');
    const here = turnMachinery(database, answer, { graceMs: 600 });
    const end = here.recover();
    const turn = await here.ask(aQuestion(await visitor(), 'q'));
    await readAndLeave(here, turn);
    const back = here.events(turn);
    setTimeout(goOn, 1_000);
    expect(textOf(await back)).toBe('Wait and on');
    end();
  });

  it('goes on when the reader comes back through another process', async () => {
    const { answer, goOn } = pausing('Wait');
    const here = turnMachinery(database, answer, { graceMs: 600 });
    const there = turnMachinery(database, says(), { graceMs: 600 });
    const end = here.recover();
    const turn = await here.ask(aQuestion(await visitor(), 'q'));
    await readAndLeave(here, turn);
    const back = there.events(turn);
    setTimeout(goOn, 1_500);
    expect(textOf(await back)).toBe('Wait and on');
    end();
  });
});
