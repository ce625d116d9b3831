import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../../server/agent/agent-event.ts';
import { ModelFailure } from '../../../server/errors.ts';
import type { Store } from '../../../server/shop/store.ts';
import { aQuestion } from '../../fixtures/question.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';
import { type Answer, turnMachinery } from '../../support/turn-machinery.ts';
import { createStore, createVisitor } from '../../support/visitors.ts';

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await testDatabase();
  store = await createStore(database);
});
afterAll(() => database[Symbol.asyncDispose]());

function step(text: string, echo?: unknown): AgentEvent[] {
  return [
    { type: 'step-start' },
    { type: 'text-delta', text },
    { type: 'step-end', model: 'm', endpoint: 'e', echo },
  ];
}

/** What the next question's model is told of an answer that went like this. */
async function rememberedOf(answer: Answer) {
  const owner = await createVisitor(database, store);
  const here = turnMachinery(database, answer);
  await here.events(await here.ask(aQuestion(owner, 'first')));
  const next = await here.accept(aQuestion(owner, 'second'));
  if (next.kind !== 'new') throw new Error('the second question is new');
  const messages = await here.turns.history(next.turn);
  const read = await here.conversations.read(owner, 'chat-1');
  return { echoes: messages[1]?.echoes, parts: messages[1]?.parts, read, errors: here.errors };
}

const told = (...events: AgentEvent[]): Answer =>
  async function* () {
    yield* events;
    yield { type: 'end', reason: 'answered' };
  };

describe('what providers want back with an answer', () => {
  it('is kept for each step, and for models alone', async () => {
    const echo = { endpoint: 'http://e', extraContents: [{ signature: 'canary' }] };
    const { echoes, read } = await rememberedOf(
      told(...step('Let me look.', echo), ...step('Here.')),
    );
    expect(echoes).toEqual([echo, null]);
    expect(JSON.stringify(read)).toContain('Let me look.');
    expect(JSON.stringify(read)).not.toContain('canary');
  });

  it('is nothing for an answer that brought nothing', async () => {
    expect((await rememberedOf(told(...step('Hello.')))).echoes).toEqual([]);
  });

  it('is kept without what Postgres cannot hold', async () => {
    const echo = { reasoning: 'nul \0 and half \ud83d', 'key\0': [{ deep: '\udc00' }] };
    const { echoes, errors } = await rememberedOf(told(...step('Fine.', echo)));
    expect(echoes).toEqual([
      { reasoning: 'nul \uFFFD and half \uFFFD', 'key\uFFFD': [{ deep: '\uFFFD' }] },
    ]);
    expect(errors).toEqual([]);
  });

  it('stays with its step when a later one is broken off and the closing sentence follows', async () => {
    const brokenOff: AgentEvent[] = [
      { type: 'step-start' },
      { type: 'text-delta', text: 'And I am sti' },
    ];
    const { echoes, parts } = await rememberedOf(
      told(...step('Let me look.', { n: 1 }), ...brokenOff, ...step('I could not finish this.')),
    );
    expect(echoes).toEqual([{ n: 1 }, null, null]);
    expect(parts?.filter(({ type }) => type === 'step-start')).toHaveLength(3);
  });

  it('is kept of the steps that ended when the next one fails', async () => {
    const { echoes } = await rememberedOf(async function* () {
      yield* step('Let me look.', { n: 1 });
      yield { type: 'step-start' };
      throw new ModelFailure('model_truncated', 'cut', { retryable: true });
    });
    expect(echoes).toEqual([{ n: 1 }, null]);
  });
});
