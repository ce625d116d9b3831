import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../server/embedded/postgres/start-embedded-postgres.ts';
import { openDatabase } from '../server/postgres/connection/database.ts';
import { newId } from '../server/shop/new-id.ts';
import { hashToken, newSecretToken } from '../server/shop/secret-token.ts';
import type { Probe } from './streams-probe.ts';
import { type AskedWords, toWordsQuestion } from './streams-question.ts';

/** A server to read from, in a process of its own. */
export interface StreamServer {
  name: string;
  /** What to send for an answer like that; another shopper's question each time. */
  ask(words: AskedWords): StreamRequest;
  probe(options?: { collect?: boolean }): Promise<Probe>;
}

export interface StreamRequest {
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Servers extends AsyncDisposable {
  /** The model itself, with nobody between. */
  model: Pick<StreamServer, 'name' | 'ask'>;
  bare: StreamServer;
  aisle: StreamServer;
  /** One more process on the same database. */
  startAnotherAisle(): Promise<StreamServer>;
  startAnotherBare(): Promise<StreamServer>;
  /** Resolves when no turn runs any more: thousands that are left at once take the database a while. */
  untilIdle(): Promise<void>;
}

/** The most questions that the bench asks in a minute, times what a visitor may ask. */
const VISITORS = 10_000;
/** So long without another picture, and they are all read. */
const IDLE_LIMIT_MS = 60_000;

/**
 * What is raised of our own limits: no time-out of the model cuts a waiting stream off, a process takes more turns, and
 * turns of readers who left are ended soon. Visitors are written to the database directly; each has an address of its
 * own, as a proxy in front would tell, so that the limits of an address are counted and not met.
 */
const SETTINGS = {
  MODEL_NAME: 'bench',
  MODEL_CHECK_AT_START: 'false',
  PICTURE_INDEX: 'false',
  MODEL_IDLE_TIMEOUT_MS: '600000',
  MODEL_TIMEOUT_MS: '600000',
  LEAVE_GRACE_MS: '2000',
  LIMIT_PROCESS_TURNS: '20000',
  TRUSTED_PROXIES: '127.0.0.1',
  LOG_LEVEL: 'warn',
  ADMIN_PASSWORD: 'not-used-in-a-benchmark',
};

/** Starts a database, a model, a bare proxy and Aisle, each in a process of its own. */
export async function startServers(): Promise<Servers> {
  const cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-bench-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  cleanup.defer(() => postgres.stop());
  const start = async (script: string, args: string[], env: Record<string, string>) => {
    const child = fork(path.join(import.meta.dirname, script), args, {
      env: { ...process.env, ...env },
    });
    cleanup.defer(() => end(child));
    const [message] = await Promise.race([once(child, 'message'), failure(child, script)]);
    return { child, message };
  };

  const upstream = await start('streams-upstream.ts', [], {});
  const modelUrl = `http://127.0.0.1:${upstream.message}`;
  const startBare = async (name: string) => {
    const { child, message } = await start('streams-bare.ts', [modelUrl], {});
    return { name, ask: (words: AskedWords) => toBare(message.url, words), probe: prober(child) };
  };
  let tokens: string[] = [];
  const startAisle = async (name: string) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { child } = await start('streams-aisle.ts', [], {
      ...SETTINGS,
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: postgres.url,
      DATA_DIR: folder,
      MODEL_BASE_URL: `${modelUrl}/v1`,
    });
    if (tokens.length === 0) tokens = await makeVisitors(postgres.url);
    let asked = 0;
    const ask = (words: AskedWords) => {
      const visitor = asked++ % tokens.length;
      return toAisle(url, { words, visitor, token: tokens[visitor]! });
    };
    return { name, ask, probe: prober(child) };
  };
  return {
    model: { name: 'the model itself', ask: (words) => toModel(modelUrl, words) },
    bare: await startBare('bare proxy'),
    aisle: await startAisle('Aisle'),
    startAnotherAisle: () => startAisle('Aisle, second process'),
    startAnotherBare: () => startBare('bare proxy, second process'),
    untilIdle: () => untilNoTurnRuns(postgres.url),
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

function toModel(origin: string, words: AskedWords): StreamRequest {
  const messages = [{ role: 'user', content: toWordsQuestion(words) }];
  return {
    origin,
    path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'bench', stream: true, messages }),
  };
}

function toBare(origin: string, words: AskedWords): StreamRequest {
  const body = JSON.stringify([{ role: 'user', content: toWordsQuestion(words) }]);
  return { origin, path: '/', headers: { 'content-type': 'application/json' }, body };
}

function toAisle(
  origin: string,
  { words, visitor, token }: { words: AskedWords; visitor: number; token: string },
): StreamRequest {
  const parts = [{ type: 'text', text: toWordsQuestion(words) }];
  const message = { id: newId(), role: 'user', parts };
  return {
    origin,
    path: '/v1/chat',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'x-forwarded-for': `10.0.${visitor >> 8}.${visitor & 255}`,
    },
    body: JSON.stringify({ id: newId(), message }),
  };
}

/** Their tokens. */
async function makeVisitors(url: string): Promise<string[]> {
  const { sql, close } = openDatabase(url, { maxConnections: 1, statementLimitMs: 30_000 });
  const [store] = await sql`select id from store where key = 'demo-outdoor'`;
  const tokens = Array.from({ length: VISITORS }, newSecretToken);
  const expires = new Date(Date.now() + 86_400_000);
  for (let from = 0; from < tokens.length; from += 1_000) {
    const rows = tokens.slice(from, from + 1_000).map((token) => ({
      id: newId(),
      store_id: store!.id,
      token_hash: hashToken(token),
      expires_at: expires,
    }));
    await sql`insert into visitor ${sql(rows)}`;
  }
  await close(1_000);
  return tokens;
}

async function untilNoTurnRuns(url: string): Promise<void> {
  const { sql, close } = openDatabase(url, { maxConnections: 1 });
  const giveUpAt = performance.now() + IDLE_LIMIT_MS;
  while (performance.now() < giveUpAt) {
    // It may be so busy with their ends that it does not answer in time.
    const [found] =
      await sql`select count(*)::int as turns from turn where status = 'running'`.catch(() => []);
    if (found?.turns === 0) break;
    await sleep(200);
  }
  await close(1_000);
}

function prober(child: ChildProcess): StreamServer['probe'] {
  return async ({ collect = false } = {}) => {
    child.send(collect ? 'collect' : 'probe');
    const [{ probe }] = await once(child, 'message');
    return probe;
  };
}

async function failure(child: ChildProcess, script: string): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${script} ended with ${code}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  const limit = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(limit);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
