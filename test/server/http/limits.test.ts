import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../shared/problem.ts';
import { deltaEvent, FakeLlmServer, streamHead } from '../../fakes/fake-llm-server.ts';
import { ADMIN, type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, type Shopper } from '../../support/shopper.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';

const LIMITS = {
  LIMIT_ADDRESS_VISITORS_PER_MINUTE: '40',
  LIMIT_VISITOR_MESSAGES_PER_MINUTE: '9',
  LIMIT_ADDRESS_MESSAGES_PER_MINUTE: '12',
  LIMIT_ADDRESS_UPLOADS_PER_MINUTE: '2',
  LIMIT_VISITOR_STREAMS: '2',
  LIMIT_ADDRESS_STREAMS: '3',
  LIMIT_PROCESS_STREAMS: '4',
};

let database: TestDatabase;
let upstream: FakeLlmServer;
let processes: [Installation, Installation];
beforeAll(async () => {
  database = await testDatabase();
  upstream = await FakeLlmServer.answering(() => [
    streamHead,
    deltaEvent({ content: 'One moment' }),
    { stall: true },
  ]);
  const start = (limits: Record<string, string>) =>
    startInstallation(
      {
        ...limits,
        MODEL_BASE_URL: upstream.baseUrl,
        MODEL_NAME: 'fake',
        TRUSTED_PROXIES: '127.0.0.1',
        LEAVE_GRACE_MS: '0',
      },
      { database },
    );
  processes = [await start(LIMITS), await start({ ...LIMITS, LIMIT_PROCESS_TURNS: '2' })];
});
afterAll(async () => {
  for (const aisle of processes) await aisle[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const open: AbortController[] = [];
afterEach(async () => {
  for (const stream of open.splice(0)) stream.abort();
  await expect.poll(() => running(), { timeout: 10_000 }).toBe(0);
});

async function running(): Promise<number> {
  const rows = await database.sql`select 1 from turn where status = 'running'`;
  return rows.length;
}

/** Addresses that no other test uses. */
let addresses = 0;
function someAddress(): string {
  addresses += 1;
  return `198.51.100.${addresses}`;
}

const visitor = () => newShopper(processes[0].url, 'demo-outdoor');

/** The same visitor at another process. */
function at({ url }: Installation, { token }: Shopper): Shopper['request'] {
  return (path, { json, ...init } = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      body: json === undefined ? init.body : JSON.stringify(json),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(init.headers as Record<string, string>),
      },
    });
}

interface Asking {
  address?: string;
  conversation?: string;
  /** The page that asks. */
  origin?: string;
}

function ask(
  { request }: Pick<Shopper, 'request'>,
  { address = someAddress(), conversation = 'c', origin }: Asking = {},
) {
  const abort = new AbortController();
  open.push(abort);
  const parts = [{ type: 'text', text: 'Do you have tents?' }];
  const message = { id: crypto.randomUUID(), role: 'user', parts };
  return request('/v1/chat', {
    method: 'POST',
    headers: { 'x-forwarded-for': address, ...(origin ? { origin } : {}) },
    json: { id: conversation, message },
    signal: abort.signal,
  });
}

async function expectRefusal(response: Response, code: Problem['code']): Promise<void> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  expect(Problem.parse(await response.json())).toMatchObject({ code, status: response.status });
}

/** By a page of that origin, with the time to wait. */
function expectReadable({ headers }: Response, origin: string): void {
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  expect(headers.get('access-control-expose-headers')).toContain('retry-after');
}

describe('open streams', () => {
  it('are limited for a visitor before anything is stored, and a closed one makes room', async () => {
    const shopper = await visitor();
    const first = await ask(shopper, { conversation: 'a' });
    expect((await ask(shopper, { conversation: 'b' })).status).toBe(200);

    const refused = await ask(shopper, { conversation: 'c' });
    expect(refused.status).toBe(429);
    await expectRefusal(refused, 'rate_limited');
    await expectRefusal(await shopper.request('/v1/chat/a/stream'), 'rate_limited');
    expect((await shopper.request('/v1/chat/c')).status).toBe(404);
    // The oldest goes on.
    const reader = first.body!.getReader();
    expect((await reader.read()).done).toBe(false);

    open[0]!.abort();
    await expect.poll(async () => (await ask(shopper, { conversation: 'd' })).status).toBe(200);
  });

  it('are limited for an address and for the process, which says that it is busy', async () => {
    const address = someAddress();
    for (let n = 0; n < 3; n += 1) {
      expect((await ask(await visitor(), { address })).status).toBe(200);
    }
    await expectRefusal(await ask(await visitor(), { address }), 'rate_limited');
    expect((await ask(await visitor())).status).toBe(200);
    const origin = processes[0].url;
    const busy = await ask(await visitor(), { origin });
    expect(busy.status).toBe(503);
    expectReadable(busy, origin);
    await expectRefusal(busy, 'overloaded');
  });

  it('hold no place when their readers vanish, over and over', async () => {
    const shopper = await visitor();
    for (let n = 0; n < 8; n += 1) {
      await expect
        .poll(async () => (await ask(shopper, { conversation: `v${n}` })).status)
        .toBe(200);
      for (const stream of open.splice(0)) stream.abort();
    }
  });
});

