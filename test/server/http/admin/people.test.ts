import { scryptSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAdminSessions } from '../../../../server/postgres/people/admin-sessions.ts';
import { postgresAdmins } from '../../../../server/postgres/people/admins.ts';
import { hashToken, newSecretToken } from '../../../../server/shop/secret-token.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import {
  type AdminApp,
  adminApp,
  cookieOf,
  EMAIL,
  PAGE_HEADERS,
  PASSWORD,
  signIn,
} from './admin-app.ts';

type Headers = Record<string, string>;

let database: TestDatabase;
let admin: AdminApp;
let owner: Headers;
beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database);
  owner = await admin.signedIn();
  await createStore(database, { key: 'shop' });
});
afterAll(() => database[Symbol.asyncDispose]());

async function send(headers: Headers, [method, path]: [string, string], body?: unknown) {
  const response = await admin.call(`/admin/api${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined, response };
}

async function invite(email: string, role = 'editor') {
  const { body, status } = await send(owner, ['POST', '/invitations'], { email, role });
  expect(status).toBe(201);
  return body as { token: string; invitation: { id: string } };
}

const join = (token: string, password = 'a password of ten') =>
  send(PAGE_HEADERS, ['POST', '/join'], { token, password });

async function personId(email: string): Promise<string> {
  const { body } = await send(owner, ['GET', '/team']);
  return body.people.find((person: { email: string }) => person.email === email)?.id;
}

describe('an invitation', () => {
  it('tells whom it is for, makes them an admin with its role, and signs them in', async () => {
    const { token } = await invite(' Mai@Shop.example ');
    const asked = await send(PAGE_HEADERS, ['POST', '/join/invitation'], { token });
    expect(asked.body).toEqual({ purpose: 'join', email: 'mai@shop.example', role: 'editor' });
    const joined = await join(token);
    expect(joined.body).toMatchObject({ email: 'mai@shop.example', role: 'editor' });
    const headers = { ...PAGE_HEADERS, cookie: cookieOf(joined.response) };
    expect((await send(headers, ['GET', '/session'])).body.role).toBe('editor');
    const again = signIn('mai@shop.example', 'a password of ten');
    expect((await admin.call('/admin/api/session', again)).status).toBe(200);
  });

  it('works once, also when many follow it at the same moment', async () => {
    const { token } = await invite('once@shop.example');
    const statuses = (await Promise.all([join(token), join(token), join(token)])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 404, 404]);
  });

  it('ends when it is revoked, replaced, or a week old, and looks as if it never was', async () => {
    const revoked = await invite('a@shop.example');
    const path = `/invitations/${revoked.invitation.id}`;
    expect((await send(owner, ['DELETE', path])).status).toBe(204);
    expect((await send(owner, ['DELETE', path])).status).toBe(404);
    const replaced = await invite('b@shop.example');
    await invite('b@shop.example');
    const never = await join('A'.repeat(43));
    expect(never.status).toBe(404);
    expect((await join(revoked.token)).body).toEqual(never.body);
    expect((await join(replaced.token)).body).toEqual(never.body);
    await using fresh = await testDatabase();
    const later = await adminApp(fresh);
    const headers = await later.signedIn();
    const made = await later.call('/admin/api/invitations', {
      method: 'POST',
      headers,
      body: JSON.stringify({ email: 'c@shop.example', role: 'viewer' }),
    });
    const { token } = await made.json();
    later.clock.passMinutes(7 * 24 * 60);
    const late = await later.call('/admin/api/join', {
      method: 'POST',
      headers: PAGE_HEADERS,
      body: JSON.stringify({ token, password: 'a password of ten' }),
    });
    expect(late.status).toBe(404);
  });

  it('is kept as a hash, and not made for who is here already', async () => {
    const { token } = await invite('d@shop.example');
    const rows = await database.sql`select * from admin_invitation`;
    expect(JSON.stringify(rows)).not.toContain(token);
    const taken = await send(owner, ['POST', '/invitations'], { email: EMAIL, role: 'viewer' });
    expect(taken.status).toBe(409);
  });

  it('cannot be guessed for long', async () => {
    const guesser = await adminApp(database, { network: () => '198.51.100.7' });
    const tries = Array.from({ length: 8 }, () =>
      guesser.call('/admin/api/join', {
        method: 'POST',
        headers: PAGE_HEADERS,
        body: JSON.stringify({ token: 'A'.repeat(43), password: 'a password of ten' }),
      }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });
});

describe('a link for a new password', () => {
  /** From a network of its own: too many wrong links keep a network out. */
  async function follow(network: string, token: string, password = 'another password') {
    const there = await adminApp(database, { network: () => network });
    const body = JSON.stringify({ token, password });
    return there.call('/admin/api/join', { method: 'POST', headers: PAGE_HEADERS, body });
  }
  const makeLink = async (id: string) => send(owner, ['POST', `/people/${id}/password-link`]);

  it('gives it once, signs in, and ends every session that there was', async () => {
    const { token } = await invite('forgetful@shop.example');
    const before = cookieOf((await join(token)).response);
    const id = await personId('forgetful@shop.example');
    const replaced = (await makeLink(id)).body.token as string;
    const made = await makeLink(id);
    expect(made).toMatchObject({
      status: 201,
      body: { invitation: { purpose: 'password', email: 'forgetful@shop.example' } },
    });
    expect((await follow('198.51.100.1', replaced)).status).toBe(404);
    const old = signIn('forgetful@shop.example', 'a password of ten');
    expect((await admin.call('/admin/api/session', old)).status).toBe(200);
    const used = await follow('198.51.100.1', made.body.token);
    expect(await used.json()).toMatchObject({ email: 'forgetful@shop.example', role: 'editor' });
    const elsewhere = await adminApp(database, { network: () => '198.51.100.2' });
    expect((await elsewhere.call('/admin/api/session', old)).status).toBe(401);
    const stale = { ...PAGE_HEADERS, cookie: before };
    expect((await send(stale, ['GET', '/session'])).status).toBe(401);
    expect((await follow('198.51.100.1', made.body.token)).status).toBe(404);
    const told = await database.sql`
      select action, actor_name from audit_entry where subject_id = ${id} and action like 'people.password%' order by at, id`;
    expect(told.map(({ action }) => action)).toEqual([
      'people.password_link',
      'people.password_link',
      'people.password',
    ]);
  });

  it('is not made for nobody, and not good for who was disabled meanwhile', async () => {
    expect((await makeLink('00000000-0000-4000-8000-000000000000')).status).toBe(404);
    const { token } = await invite('blocked@shop.example');
    await join(token);
    const id = await personId('blocked@shop.example');
    const link = (await makeLink(id)).body.token as string;
    await send(owner, ['PATCH', `/people/${id}`], { disabled: true });
    expect((await follow('198.51.100.3', link)).status).toBe(404);
    expect((await makeLink(id)).status).toBe(404);
  });
});

describe('an owner', () => {
  it('changes what somebody may do, from their next request on and with another token', async () => {
    const { token } = await invite('role@shop.example', 'viewer');
    const cookie = cookieOf((await join(token)).response);
    const them = { ...PAGE_HEADERS, cookie };
    const path = `/people/${await personId('role@shop.example')}`;
    expect((await send(owner, ['PATCH', path], { role: 'owner' })).body.role).toBe('owner');
    const next = await send(them, ['GET', '/team']);
    expect(next.status).toBe(200);
    expect(cookieOf(next.response)).toMatch(/^aisle_admin=/);
    expect(cookieOf(next.response)).not.toBe(cookie);
    await send(owner, ['PATCH', path], { role: 'viewer' });
    expect((await send(them, ['GET', '/team'])).status).toBe(403);
  });

  it('disables somebody, who is signed out at once, and lets them in again', async () => {
    const { token } = await invite('gone@shop.example');
    const them = { ...PAGE_HEADERS, cookie: cookieOf((await join(token)).response) };
    const path = `/people/${await personId('gone@shop.example')}`;
    expect(
      (await send(owner, ['PATCH', path], { disabled: true })).body.disabled_at,
    ).not.toBeNull();
    expect((await send(them, ['GET', '/session'])).status).toBe(401);
    const back = signIn('gone@shop.example', 'a password of ten');
    expect((await admin.call('/admin/api/session', back)).status).toBe(401);
    await send(owner, ['PATCH', path], { disabled: false });
    expect((await admin.call('/admin/api/session', back)).status).toBe(200);
  });

  it('cannot go when it is the last, not even when two demote each other at once', async () => {
    await using fresh = await testDatabase();
    const alone = await adminApp(fresh);
    const mine = await alone.signedIn();
    const change = async (headers: Headers, id: string, body: object) =>
      (
        await alone.call(`/admin/api/people/${id}`, {
          method: 'PATCH',
          headers,
          body: JSON.stringify(body),
        })
      ).status;
    const [me] = await fresh.sql`select id from admin`;
    expect(await change(mine, me?.id, { role: 'editor' })).toBe(409);
    expect(await change(mine, me?.id, { disabled: true })).toBe(409);
    const theirs = await alone.sessionOf('owner');
    const [other] = await fresh.sql`select id from admin where id <> ${me?.id}`;
    await Promise.all([
      change(mine, other?.id, { role: 'viewer' }),
      change(theirs, me?.id, { role: 'viewer' }),
    ]);
    const owners = await fresh.sql`select id from admin where role = 'owner'`;
    expect(owners).toHaveLength(1);
  });

  it('makes stores, whose currency may change while nothing has a price', async () => {
    const fresh = { key: 'new-shop', name: 'New shop', currency: 'usd', locale: 'vi-vn' };
    const made = await send(owner, ['POST', '/stores'], fresh);
    expect(made).toMatchObject({
      status: 201,
      body: { key: 'new-shop', currency: 'USD', locale: 'vi-VN', time_zone: 'UTC' },
    });
    expect((await send(owner, ['POST', '/stores'], fresh)).status).toBe(409);
    const settings = '/stores/new-shop/settings';
    const change = (version: number, body: unknown) =>
      send({ ...owner, 'if-match': `"${version}"` }, ['PATCH', settings], body);
    const changed = await change(1, { currency: 'VND', time_zone: 'Asia/Ho_Chi_Minh' });
    expect(changed.body).toMatchObject({ currency: 'VND', time_zone: 'Asia/Ho_Chi_Minh' });
    const coupon = { code: 'TEN', title: 'Ten', discount: { kind: 'amount', amount: 10_000 } };
    expect((await send(owner, ['POST', '/stores/new-shop/coupons'], coupon)).status).toBe(201);
    expect((await change(2, { currency: 'EUR' })).status).toBe(409);
    expect((await change(2, { name: 'Newer shop' })).body.name).toBe('Newer shop');
  });

  it.each([
    ['key', 'Has Spaces'],
    ['currency', 'XQQ'],
    ['locale', 'not a language'],
    ['time_zone', 'Mars/Olympus'],
    ['name', '  '],
  ])('makes no store with a wrong %s', async (field, value) => {
    const fresh = { key: 'wrong', name: 'Wrong', currency: 'USD', locale: 'en', [field]: value };
    const { status, body } = await send(owner, ['POST', '/stores'], fresh);
    expect([status, body.errors[0].pointer]).toEqual([400, `/${field}`]);
  });
});

describe('a session', () => {
  it('gets another token every hour; the old one lives until the new one was seen, and a minute', async () => {
    await using fresh = await testDatabase();
    const app = await adminApp(fresh);
    const old = await app.sessionOf('viewer');
    const ask = (headers: Headers) => app.call('/admin/api/session', { headers });
    for (let passed = 0; passed < 60; passed += 20) {
      expect((await ask(old)).headers.get('set-cookie')).toBeNull();
      app.clock.passMinutes(20);
    }
    const answers = await Promise.all([ask(old), ask(old), ask(old)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const cookies = answers.map(cookieOf).filter((cookie) => cookie !== '');
    expect(cookies).toHaveLength(1);
    // The answer with the new one was lost: the old one goes on, and gets another.
    app.clock.passMinutes(5);
    const second = await ask(old);
    const renewed = { ...old, cookie: cookieOf(second) };
    expect([second.status, renewed.cookie]).not.toEqual([200, cookies[0]]);
    expect((await ask({ ...old, cookie: cookies[0] ?? '' })).status).toBe(401);
    expect((await ask(renewed)).status).toBe(200);
    expect((await ask(old)).status).toBe(200);
    app.clock.passMinutes(2);
    expect((await ask(old)).status).toBe(401);
    expect((await ask(renewed)).status).toBe(200);
  });

  it('is one of a list, of which each can be ended, or all', async () => {
    await using fresh = await testDatabase();
    const app = await adminApp(fresh);
    const browser = { 'user-agent': 'Mozilla/5.0 Firefox/140.0' };
    const start = async () => {
      const request = signIn(EMAIL, PASSWORD);
      const response = await app.call('/admin/api/session', {
        ...request,
        headers: { ...PAGE_HEADERS, ...browser },
      });
      app.clock.passMinutes(1);
      return { ...PAGE_HEADERS, cookie: cookieOf(response) };
    };
    const [mine, other, third] = [await start(), await start(), await start()];
    const list = async () =>
      (await (await app.call('/admin/api/sessions', { headers: mine })).json()).sessions;
    const [newest, , oldest] = await list();
    expect(oldest).toMatchObject({
      current: true,
      network: '192.0.2.1',
      user_agent: 'Mozilla/5.0 Firefox/140.0',
    });
    const stranger = await app.sessionOf('owner');
    const end = (headers: Headers, id: string) =>
      app.call(`/admin/api/sessions/${id}`, { method: 'DELETE', headers });
    expect((await end(stranger, newest.id)).status).toBe(404);
    expect((await end(mine, newest.id)).status).toBe(204);
    expect((await app.call('/admin/api/session', { headers: third })).status).toBe(401);
    expect(await list()).toHaveLength(2);
    const all = await app.call('/admin/api/sessions', { method: 'DELETE', headers: mine });
    expect(all.status).toBe(204);
    for (const headers of [mine, other]) {
      expect((await app.call('/admin/api/session', { headers })).status).toBe(401);
    }
    expect((await app.call('/admin/api/session', { headers: stranger })).status).toBe(200);
  });
});

it('starts no session with a password that was changed, or for who was disabled, meanwhile', async () => {
  await using fresh = await testDatabase();
  const [admins, sessions] = [postgresAdmins(fresh.db), postgresAdminSessions(fresh.db)];
  await admins.create('mai@shop.example', 'old hash');
  const { id: adminId } = (await admins.byEmail('mai@shop.example'))!;
  const attempt = (provenHash: string) => {
    const tokenHash = hashToken(newSecretToken());
    return sessions.start({
      tokenHash,
      adminId,
      provenHash,
      now: new Date(),
      network: '192.0.2.1',
    });
  };
  expect(await attempt('old hash')).toBe(true);
  await admins.setPassword(adminId, 'new hash');
  expect(await attempt('old hash')).toBe(false);
  expect(await attempt('new hash')).toBe(true);
  await fresh.sql`update admin set disabled_at = now()`;
  expect(await attempt('new hash')).toBe(false);
  expect(await sessions.list(adminId, new Date())).toHaveLength(1);
});

describe('a password that was hashed with less work than today', () => {
  it('is hashed anew when it is typed', async () => {
    await using fresh = await testDatabase();
    const app = await adminApp(fresh);
    const salt = Buffer.alloc(16, 7);
    const hash = scryptSync(PASSWORD, salt, 32, { N: 2 ** 14, r: 8, p: 1 });
    const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const weak = `$scrypt$ln=14,r=8,p=1$${text(salt)}$${text(hash)}`;
    await fresh.sql`update admin set password_hash = ${weak}`;
    const enter = () => app.call('/admin/api/session', signIn(EMAIL, PASSWORD));
    expect((await enter()).status).toBe(200);
    const [row] = await fresh.sql`select password_hash from admin`;
    expect(row?.password_hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect((await enter()).status).toBe(200);
  });
});

describe('an API key', () => {
  it('is shown once, opens what it was made for, and ends on its day or when revoked', async () => {
    const end = new Date(admin.clock.now().getTime() + 60 * 60_000).toISOString();
    const asked = { name: 'Stock', store: 'shop', scopes: ['catalog:read'], expires_at: end };
    const made = await send(owner, ['POST', '/keys'], asked);
    expect(made.status).toBe(201);
    const { secret, key } = made.body;
    const machine = { authorization: `Bearer ${secret}` };
    const products = () => send(machine, ['GET', '/stores/shop/products']);
    expect((await products()).status).toBe(200);
    expect((await send(machine, ['GET', '/stores/shop/coupons'])).status).toBe(403);
    const { body } = await send(owner, ['GET', '/keys']);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(body.keys[0]).toMatchObject({ ...asked, id: key.id, revoked_at: null });
    expect(body.keys[0].last_used_at).not.toBeNull();
    admin.clock.passMinutes(20);
    expect((await products()).status).toBe(200);
    const forever = await send(owner, ['POST', '/keys'], { ...asked, expires_at: null });
    admin.clock.passMinutes(20);
    await send(owner, ['GET', '/session']);
    admin.clock.passMinutes(21);
    expect((await products()).status).toBe(401);
    const other = { authorization: `Bearer ${forever.body.secret}` };
    expect((await send(other, ['GET', '/stores/shop/products'])).status).toBe(200);
    const path = `/keys/${forever.body.key.id}`;
    expect((await send(await admin.signedIn(), ['DELETE', path])).status).toBe(204);
    expect((await send(other, ['GET', '/stores/shop/products'])).status).toBe(401);
  });

  it.each([
    ['store', 'no-such-store'],
    ['scopes', []],
    ['scopes', ['everything']],
    ['expires_at', '2020-01-01T00:00:00Z'],
    ['expires_at', '9999-12-31T23:59:59-12:00'],
    ['name', ' '],
  ])('is not made with a wrong %s', async (field, value) => {
    const asked = { name: 'Stock', store: 'shop', scopes: ['catalog:read'], [field]: value };
    const { status, body } = await send(await admin.signedIn(), ['POST', '/keys'], asked);
    expect([status, body.errors[0].pointer]).toEqual([400, expect.stringContaining(field)]);
  });
});
