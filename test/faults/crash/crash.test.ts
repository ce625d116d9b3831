import { expect, test } from 'vitest';
import { testDatabase } from '../../support/test-database.ts';
import { runCrashTrials } from './crash-trials.ts';
import { describeCrashes } from './describe.ts';

const KILLS = 50;

test(`no message is lost, doubled or stuck when servers are killed ${KILLS} times`, {
  timeout: 900_000,
}, async () => {
  await using database = await testDatabase();
  const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
  const report = await runCrashTrials({ databaseUrl: database.url, kills: KILLS, seed });
  console.log(describeCrashes(report));
  expect(report.wrong).toEqual([]);
  expect(report).toMatchObject({ trials: KILLS, lost: 0, doubled: 0, stuck: 0 });
  expect(report.takenOver).toBeGreaterThan(0);
});
