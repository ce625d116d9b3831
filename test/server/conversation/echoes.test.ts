import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../../server/agent/agent-event.ts';
import type { AnswerTurn } from '../../../server/conversation/run-turn.ts';
import { ModelFailure } from '../../../server/errors.ts';
import type { Store } from '../../../server/shop/store.ts';
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

/** A step that the model ended; without tools it is over at once. */
function step(text: string, echo?: unknown): AgentEvent[] {
  const answer = { text, toolCalls: [], reason: 'stop' as const, model: 'm', endpoint: 'e', echo };
  return [
    { type: 'step-start' },
    { type: 'text-delta', text },
    { type: 'model-answer', ...answer },
    { type: 'step-end', model: 'm', endpoint: 'e' },
  ];
}

/** What the next question's model is told of an answer that went like this. */
async function rememberedOf(answer: AnswerTurn) {
  const owner = await createVisitor(database, store);
  const here = turnMachinery(database, answer);
  await here.events(await here.ask(aQuestion(owner, 'first')));
  const next = await here.accept(aQuestion(owner, 'second'));
  if (next.kind !== 'new') throw new Error('the second question is new');
  const messages = await here.turns.history(next.turn);
  const read = await here.conversations.read(owner, 'chat-1');
  return { echoes: messages[1]?.echoes, parts: messages[1]?.parts, read, errors: here.errors };
}

const told = (...events: AgentEvent[]): AnswerTurn =>
  async function* () {
    yield* events;
    yield { type: 'end', reason: 'answered' };
  };

const first = (echo: unknown) => new Map([[1, echo]]);

describe('what providers want back with an answer', () => {
  it('is kept for each step, and for models alone', async () => {
    const echo = { endpoint: 'http://e', extraContents: [{ signature: 'canary' }] };
    const { echoes, read } = await rememberedOf(
      told(...step('Let me look.', echo), ...step('Hm.'), ...step('Here.', { n: 3 })),
    );
    expect(echoes).toEqual(
      new Map<number, unknown>([
        [1, echo],
        [3, { n: 3 }],
      ]),
    );
    expect(JSON.stringify(read)).toContain('Let me look.');
    expect(JSON.stringify(read)).not.toContain('canary');
  });

  it('is nothing for an answer that brought nothing', async () => {
    expect((await rememberedOf(told(...step('Hello.')))).echoes).toBeUndefined();
  });

  it('is kept without what Postgres cannot hold', async () => {
    const echo = { reasoning: 'nul \0 and half \ud83d', 'key\0': [{ deep: '\udc00' }] };
    const { echoes, errors } = await rememberedOf(told(...step('Fine.', echo)));
    expect(echoes).toEqual(
      first({ reasoning: 'nul \uFFFD and half \uFFFD', 'key\uFFFD': [{ deep: '\uFFFD' }] }),
    );
    expect(errors).toEqual([]);
  });

  it('stays with its step when a later one is broken off and the closing sentence follows', async () => {
    const brokenOff: AgentEvent[] = [
      { type: 'step-start' },
      { type: 'text-delta', text: 'And I am sti' },
    ];
    const closing: AgentEvent[] = [
      { type: 'step-start' },
      { type: 'text-delta', text: 'I could not finish this.' },
      { type: 'step-end', model: undefined, endpoint: undefined },
    ];
    const { echoes, parts } = await rememberedOf(
      told(...step('Let me look.', { n: 1 }), ...brokenOff, ...closing),
    );
    expect(echoes).toEqual(first({ n: 1 }));
    expect(parts?.filter(({ type }) => type === 'step-start')).toHaveLength(3);
  });

  it('is kept of a step whose tools were cut short', async () => {
    const { echoes, parts } = await rememberedOf(async function* () {
      const [start, text, answer] = step('Let me look.', { n: 1 });
      yield* [start!, text!, answer!];
      yield { type: 'tool-call', callId: 'c', name: 'search_products', input: {} };
      throw new ModelFailure('model_truncated', 'cut', { retryable: true });
    });
    expect(echoes).toEqual(first({ n: 1 }));
    expect(parts).toContainEqual(expect.objectContaining({ toolCallId: 'c' }));
  });

  it("is that of the answer's own steps and no other's", async () => {
    const owner = await createVisitor(database, store);
    const here = turnMachinery(database, told(...step('Once.', { of: 'every answer' })));
    await here.events(await here.ask(aQuestion(owner, 'one')));
    await here.events(await here.ask(aQuestion(await createVisitor(database, store), 'one')));
    await here.events(await here.ask(aQuestion(owner, 'two', { conversationId: 'chat-2' })));
    const next = await here.accept(aQuestion(owner, 'three', { conversationId: 'chat-3' }));
    if (next.kind !== 'new') throw new Error('the question is new');
    const messages = await here.turns.history(next.turn);
    expect(messages.map(({ echoes }) => echoes)).toEqual([undefined]);
  });
});
