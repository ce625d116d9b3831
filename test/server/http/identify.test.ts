import { randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { postgresVisitors } from '../../../server/postgres/visitors/visitors.ts';
import { VisitorResponse } from '../../../shared/chat-request.ts';
import { deltaEvent, FakeLlmServer, saying, streamHead } from '../../fakes/fake-llm-server.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, readSse, type Shopper, textOf } from '../../support/shopper.ts';
import { plainJpeg } from '../images/matching/pictures.ts';

const SHOP = 'demo-outdoor';
let aisle: Installation;

beforeAll(async () => {
  aisle = await startInstallation();
});
afterAll(() => aisle[Symbol.asyncDispose]());

async function identityToken(customer: string, shop = SHOP): Promise<string> {
  const [row] = await aisle.database.sql`select identity_secret from store where key = ${shop}`;
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(customer)
    .setExpirationTime('5 minutes')
    .sign(new TextEncoder().encode(row?.identity_secret));
}

type Identified = z.infer<typeof VisitorResponse> & { status: number };

/** What the server makes of a customer of the shop who shows a token. */
async function identify(customer: string, shown?: string, shop = SHOP): Promise<Identified> {
  const response = await fetch(`${aisle.url}/v1/visitors`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(shown && { authorization: `Bearer ${shown}` }),
    },
    body: JSON.stringify({ store: shop, identity_token: await identityToken(customer, shop) }),
  });
  return { status: response.status, ...VisitorResponse.parse(await response.json()) };
}

const get = (path: string, token: string) =>
  fetch(aisle.url + path, { headers: { authorization: `Bearer ${token}` } });

async function conversations(token: string): Promise<string[]> {
  const response = await get('/v1/chat', token);
  if (!response.ok) return [`${response.status}`];
  const listed: { conversations: { id: string }[] } = await response.json();
  return listed.conversations.map(({ id }) => id).sort();
}

const shopper = (shop = SHOP) => newShopper(aisle.url, shop);

async function upload({ request }: Shopper): Promise<string> {
  const response = await request('/v1/images', {
    method: 'POST',
    body: new Uint8Array(await plainJpeg()),
    headers: { 'content-type': 'image/jpeg' },
  });
  return new URL((await response.json()).url).pathname;
}

describe('a customer', () => {
  it('brings what they said anonymously, and finds it on another device', async () => {
    const [phone, laptop] = [await shopper(), await shopper()];
    await phone.ask('on-phone', 'hello');
    await laptop.ask('on-laptop', 'hello');
    const photo = await upload(laptop);
    const onPhone = await identify('ann', phone.token);
    const onLaptop = await identify('ann', laptop.token);
    expect([onPhone.continues, onLaptop.continues]).toEqual([true, true]);
    expect(onLaptop.visitor_id).toBe(onPhone.visitor_id);
    for (const { token } of [onPhone, onLaptop]) {
      expect(await conversations(token)).toEqual(['on-laptop', 'on-phone']);
      expect((await get(photo, token)).status).toBe(200);
    }
    const { messages } = await (await get('/v1/chat/on-laptop', onPhone.token)).json();
    expect(messages).toHaveLength(2);
    // What was seen of the browser before the log-in opens nothing any more.
    expect(await conversations(phone.token)).toEqual(['401']);
    expect(await conversations(laptop.token)).toEqual(['401']);
    const rows = await aisle.database.sql`select 1 from visitor where customer_ref = 'ann'`;
    expect(rows).toHaveLength(1);
  });

  it('is the same one when the first answer was lost, and when several come at once', async () => {
    const { token, ask } = await shopper();
    await ask('mine', 'hello');
    const lost = await identify('bea', token);
    const again = await identify('bea', token);
    expect([again.visitor_id, again.continues]).toEqual([lost.visitor_id, false]);
    expect(await conversations(again.token)).toEqual(['mine']);
    const many = await Promise.all(Array.from({ length: 6 }, () => identify('cid')));
    expect(new Set(many.map(({ visitor_id }) => visitor_id)).size).toBe(1);
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([201]));
  });

  it('keeps both conversations when a program called them alike on two devices', async () => {
    const [one, other] = [await shopper(), await shopper()];
    await one.ask('main', 'hello');
    await other.ask('main', 'hello again');
    await identify('dora', one.token);
    const { token } = await identify('dora', other.token);
    const found = await conversations(token);
    expect(found).toHaveLength(2);
    for (const id of found) {
      expect((await (await get(`/v1/chat/${id}`, token)).json()).messages).toHaveLength(2);
    }
  });

  it('is made one of the several that earlier versions had, whose tokens stay good', async () => {
    const [one, other] = [await shopper(), await shopper()];
    await one.ask('first', 'hello');
    await other.ask('second', 'hello');
    await aisle.database.sql`
      update visitor set customer_ref = 'eve' where id in (
        select visitor_id from conversation where client_id in ('first', 'second'))`;
    const { token } = await identify('eve');
    for (const each of [token, one.token, other.token]) {
      expect(await conversations(each)).toEqual(['first', 'second']);
    }
  });

  it('logs out on one device and stays on the other', async () => {
    const [here, there] = [await identify('fay'), await identify('fay')];
    const left = await fetch(`${aisle.url}/v1/visitors/token`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${here.token}` },
    });
    expect(left.status).toBe(204);
    expect(await conversations(here.token)).toEqual(['401']);
    expect(await conversations(there.token)).toEqual([]);
  });

  it('is forgotten on all devices at once', async () => {
    const [here, there] = [await identify('gus'), await identify('gus')];
    const erased = await fetch(`${aisle.url}/v1/visitors/me`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${here.token}` },
    });
    expect(erased.status).toBe(204);
    expect(await conversations(here.token)).toEqual(['401']);
    expect(await conversations(there.token)).toEqual(['401']);
    expect((await identify('gus')).visitor_id).not.toBe(here.visitor_id);
  });

  it('keeps the newest tokens of very many', async () => {
    const first = await identify('hal');
    const second = await identify('hal');
    const [{ store_id: storeId } = {}] = await aisle.database.sql`
      select store_id from visitor where id = ${first.visitor_id}`;
    const visitors = postgresVisitors(aisle.database.db);
    const customer = { storeId, customerRef: 'hal', expiresAt: new Date(Date.now() + 3_600_000) };
    for (let device = 0; device < 19; device += 1) {
      const fresh = { id: randomUUID(), tokenHash: randomBytes(32), shown: undefined };
      await visitors.identify({ ...customer, ...fresh });
    }
    expect(await conversations(first.token)).toEqual(['401']);
    expect(await conversations(second.token)).toEqual([]);
  });
});

