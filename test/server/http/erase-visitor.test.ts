import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../shared/problem.ts';
import { deltaEvent, FakeLlmServer, streamHead } from '../../fakes/fake-llm-server.ts';
import { countRows } from '../../support/conversation-data.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, readSse, type Shopper, textOf } from '../../support/shopper.ts';
import { plainJpeg } from '../images/matching/pictures.ts';

const NOTHING = {
  visitor: 0,
  conversation: 0,
  message: 0,
  turn: 0,
  turn_event: 0,
  turn_step: 0,
  tool_call: 0,
  image: 0,
};

let folder: string;
let aisle: Installation;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-erase-'));
  aisle = await startInstallation({ DATA_DIR: folder });
});
afterAll(async () => {
  await aisle[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const shopper = () => newShopper(aisle.url, 'demo-outdoor');
const erase = ({ request }: Shopper) => request('/v1/visitors/me', { method: 'DELETE' });

async function upload({ request }: Shopper): Promise<string> {
  const response = await request('/v1/images', {
    method: 'POST',
    body: new Uint8Array(await plainJpeg()),
    headers: { 'content-type': 'image/jpeg' },
  });
  return new URL((await response.json()).url).pathname;
}

async function filesLeft(): Promise<string[]> {
  const images = path.join(folder, 'images');
  const entries = await readdir(images, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('a visitor who wants to be forgotten', () => {
  it('leaves no row and no file, and a token that is worth nothing', async () => {
    const visitor = await shopper();
    const url = await upload(visitor);
    await upload(visitor);
    const message = {
      id: crypto.randomUUID(),
      role: 'user',
      parts: [
        { type: 'text', text: 'a tent like this' },
        { type: 'file', mediaType: 'image/jpeg', url },
      ],
    };
    await readSse(
      await visitor.request('/v1/chat', { method: 'POST', json: { id: 'c', message } }),
    );
    expect(await countRows(aisle.database)).toMatchObject({
      visitor: 1,
      conversation: 1,
      image: 2,
    });
    expect(await filesLeft()).toHaveLength(2);

    const response = await erase(visitor);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await countRows(aisle.database)).toEqual(NOTHING);
    expect(await filesLeft()).toEqual([]);
    expect(await aisle.database.sql`select 1 from image_removal`).toHaveLength(0);
    const calls = await aisle.database
      .sql`select 1 from model_call where visitor_id is not null or turn_id is not null`;
    expect(calls).toHaveLength(0);

    const reads = ['/v1/chat', url].map((at) => () => visitor.request(at));
    for (const again of [() => erase(visitor), ...reads]) {
      const refused = await again();
      expect([refused.status, Problem.parse(await refused.json()).code]).toEqual([
        401,
        'unauthorized',
      ]);
    }
    expect(aisle.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  it('takes nobody along', async () => {
    const [visitor, other] = [await shopper(), await shopper()];
    await other.ask('mine', 'hello');
    await visitor.ask('mine', 'hello');
    expect((await erase(visitor)).status).toBe(204);
    const kept = await (await other.request('/v1/chat')).json();
    expect(kept.conversations).toHaveLength(1);
    await erase(other);
  });

  it('may be one who never asked anything, and asks twice at once', async () => {
    const visitor = await shopper();
    const statuses = await Promise.all(
      [erase(visitor), erase(visitor)].map(async (response) => (await response).status),
    );
    expect(statuses).toContain(204);
    for (const status of statuses) expect([204, 401]).toContain(status);
    expect(await countRows(aisle.database)).toMatchObject({ visitor: 0 });
  });

  it('may ask from the page of a shop, and from no other', async () => {
    const visitor = await shopper();
    const preflight = await fetch(`${aisle.url}/v1/visitors/me`, {
      method: 'OPTIONS',
      headers: {
        origin: aisle.url,
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE');
    const foreign = await visitor.request('/v1/visitors/me', {
      method: 'DELETE',
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(foreign.status).toBe(403);
    expect((await erase(visitor)).status).toBe(204);
  });
});

it('stops the turn that runs in another process, whose reader sees it end', async () => {
  await using upstream = await FakeLlmServer.start([
    streamHead,
    deltaEvent({ content: 'Once upon a time' }),
    { waitMs: 20_000 },
  ]);
  const env = { MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'fake' };
  await using here = await startInstallation(env);
  await using there = await startInstallation(env, { database: here.database });
  const visitor = await newShopper(here.url, 'demo-outdoor');
  const reading = visitor.ask('c', 'a story');
  await upstream.arrival(1);
  const elsewhere = await fetch(`${there.url}/v1/visitors/me`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${visitor.token}` },
  });
  expect(elsewhere.status).toBe(204);
  const events = await reading;
  expect(events.slice(-2).map(({ chunk }) => (chunk === '[DONE]' ? chunk : chunk.type))).toEqual([
    'abort',
    '[DONE]',
  ]);
  expect(['', 'Once upon a time']).toContain(textOf(events));
  expect(await countRows(here.database)).toEqual(NOTHING);
});
