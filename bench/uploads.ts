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
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
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
const QUESTIONS_ALONE = 60;
const PAUSE_MS = 50;
/** A client that is sent away this often was not served. */
const MOST_TRIES = 20;
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
  const senders = await Promise.all(
    Array.from({ length: clients }, () => newShopper(aisle.url, STORE)),
  );
  // Once each, so that what is loaded on first use counts as idle.
  await upload(senders[0]!, { url: aisle.url, photo });
  await ask(asker);
  await sleep(SETTLE_MS);
  const idle = await treeMemory();

  const alone: number[] = [];
  for (let asked = 0; asked < QUESTIONS_ALONE; asked += 1) alone.push(await ask(asker));
  const meanwhile: number[] = [];
  const statuses: Record<string, number> = {};
  const endOfWatch = watchPeak(100);
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    let sending = true;
    const asking = (async () => {
      while (sending) meanwhile.push(await ask(asker));
    })();
    const ends = await Promise.all(
      senders.map((sender) => upload(sender, { url: aisle.url, photo })),
    );
    for (const end of ends.flat()) statuses[end] = (statuses[end] ?? 0) + 1;
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

/** What was answered, the last one included; comes back when it is told to. */
async function upload({ token }: Shopper, { url, photo }: Sent): Promise<(number | 'broken')[]> {
  const answers: (number | 'broken')[] = [];
  while (answers.length < MOST_TRIES) {
    const { status, retryAfter } = await post(`${url}/v1/images`, { token, photo });
    answers.push(status);
    if (status === 201) break;
    await sleep(retryAfter * 1_000);
  }
  return answers;
}

interface Sent {
  url: string;
  photo: Buffer;
}

/** Not with `fetch`, which would spend more on sending than the server does on receiving. */
function post(
  url: string,
  { token, photo }: { token: string; photo: Buffer },
): Promise<{ status: number | 'broken'; retryAfter: number }> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'image/jpeg',
    'content-length': photo.length,
  };
  return new Promise((resolve) => {
    const sending = request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      const status = response.statusCode ?? 'broken';
      resolve({ status, retryAfter: Number(response.headers['retry-after'] ?? 1) });
    });
    // When the answer came before all was sent and was lost with the connection.
    sending.on('error', () => resolve({ status: 'broken', retryAfter: 1 }));
    sending.end(photo);
  });
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
