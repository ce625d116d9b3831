import { setTimeout as sleep } from 'node:timers/promises';
import {
  deltaEvent,
  FakeLlmServer,
  type SeenRequest,
  streamHead,
  type UpstreamStep,
} from '../../fakes/fake-llm-server.ts';
import { newShopper, partsOf, readSse, type Shopper } from '../../support/shopper.ts';
import { openShop, STORE } from '../crash/open-shop.ts';
import { seededRandom } from '../crash/seeded-random.ts';
import { startServers } from '../crash/server-group.ts';
import { questionOf } from '../fake-provider/fake-provider.ts';

export interface StopOptions {
  /** Of a database that nobody else uses. */
  databaseUrl: string;
  stops: number;
  seed: number;
}

export interface StopReport {
  seed: number;
  /**
   * Milliseconds from sending the stop to the end of the provider's socket, in ascending order: where the process that
   * heard the stop runs the turn, and where another one does.
   */
  here: number[];
  elsewhere: number[];
  /** What was wrong, in words; empty when all is well. */
  wrong: string[];
}

const SERVERS = 2;
const STOPS_A_VISITOR = 10;
/** When the provider has sent its words it says nothing more, so that only a stop ends it. */
const WORDS = 5;
const WORD_MS = 5;
const CLOSED_LIMIT_MS = 5_000;

/** Stops answers at a moment that the seed chooses, from before the first word on, through either of two servers. */
export async function runStopTrials({
  databaseUrl,
  stops,
  seed,
}: StopOptions): Promise<StopReport> {
  await using cleanup = new AsyncDisposableStack();
  const random = seededRandom(seed);
  await openShop(databaseUrl);
  const asked = new Map<string, (request: SeenRequest) => void>();
  const provider = cleanup.use(
    await FakeLlmServer.answering((request) => {
      asked.get(questionOf(request.body))?.(request);
      return fewWords();
    }),
  );
  const env = { DATABASE_URL: databaseUrl, MODEL_BASE_URL: provider.baseUrl };
  const { urls } = cleanup.use(await startServers({ count: SERVERS, env }));
  const report: StopReport = { seed, here: [], elsewhere: [], wrong: [] };
  let shoppers: Tab[] = [];
  for (let trial = 1; trial <= stops; trial += 1) {
    if (trial % STOPS_A_VISITOR === 1) shoppers = await sameShopper(urls);
    const [here, there] = [random.below(SERVERS), random.below(SERVERS)];
    const question = `Question ${trial}`;
    const arrival = new Promise<SeenRequest>((resolve) => asked.set(question, resolve));
    try {
      const ms = await stopOnce(question, {
        arrival,
        asking: shoppers[here]!,
        stopping: shoppers[there]!,
        afterMs: random.below(2 * WORDS * WORD_MS),
      });
      report[here === there ? 'here' : 'elsewhere'].push(ms);
    } catch (error) {
      report.wrong.push(`stop ${trial}: ${error}`);
    }
    asked.delete(question);
  }
  for (const times of [report.here, report.elsewhere]) times.sort((a, b) => a - b);
  return report;
}

function* fewWords(): Generator<UpstreamStep> {
  yield streamHead;
  for (let word = 1; word <= WORDS; word += 1) {
    yield deltaEvent({ content: `word${word} ` });
    yield { waitMs: WORD_MS };
  }
  yield { stall: true };
}

type Tab = Pick<Shopper, 'request'>;

/** One visitor, as each of the servers sees them. */
async function sameShopper(urls: string[]): Promise<Tab[]> {
  const { token } = await newShopper(urls[0]!, STORE);
  const request =
    (url: string): Shopper['request'] =>
    (path, { json, ...init } = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
  return urls.map((url) => ({ request: request(url) }));
}

interface Stop {
  arrival: Promise<SeenRequest>;
  asking: Tab;
  stopping: Tab;
  /** How long the provider has had the question by then, in milliseconds. */
  afterMs: number;
}

/** Milliseconds from sending the stop to the end of the provider's socket. Throws what is wrong. */
async function stopOnce(
  question: string,
  { arrival, asking, stopping, afterMs }: Stop,
): Promise<number> {
  const id = crypto.randomUUID();
  const parts = [{ type: 'text', text: question }];
  const json = { id, message: { id: crypto.randomUUID(), role: 'user', parts } };
  const response = await asking.request('/v1/chat', { method: 'POST', json });
  if (!response.ok) throw new Error(`was answered ${response.status}`);
  const { closed } = await arrival;
  await sleep(afterMs);
  const sentAt = performance.now();
  const isClosed = closed.then(() => performance.now() - sentAt);
  const stopped = stopping.request(`/v1/chat/${id}/stop`, { method: 'POST' });
  const ms = await Promise.race([isClosed, sleep(CLOSED_LIMIT_MS)]);
  const { status } = await stopped;
  if (status !== 202) throw new Error(`the stop was answered ${status}`);
  if (ms === undefined) throw new Error(`was not stopped within ${CLOSED_LIMIT_MS} ms`);
  const events = await readSse(response);
  if (partsOf(events, 'abort').length !== 1) throw new Error('the reader was not told of the stop');
  return ms;
}
