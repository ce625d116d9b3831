import { expect, it } from 'vitest';
import { says } from '../../../fixtures/answers.ts';
import { aQuestion } from '../../../fixtures/question.ts';
import { testDatabase } from '../../../support/test-database.ts';
import { turnMachinery } from '../../../support/turn-machinery.ts';
import { createStore, createVisitor } from '../../../support/visitors.ts';

/** More than one signal can name. */
const TURNS = 203;

it('tells the readers of every turn that has news in a batch, however many those are', async () => {
  await using database = await testDatabase();
  const store = await createStore(database);
  const writing = turnMachinery(database, says());
  const reading = turnMachinery(database, says());
  const visitor = await createVisitor(database, store);
  const accepted: Awaited<ReturnType<typeof writing.conversations.accept>>[] = [];
  // One after the other: all at once they would wait for each other longer than a query may.
  for (let n = 0; n < TURNS; n++) {
    const question = aQuestion(visitor, `q${n}`, { conversationId: `c${n}` });
    const { leaseOwner } = writing;
    accepted.push(await writing.conversations.accept({ ...question, leaseOwner }));
  }
  const { signal } = new AbortController();
  const told: string[] = [];
  for (const { turn } of accepted) {
    const { turnId } = turn;
    const limitMs = 60_000;
    void reading.follow.signals
      .waitForEvents(turnId, { limitMs, signal })
      .then(() => told.push(turnId));
  }
  // A listener that stands hears what comes after it stood.
  await expect
    .poll(async () => {
      const listening =
        await database.sql`select 1 from pg_stat_activity where query like 'listen%'`;
      return listening.length;
    })
    .toBeGreaterThan(0);

  const lost = await writing.log.append(
    writing.leaseOwner,
    accepted.map(({ turn }) => ({
      turn: { ...turn, run: 0 },
      seq: 1,
      chunk: { type: 'start-step' },
    })),
  );
  expect(lost).toEqual([]);
  await expect.poll(() => told.length).toBe(TURNS);
  const refused = await reading.log.append(reading.leaseOwner, [
    { turn: { ...accepted[0]!.turn, run: 0 }, seq: 2, chunk: { type: 'start-step' } },
  ]);
  expect(refused).toEqual([accepted[0]!.turn.turnId]);
});
