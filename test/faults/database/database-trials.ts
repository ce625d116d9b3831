import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../server/postgres/connection/database.ts';
import { newShopper, type Shopper } from '../../support/shopper.ts';
import { gatherCrowd } from '../crash/crowd.ts';
import { type Findings, judge } from '../crash/judge.ts';
import { openShop, STORE } from '../crash/open-shop.ts';
import { type SeededRandom, seededRandom } from '../crash/seeded-random.ts';
import { startServers } from '../crash/server-group.ts';
import { startSlowProvider } from '../crash/slow-provider.ts';
import { type PrivatePostgres, startPrivatePostgres } from './private-postgres.ts';

export interface DatabaseOptions {
  trials: number;
  seed: number;
  /** Hears of each fault, from 1, when it is over. */
  onTrial?(trial: number, fault: string): void;
}

export interface DatabaseReport extends Findings {
  seed: number;
  trials: number;
  /** The longest that any request waited for its answer's first byte. */
  slowestRequestMs: number;
  /** Requests that were told that the database is away. */
  refused: number;
  /** The longest until a server had its first success when the database was ready again. */
  slowestReturnMs: number;
}

const SERVERS = 2;
const SHOPPERS = 12;
const QUIET_LIMIT_MS = 20_000;
/** Between two faults, so that each meets turns that run. */
const PEACE_MS = 1_000;
const PROBE_MS = 20;

type Fault = (
  postgres: PrivatePostgres,
  random: SeededRandom,
) => { name: string; over: Promise<void> };

/** A lease is four seconds: some are over before it ends, some take longer. */
const FAULTS: Fault[] = [
  (postgres) => ({ name: 'killed', over: postgres.kill() }),
  (postgres, random) => {
    const ms = 300 + random.below(1_000);
    return { name: `restarted after ${ms} ms`, over: postgres.restart(ms) };
  },
  (postgres, random) => {
    const ms = 500 + random.below(2_500);
    return { name: `frozen for ${ms} ms`, over: postgres.freeze(ms) };
  },
  (postgres) => ({ name: 'restarted after 5,000 ms', over: postgres.restart(5_000) }),
  (postgres) => ({ name: 'frozen for 5,500 ms', over: postgres.freeze(5_500) }),
];

/** Takes Postgres away from two servers again and again while shoppers ask, one kind of fault after the other. */
export async function runDatabaseTrials(options: DatabaseOptions): Promise<DatabaseReport> {
  await using cleanup = new AsyncDisposableStack();
  const random = seededRandom(options.seed);
  const postgres = cleanup.use(await startPrivatePostgres());
  await openShop(postgres.url);
  const provider = cleanup.use(await startSlowProvider(() => {}));
  const servers = cleanup.use(
    await startServers({
      count: SERVERS,
      env: { DATABASE_URL: postgres.url, MODEL_BASE_URL: provider.baseUrl },
    }),
  );
  const probes = await Promise.all(servers.urls.map((url) => newShopper(url, STORE)));
  let doing = 'nothing at all';
  let calmSince: number | undefined = performance.now();
  let slowestRequestMs = 0;
  let refused = 0;
  const broken: string[] = [];
  const crowd = gatherCrowd({
    urls: servers.urls,
    random,
    shoppers: SHOPPERS,
    calmSince: () => calmSince ?? performance.now(),
    now: () => doing,
    onAnswer(path, { ms, status }) {
      slowestRequestMs = Math.max(slowestRequestMs, ms);
      if (status === 503) refused += 1;
      if (status === undefined) broken.push(`${path} was not answered at all, after ${doing}`);
    },
  });

  let slowestReturnMs = 0;
  for (let trial = 1; trial <= options.trials; trial += 1) {
    await sleep(PEACE_MS);
    const { name, over } = FAULTS[(trial - 1) % FAULTS.length]!(postgres, random);
    doing = `trial ${trial}, ${name}`;
    calmSince = undefined;
    await over;
    await postgres.ready();
    calmSince = performance.now();
    const returned = await Promise.all(probes.map(untilServed));
    slowestReturnMs = Math.max(slowestReturnMs, ...returned);
    options.onTrial?.(trial, name);
  }
  await crowd.disperse(QUIET_LIMIT_MS);

  const wrong = [
    ...crowd.wrong,
    ...broken,
    ...servers.deaths.map((words) => `a server died: ${words}`),
    ...servers.errors.filter((line) => line.includes('request failed')),
  ];
  const database = openDatabase(postgres.url, { maxConnections: 1 });
  cleanup.defer(() => database.close(1_000));
  const findings = await judge(database, { all: crowd.all, provider, wrong });
  return {
    seed: options.seed,
    trials: options.trials,
    ...findings,
    slowestRequestMs: Math.round(slowestRequestMs),
    refused,
    slowestReturnMs: Math.round(slowestReturnMs),
  };
}

/** How long it took, in milliseconds. */
async function untilServed(probe: Shopper): Promise<number> {
  const from = performance.now();
  for (;;) {
    const response = await probe.request('/v1/chat');
    if (response.ok) return performance.now() - from;
    await sleep(PROBE_MS);
  }
}
