import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../server/postgres/connection/database.ts';
import { gatherCrowd } from './crowd.ts';
import { type Findings, judge } from './judge.ts';
import { announceMoments, MOMENTS, type Moments } from './moments.ts';
import { openShop } from './open-shop.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { type ServerGroup, startServers } from './server-group.ts';
import { startSlowProvider } from './slow-provider.ts';

export interface CrashOptions {
  /** Of a database that nobody else uses, empty or migrated. */
  databaseUrl: string;
  kills: number;
  seed: number;
  /** Hears of each kill, from 1, and of the moment that was chosen for it. */
  onKill?(kill: number, moment: string): void;
}

export interface CrashReport extends Findings {
  seed: number;
  trials: number;
}

const SERVERS = 2;
const SHOPPERS = 10;
/**
 * When nobody is killed any more: a lease, a round and an answer, on a machine that has other things to do. A call that
 * broke off without a sign is given up after 30 s, and asked again: that is slow, and not stuck.
 */
const QUIET_LIMIT_MS = 45_000;
const AFTER_MOMENT_MS = 25;
/** Of what servers logged, where something is stuck. */
const ERRORS_SHOWN = 10;
const KILLS_A_FREEZE = 25;
/** Longer than a lease: it comes back to turns that are another's. */
const FREEZE_MS = 5_500;
/** Before the model is asked, or while it is. */
const AFTER_ACKNOWLEDGED_MS = 12;

/**
 * Kills one of two servers again and again, each time at a moment that the seed chooses, while shoppers ask through
 * both of them and try again as the widget does. Now and then one is only frozen until another has its turns. Judges
 * afterwards what they were told by what is stored.
 */
export async function runCrashTrials(options: CrashOptions): Promise<CrashReport> {
  await using cleanup = new AsyncDisposableStack();
  const random = seededRandom(options.seed);
  const moments = announceMoments();
  await openShop(options.databaseUrl);
  const provider = cleanup.use(await startSlowProvider((moment) => moments.announce(moment)));
  const servers = cleanup.use(
    await startServers({
      count: SERVERS,
      env: { DATABASE_URL: options.databaseUrl, MODEL_BASE_URL: provider.baseUrl },
    }),
  );
  const database = openDatabase(options.databaseUrl, { maxConnections: 2 });
  cleanup.defer(() => database.close(1_000));

  let kills = 0;
  let last = 'before the first kill';
  const crowd = gatherCrowd({
    urls: servers.urls,
    random,
    shoppers: SHOPPERS,
    moments,
    calmSince: servers.calmSince,
    now: () => last,
  });
  try {
    while (kills < options.kills) {
      if (kills % KILLS_A_FREEZE === KILLS_A_FREEZE - 1)
        await freezeOne(servers, { random, moments });
      const moment = await killAtMoment(servers, { random, moments });
      kills += 1;
      last = `kill ${kills} (${moment})`;
      options.onKill?.(kills, moment);
    }
    await servers.up();
  } catch (error) {
    crowd.wrong.push(`a server did not come back after ${last}: ${error}`);
  }
  await crowd.disperse(QUIET_LIMIT_MS);
  const wrong = [...crowd.wrong, ...servers.deaths.map((words) => `a server died: ${words}`)];
  const findings = await judge(database, { all: crowd.all, provider, wrong });
  if (findings.stuck > 0) {
    findings.wrong.push(...servers.errors.slice(-ERRORS_SHOWN).map((line) => `logged: ${line}`));
  }
  return { seed: options.seed, trials: kills, ...findings };
}

/** While it gets ready to ask a model for a step that another will have asked for when it comes back. */
async function freezeOne(
  servers: ServerGroup,
  { random, moments }: { random: SeededRandom; moments: Moments },
): Promise<void> {
  const index = random.below(servers.urls.length);
  await servers.up();
  await moments.next('acknowledged', { server: index });
  await sleep(random.below(AFTER_ACKNOWLEDGED_MS));
  await servers.freeze(index, FREEZE_MS);
}

/** The moment at which it was done, in words. */
async function killAtMoment(
  servers: ServerGroup,
  { random, moments }: { random: SeededRandom; moments: Moments },
): Promise<string> {
  const index = random.below(servers.urls.length);
  const moment = random.one(MOMENTS);
  const delayMs = random.below(AFTER_MOMENT_MS);
  // Sometimes both are down at once.
  if (random.percent(80)) await servers.up();
  else await servers.listens(index);
  if (moment === 'any') await sleep(random.below(500));
  else await moments.next(moment, { server: index });
  await sleep(delayMs);
  await servers.kill(index);
  return `server ${index}, ${moment}, ${delayMs} ms later`;
}
