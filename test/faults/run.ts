/**
 * `npm run faults -- [--kills N] [--outages N] [--seed N]`: kills servers and takes Postgres away while shoppers ask,
 * and prints what was lost, doubled or stuck. `npm run faults -- --money` holds prices against an oracle, races for coupons
 * and kills checkouts; `npm run faults -- --images N` uploads damaged pictures. `npm test` does a little of all.
 */
import { parseArgs } from 'node:util';
import { runCrashTrials } from './crash/crash-trials.ts';
import { describeCrashes } from './crash/describe.ts';
import { runDatabaseTrials } from './database/database-trials.ts';
import { describeOutages } from './database/describe.ts';
import { startPrivatePostgres } from './database/private-postgres.ts';
import { describeImages, runImageTrials } from './images/image-trials.ts';
import { runMoney } from './money/run-money.ts';
import { describeStops } from './stops/describe.ts';
import { runStopTrials } from './stops/stop-trials.ts';

const USAGE = `usage: npm run faults -- [--kills N] [--outages N] [--stops N] [--seed N]
       npm run faults -- --money [--seed N]
       npm run faults -- --images N [--seed N]

  --kills N     how often a server is killed; 50 when absent
  --outages N   how often Postgres is killed, restarted or frozen; 10 when absent
  --money       prices, coupons and checkouts instead, at full length
  --images N    that many damaged pictures are uploaded instead
  --stops N     how often an answer is stopped; 20 when absent
  --seed N      repeats a run as far as time allows; a new one when absent`;

const SHOWN_EVERY = 50;
const MOST_SHOWN = 20;

try {
  await main();
} catch (error) {
  console.error(
    (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ? USAGE : error,
  );
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    kills: text,
    outages: text,
    stops: text,
    seed: text,
    money: flag,
    images: text,
    help: flag,
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const kills = readCount('kills', values.kills ?? '50');
  const outages = readCount('outages', values.outages ?? '10');
  const stops = readCount('stops', values.stops ?? '20');
  const seed = readCount('seed', values.seed ?? String(Date.now() % 1_000_000));
  console.log(`seed ${seed}`);
  const wrong: string[] = [];
  if (values.money) {
    wrong.push(...(await runMoney(seed)));
  } else if (values.images) {
    wrong.push(...(await sendPictures(readCount('images', values.images), seed)));
  } else {
    if (kills > 0) wrong.push(...(await crash(kills, seed)));
    if (outages > 0) wrong.push(...(await takeAway(outages, seed)));
    if (stops > 0) wrong.push(...(await stop(stops, seed)));
  }
  for (const line of wrong.slice(0, MOST_SHOWN)) console.log(`WRONG ${line}`);
  if (wrong.length > MOST_SHOWN) console.log(`and ${wrong.length - MOST_SHOWN} more`);
  if (wrong.length > 0) process.exitCode = 1;
}

async function crash(kills: number, seed: number): Promise<string[]> {
  await using postgres = await startPrivatePostgres();
  const report = await runCrashTrials({
    databaseUrl: postgres.url,
    kills,
    seed,
    onKill: (kill) => kill % SHOWN_EVERY === 0 && console.log(`${kill} kills`),
  });
  console.log(describeCrashes(report));
  return report.wrong;
}

async function takeAway(trials: number, seed: number): Promise<string[]> {
  const onTrial = (trial: number, fault: string) => console.log(`outage ${trial}: ${fault}`);
  const report = await runDatabaseTrials({ trials, seed, onTrial });
  console.log(describeOutages(report));
  return report.wrong;
}

async function stop(stops: number, seed: number): Promise<string[]> {
  await using postgres = await startPrivatePostgres();
  const report = await runStopTrials({ databaseUrl: postgres.url, stops, seed });
  console.log(describeStops(report));
  return report.wrong;
}

async function sendPictures(images: number, seed: number): Promise<string[]> {
  const onProgress = (sent: number) => console.log(`${sent} pictures`);
  const report = await runImageTrials({ images, seed, onProgress });
  console.log(describeImages(report));
  return report.wrong;
}

function readCount(name: string, text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number, not "${text}".`);
}