describe('whose token is shown', () => {
  it('is left alone when it is another customer: the new one begins with nothing', async () => {
    const ann = await identify('ina');
    const asAnn = await newShopper(aisle.url, SHOP);
    await asAnn.ask('of-ina', 'hello');
    const both = await identify('ina', asAnn.token);
    const next = await identify('jon', both.token);
    expect([next.continues, next.visitor_id === ann.visitor_id]).toEqual([false, false]);
    expect(await conversations(next.token)).toEqual([]);
    expect(await conversations(both.token)).toEqual(['of-ina']);
  });

  it('gains nothing in another store', async () => {
    const outdoor = await shopper();
    await outdoor.ask('outdoor', 'hello');
    const laptop = await identify('kim', outdoor.token, 'demo-laptop');
    expect(laptop.continues).toBe(false);
    expect(await conversations(laptop.token)).toEqual([]);
    expect(await conversations(outdoor.token)).toEqual(['outdoor']);
    const sameName = await identify('kim', outdoor.token);
    expect(sameName.visitor_id).not.toBe(laptop.visitor_id);
    expect(await conversations(laptop.token)).toEqual([]);
  });

  it('becomes one customer when two ask for it at once', async () => {
    const { token, ask } = await shopper();
    await ask('mine', 'hello');
    const both = await Promise.all([identify('lea', token), identify('max', token)]);
    expect(both.map(({ continues }) => continues).sort()).toEqual([false, true]);
    const lists = await Promise.all(both.map((each) => conversations(each.token)));
    expect(lists.flat()).toEqual(['mine']);
  });
});

it('goes on answering who becomes a customer meanwhile', async () => {
  const words = saying('upon a time').slice(1);
  await using upstream = await FakeLlmServer.start([
    streamHead,
    deltaEvent({ content: 'Once ' }),
    { waitMs: 300 },
    ...words,
  ]);
  await using other = await startInstallation(
    { MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'fake' },
    { database: aisle.database },
  );
  await identify('ned');
  const visitor = await newShopper(other.url, SHOP);
  const message = { id: randomUUID(), role: 'user', parts: [{ type: 'text', text: 'a story' }] };
  const json = { id: 'story', message };
  const asked = await visitor.request('/v1/chat', { method: 'POST', json });
  await upstream.arrival(1);
  const { token } = await identify('ned', visitor.token);
  expect(textOf(await readSse(asked))).toBe('Once upon a time');
  const { messages } = await (await get('/v1/chat/story', token)).json();
  expect(messages[1].metadata.status).toBe('done');
  const payers = () => aisle.database.sql`
    select visitor.customer_ref from model_call
    join turn on turn.id = model_call.turn_id
    join visitor on visitor.id = model_call.visitor_id and visitor.id = turn.visitor_id
    join conversation on conversation.id = turn.conversation_id and conversation.client_id = 'story'`;
  await expect.poll(payers).toEqual([{ customer_ref: 'ned' }]);
});
