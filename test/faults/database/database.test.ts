import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../server/postgres/connection/database.ts';
import { STOP_CHANNEL } from '../../../server/postgres/conversations/turn-channels.ts';
import { postgresTurnSignals } from '../../../server/postgres/conversations/turn-signals.ts';
import { runDatabaseTrials } from './database-trials.ts';
import { describeOutages } from './describe.ts';
import { startPrivatePostgres } from './private-postgres.ts';

/** One of each kind. */
const TRIALS = 5;

/** What a shopper may wait, and what a machine with other things to do may add. */
const LONGEST_REQUEST_MS = 8_000;

test('no message is lost and no answer breaks when Postgres is killed, restarted and frozen', {
  timeout: 900_000,
}, async () => {
  const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
  const report = await runDatabaseTrials({ trials: TRIALS, seed });
  console.log(describeOutages(report));
  expect(report.wrong).toEqual([]);
  expect(report).toMatchObject({ trials: TRIALS, lost: 0, doubled: 0, stuck: 0 });
  expect(report.refused).toBeGreaterThan(0);
  expect(report.slowestRequestMs).toBeLessThan(LONGEST_REQUEST_MS);
});

test('a stop through another process is heard again after Postgres was away', {
  timeout: 60_000,
}, async () => {
  await using postgres = await startPrivatePostgres();
  const options = { maxConnections: 2, statementLimitMs: 300 };
  const database = openDatabase(postgres.url, options);
  const other = openDatabase(postgres.url, options);
  const heard = new Set<string>();
  const signals = postgresTurnSignals(database.sql, () => {});
  signals.onStop((turnId) => heard.add(turnId));
  const isHeard = (turnId: string) =>
    expect
      .poll(
        async () => {
          await other.sql.notify(STOP_CHANNEL, turnId).catch(() => {});
          return heard.has(turnId);
        },
        { timeout: 15_000 },
      )
      .toBe(true);
  await isHeard('before');
  await postgres.kill();
  await postgres.ready();
  await isHeard('after a kill');
  await postgres.restart(700);
  await isHeard('after a restart');
  // Long enough for connections that say nothing to be given up.
  const frozen = postgres.freeze(1_000);
  await sleep(100);
  await database.sql`select 1`.catch(() => {});
  await frozen;
  await isHeard('after a freeze');
  await Promise.all([database.close(500), other.close(500)]);
});
