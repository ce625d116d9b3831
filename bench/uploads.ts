/**
 * What many large photos at once cost: memory beyond that of an idle server, and how long a text message takes meanwhile.
 *
 *   node bench/uploads.ts [--clients 40] [--rounds 3]
 *
 * Each client sends 20 MiB that hold a noisy photo of 12 million pixels, as fast as the server takes them, and comes back
 * when it is told to. The server is `aisle start` with a database of its own and a model that answers at once.
 * Goals (FAULTS.md UP-13): at most 150 MB beyond idle without what the decoder's process is allowed, a text message
 * within twice its time alone (p95), no file left over. Reads /proc, so it runs on Linux only.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { FakeLlmServer, saying } from '../test/fakes/fake-llm-server.ts';
import { startAisleProcess } from '../test/support/aisle-process.ts';
import { newShopper, type Shopper } from '../test/support/shopper.ts';
import { noisyPhoto } from './noisy-photo.ts';
import { treeMemory, watchPeak } from './process-memory.ts';
import { percentile } from './streams-measure.ts';
import type { Answers, Sending } from './uploads-senders.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '3' },
  },
});
const clients = Number(values.clients);
const rounds = Number(values.rounds);

const PHOTO_BYTES = 20 * 1024 * 1024;
const GOAL_BYTES = 150 * 1e6;
const GOAL_RATIO = 2;
const SETTLE_MS = 3_000;
/** As many as make its memory that of a server that has been running: each round brings more of them. */
const QUESTIONS_ALONE = 600;
const PAUSE_MS = 50;
const STORE = 'demo-outdoor';

const dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-bench-'));
try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function run(): Promise<boolean> {
  await using model = await FakeLlmServer.answering(() => saying('Yes, ', 'we have it.'));
  await using aisle = await startAisleProcess({
    DATA_DIR: dataDir,
    MODEL_BASE_URL: model.baseUrl,
    MODEL_NAME: 'bench',
    ADMIN_PASSWORD: 'not-used-in-a-benchmark',
    // All come from one address.
    LIMIT_ADDRESS_VISITORS_PER_MINUTE: '1000',
    LIMIT_ADDRESS_MESSAGES_PER_MINUTE: '100000',
    LIMIT_VISITOR_MESSAGES_PER_MINUTE: '100000',
    LIMIT_ADDRESS_UPLOADS_PER_MINUTE: '100000',
  });
  const photo = await noisyPhoto(PHOTO_BYTES);
  const asker = await newShopper(aisle.url, STORE);
  const shoppers = await Promise.all(
    Array.from({ length: clients }, () => newShopper(aisle.url, STORE)),
  );
  const tokens = shoppers.map(({ token }) => token);
  const file = path.join(dataDir, 'photo.jpg');
  await writeFile(file, photo);
  using first = startSenders({ url: aisle.url, tokens: tokens.slice(0, 1), file });
  using senders = startSenders({ url: aisle.url, tokens, file });
  // Once each, so that what is loaded on first use counts as idle.
  await first.sendAll();
  await ask(asker);
  const alone: number[] = [];
  for (let asked = 0; asked < QUESTIONS_ALONE; asked += 1) alone.push(await ask(asker));
  await sleep(SETTLE_MS);
  const idle = await treeMemory();

  const meanwhile: number[] = [];
  const statuses: Record<string, number> = {};
  const endOfWatch = watchPeak();
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    let sending = true;
    const asking = (async () => {
      while (sending) meanwhile.push(await ask(asker));
    })();
    for (const end of await senders.sendAll()) statuses[end] = (statuses[end] ?? 0) + 1;
    sending = false;
    await asking;
  }
  const seconds = (performance.now() - began) / 1_000;
  const peak = await endOfWatch();
  const left = await readdir(path.join(dataDir, 'incoming'));
  // Not killed, so that the database is gone with it.
  aisle.signal('SIGTERM');
  await aisle.exitCode(60_000);

  const beyond = peak.withoutDecoder - (idle.server + idle.database);
  const ratio = percentile(meanwhile, 0.95) / percentile(alone, 0.95);
  console.table({
    server: memoryRow(idle.server, peak.server),
    database: memoryRow(idle.database, peak.database),
    decoder: memoryRow(idle.decoder, peak.decoder),
    'all but decoder': memoryRow(idle.server + idle.database, peak.withoutDecoder),
  });
  console.table({ alone: timesRow(alone), 'while photos come': timesRow(meanwhile) });
  const photos = clients * rounds;
  console.log(
    `${photos} photos of 20 MiB in ${seconds.toFixed(1)} s; answers ${JSON.stringify(statuses)}`,
  );
  console.log(`beyond idle ${megabytes(beyond)} MB (at most ${GOAL_BYTES / 1e6})`);
  console.log(`p95 of a text message × ${ratio.toFixed(2)} (at most ${GOAL_RATIO})`);
  console.log(`${left.length} files left over (0)`);
  const served = statuses['201'] === photos;
  if (!served) console.log('not every photo was taken in the end');
  return served && beyond <= GOAL_BYTES && ratio <= GOAL_RATIO && left.length === 0;
}

interface Senders extends Disposable {
  /** Each of them sends the photo once. */
  sendAll(): Promise<Answers>;
}

function startSenders(sending: Sending): Senders {
  const child = fork(path.join(import.meta.dirname, 'uploads-senders.ts'));
  return {
    async sendAll() {
      child.send(sending);
      const [answers] = await once(child, 'message');
      return answers;
    },
    [Symbol.dispose]: () => child.disconnect(),
  };
}

/** Milliseconds until the answer was whole. */
async function ask(asker: Shopper): Promise<number> {
  await sleep(PAUSE_MS);
  const began = performance.now();
  const events = await asker.ask(crypto.randomUUID(), 'Do you have tents?');
  if (events.at(-1)?.chunk !== '[DONE]') throw new Error('a text message was not answered');
  return performance.now() - began;
}

function memoryRow(idle: number, peak: number) {
  return {
    'idle MB': megabytes(idle),
    'peak MB': megabytes(peak),
    'beyond idle MB': megabytes(peak - idle),
  };
}

function timesRow(times: number[]) {
  const round = (share: number) => Math.round(percentile(times, share) * 10) / 10;
  return { questions: times.length, 'p50 ms': round(0.5), 'p95 ms': round(0.95) };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