it('runs only so many turns at once in a process, however many ask', async () => {
  const shoppers = await Promise.all(Array.from({ length: 6 }, () => visitor()));
  const asked = shoppers.map((shopper) => ({ request: at(processes[1], shopper) }));
  const answers = await Promise.all(asked.map((shopper) => ask(shopper)));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused).toHaveLength(4);
  for (const response of refused) await expectRefusal(response, 'overloaded');
  // Another process has room.
  const sentAway = shoppers[answers.indexOf(refused[0]!)]!;
  expect((await ask(sentAway)).status).toBe(200);
});

it('makes only so many visitors for an address, through whichever process', async () => {
  const headers = { 'x-forwarded-for': someAddress(), 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: '{"store":"demo-outdoor"}' };
  const statuses = await Promise.all(
    Array.from({ length: 44 }, async (_, n) => {
      const { status } = await fetch(`${processes[n % 2]!.url}/v1/visitors`, init);
      return status;
    }),
  );
  expect(statuses.filter((status) => status === 201)).toHaveLength(40);
  expect(statuses.filter((status) => status === 429)).toHaveLength(4);
});

it('gives who tries passwords six tries, through whichever process', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    const { url } = processes[n % 2]!;
    const { status } = await fetch(`${url}/admin/api/session`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-aisle-admin': '1',
        'x-forwarded-for': someAddress(),
        origin: url,
      },
      body: JSON.stringify({ email: ADMIN.email, password: 'a guess' }),
    });
    statuses.push(status);
  }
  expect(statuses).toEqual([...Array(6).fill(401), 429, 429]);
});

describe('messages', () => {
  const post = { method: 'POST', json: {} };

  it('of a visitor are counted over all processes', async () => {
    const shopper = await visitor();
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const request = at(processes[n % 2]!, shopper);
      const headers = { 'x-forwarded-for': someAddress() };
      statuses.push((await request('/v1/chat', { ...post, headers })).status);
    }
    expect(statuses).toEqual([...Array(9).fill(400), ...Array(3).fill(429)]);
  });

  it('that are refused to a visitor take nothing from others at the address', async () => {
    const headers = { 'x-forwarded-for': someAddress() };
    const statusesOf = async ({ request }: Pick<Shopper, 'request'>, times: number) => {
      const statuses: number[] = [];
      for (let n = 0; n < times; n += 1) {
        statuses.push((await request('/v1/chat', { ...post, headers })).status);
      }
      return statuses;
    };
    expect((await statusesOf(await visitor(), 15)).filter((status) => status === 400)).toHaveLength(
      9,
    );
    expect(await statusesOf(await visitor(), 4)).toEqual([400, 400, 400, 429]);
  });

  it('of an address are counted over all processes, its IPv6 neighbours together', async () => {
    const shoppers = [await visitor(), await visitor()];
    const statuses: number[] = [];
    for (let n = 0; n < 16; n += 1) {
      const request = at(processes[n % 2]!, shoppers[n < 8 ? 0 : 1]!);
      const headers = { 'x-forwarded-for': `2001:db8:7:1::${n.toString(16)}` };
      statuses.push((await request('/v1/chat', { ...post, headers })).status);
    }
    expect(statuses).toEqual([...Array(12).fill(400), ...Array(4).fill(429)]);
    const elsewhere = { 'x-forwarded-for': '2001:db8:7:2::1' };
    const response = await shoppers[1]!.request('/v1/chat', { ...post, headers: elsewhere });
    expect(response.status).not.toBe(429);
  });
});

it('lets an address send only so many photos a minute, through whichever process', async () => {
  const shopper = await visitor();
  const headers = { 'x-forwarded-for': someAddress(), 'content-type': 'image/png' };
  const statuses: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    const request = at(processes[n % 2]!, shopper);
    const response = await request('/v1/images', { method: 'POST', headers, body: 'no picture' });
    statuses.push(response.status);
  }
  expect(statuses).toEqual([415, 415, 429, 429]);
});

it('lets the pages of a shop read why they are refused and when to come back', async () => {
  const shopper = await visitor();
  const headers = { origin: processes[0].url, 'x-forwarded-for': someAddress() };
  const init = { method: 'POST', headers, json: {} };
  for (let n = 0; n < 9; n += 1) await shopper.request('/v1/chat', init);
  const refused = await shopper.request('/v1/chat', init);
  expect(refused.status).toBe(429);
  expectReadable(refused, processes[0].url);
  expect(refused.headers.get('cache-control')).toBe('no-store');
});
