/**
 * What Aisle adds between a model and a shopper: time to the first text of an answer, and how many answers a
 * second it streams, against asking the same model server directly.
 *
 *   node bench/turn.ts [--turns 50] [--at-once 10]
 *
 * The model is a server in this process that answers at once with 40 words; the database is a fresh embedded one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../server/config.ts';
import { startAisle } from '../server/main.ts';

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '50' },
    'at-once': { type: 'string', default: '10' },
  },
});
const turns = Number(values.turns);
const atOnce = Number(values['at-once']);
const WORDS = Array.from({ length: 40 }, (_, n) => `word${n} `);
const PORT = 39_417;

/** Visitors may ask 20 questions a minute, and an address may become 60 visitors: the tokens are reused in turn. */
const tokens: Promise<string>[] = [];
let asked = 0;

const model = await startModel();
const dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-bench-'));
const baseUrl = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
const config = readConfig({
  PORT: String(PORT),
  PUBLIC_URL: `http://127.0.0.1:${PORT}`,
  DATA_DIR: dataDir,
  MODEL_BASE_URL: baseUrl,
  MODEL_NAME: 'bench',
  ADMIN_PASSWORD: 'not-used-in-a-benchmark',
  // All ask from one address.
  LIMIT_ADDRESS_MESSAGES_PER_MINUTE: '1000000',
});
const aisle = await startAisle(config, { log: pino({ level: 'silent' }) });
try {
  await measure('warm-up', askAisle, { count: 10, atOnce: 2 });
  const floor = await measure('model server, one at a time', askModel, { count: turns, atOnce: 1 });
  const ours = await measure('through Aisle, one at a time', askAisle, { count: turns, atOnce: 1 });
  const floorMany = await measure(`model server, ${atOnce} at once`, askModel, {
    count: turns * 4,
    atOnce,
  });
  const oursMany = await measure(`through Aisle, ${atOnce} at once`, askAisle, {
    count: turns * 4,
    atOnce,
  });
  console.table([floor, ours, floorMany, oursMany]);
  console.log(`first text, one at a time: ${ratio(ours, floor)} the floor`);
  console.log(`first text, ${atOnce} at once: ${ratio(oursMany, floorMany)} the floor`);
} finally {
  await aisle.stop();
  model.close();
  await rm(dataDir, { recursive: true, force: true });
}

interface Row {
  what: string;
  'first text p50 ms': number;
  'first text p99 ms': number;
  'answers a second': number;
}

async function measure(
  what: string,
  ask: () => Promise<number>,
  { count, atOnce }: { count: number; atOnce: number },
): Promise<Row> {
  const times: number[] = [];
  const startedAt = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) times.push(await ask());
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return {
    what,
    'first text p50 ms': at(0.5),
    'first text p99 ms': at(0.99),
    'answers a second': round(times.length / seconds),
  };
}

async function askAisle(): Promise<number> {
  const token = await visitorToken();
  const message = {
    id: crypto.randomUUID(),
    role: 'user',
    parts: [{ type: 'text', text: 'Tell me a story.' }],
  };
  return firstText(`${config.publicUrl}/v1/chat`, {
    headers: { authorization: `Bearer ${token}` },
    body: { id: crypto.randomUUID(), message },
    mark: '"text-delta"',
  });
}

async function askModel(): Promise<number> {
  return firstText(`${baseUrl}/chat/completions`, {
    headers: {},
    body: {
      model: 'bench',
      stream: true,
      messages: [{ role: 'user', content: 'Tell me a story.' }],
    },
    mark: '"content"',
  });
}

/** Milliseconds from sending to the first text; reads to the end. */
async function firstText(
  url: string,
  { headers, body, mark }: { headers: Record<string, string>; body: unknown; mark: string },
): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok || !response.body)
    throw new Error(`${response.status}: ${await response.text()}`);
  let first: number | undefined;
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    if (first === undefined && decoder.decode(bytes, { stream: true }).includes(mark)) {
      first = performance.now() - startedAt;
    }
  }
  if (first === undefined) throw new Error('no text came');
  return first;
}

function visitorToken(): Promise<string> {
  const place = asked++ % 50;
  tokens[place] ??= fetch(`${config.publicUrl}/v1/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ store: 'demo-outdoor' }),
  })
    .then((response) => response.json())
    .then(({ token }: { token: string }) => token);
  return tokens[place];
}

async function startModel(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function answer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of WORDS) response.write(event({ delta: { content }, finish_reason: null }));
  response.write(event({ delta: {}, finish_reason: 'stop' }));
  response.end('data: [DONE]\n\n');
}

function event(choice: object): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`;
}

function ratio(row: Row, floor: Row): string {
  return `${round(row['first text p50 ms'] / floor['first text p50 ms'])} ×`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
