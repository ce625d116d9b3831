import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../../../server/admin/password.ts';
import { hashToken } from '../../../../server/shop/secret-token.ts';
import type { Store } from '../../../../server/shop/store.ts';
import { Problem } from '../../../../shared/problem.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import { adminApp, cookieOf, EMAIL, PAGE_HEADERS, PASSWORD, signIn } from './admin-app.ts';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await createStore(database);
});
afterAll(() => database[Symbol.asyncDispose]());

async function codeOf(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code;
}

const READS = [
  '/admin/api/session',
  '/admin/api/install',
  '/admin/api/stores',
  '/admin/api/stores/test-shop/products',
  '/admin/api/stores/test-shop/products/0',
  '/admin/api/stores/test-shop/conversations',
  '/admin/api/stores/test-shop/conversations/0',
  '/admin/api/stores/test-shop/settings',
  '/admin/api/stores/test-shop/coupons',
  '/admin/api/stores/test-shop/costs',
  '/admin/api/stores/test-shop/conversations/0/model-calls',
  '/admin/api/stores/test-shop/images/0',
  '/admin/api/stores/test-shop/photos/unmatched',
  '/admin/api/stores/test-shop/products/0/picture-check',
  '/admin/api/model-prices',
  '/admin/api/nothing',
];

describe('signing in', () => {
  it('answers with who it is and sets a cookie that scripts and other sites cannot use', async () => {
    const admin = await adminApp(database);
    const response = await admin.call(
      '/admin/api/session',
      signIn(` ${EMAIL.toUpperCase()} `, PASSWORD),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      email: EMAIL,
      role: 'owner',
      demo_model: true,
      version: '0.0.0-test',
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^aisle_admin=[\w-]{43}; /);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).toContain('Path=/');
    expect(cookie).not.toContain('Secure');
  });

  it('binds the cookie to this very host behind https', async () => {
    const admin = await adminApp(database, { publicUrl: 'https://aisle.example' });
    const request = signIn(EMAIL, PASSWORD);
    const headers = { ...PAGE_HEADERS, origin: 'https://aisle.example' };
    const response = await admin.call('/admin/api/session', { ...request, headers });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-aisle_admin=/);
    expect(cookie).toContain('Secure');
    expect(cookie).not.toContain('Domain');
  });

  it('answers an unknown address exactly like a wrong password', async () => {
    const admin = await adminApp(database);
    const wrong = await admin.call('/admin/api/session', signIn(EMAIL, 'wrong'));
    const unknown = await admin.call('/admin/api/session', signIn('nobody@shop.example', 'wrong'));
    expect(wrong.status).toBe(401);
    expect(unknown.status).toBe(401);
    expect(await unknown.text()).toBe(await wrong.text());
  });

  it.each([
    ['no password', { email: EMAIL }],
    ['an empty password', { email: EMAIL, password: '' }],
    ['an array as password', { email: EMAIL, password: ['x'] }],
    ['a NUL in the address', { email: 'a\0b', password: 'x' }],
    ['a role', { email: EMAIL, password: PASSWORD, role: 'admin' }],
    ['null', null],
  ])('refuses %s', async (_, body) => {
    const admin = await adminApp(database);
    const init = { method: 'POST', headers: PAGE_HEADERS, body: JSON.stringify(body) };
    const response = await admin.call('/admin/api/session', init);
    expect(response.status).toBe(400);
    expect(admin.unexpected).toEqual([]);
  });

  it('takes a seventh try within five minutes for an attack, from wherever it comes', async () => {
    let address = 0;
    const admin = await adminApp(database, { network: () => `192.0.2.${address++}` });
    for (let count = 0; count < 6; count++) {
      expect((await admin.call('/admin/api/session', signIn(EMAIL, 'wrong'))).status).toBe(401);
    }
    const blocked = await admin.call('/admin/api/session', signIn(EMAIL, PASSWORD));
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    admin.clock.passMinutes(5);
    expect((await admin.call('/admin/api/session', signIn(EMAIL, PASSWORD))).status).toBe(200);
  });

  it('limits one network that tries many accounts', async () => {
    const admin = await adminApp(database);
    for (let count = 0; count < 6; count++) {
      await admin.call('/admin/api/session', signIn(`user${count}@shop.example`, 'wrong'));
    }
    const blocked = await admin.call('/admin/api/session', signIn('user7@shop.example', 'wrong'));
    expect(await codeOf(blocked)).toBe('rate_limited');
  });

  it('counts tries that arrive together', async () => {
    const admin = await adminApp(database);
    const tries = Array.from({ length: 9 }, () =>
      admin.call('/admin/api/session', signIn(EMAIL, 'wrong')),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(6);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
  });

  it('leaves a session that exists alone while sign-ins are limited', async () => {
    const admin = await adminApp(database);
    const headers = await admin.signedIn();
    for (let count = 0; count < 7; count++) {
      await admin.call('/admin/api/session', signIn(EMAIL, 'wrong'));
    }
    expect((await admin.call('/admin/api/session', { headers })).status).toBe(200);
  });

  it('makes a new token and ends the session that the browser had', async () => {
    const admin = await adminApp(database);
    const before = await admin.signedIn();
    const request = signIn(EMAIL, PASSWORD);
    const response = await admin.call('/admin/api/session', { ...request, headers: before });
    expect(cookieOf(response)).not.toBe(before.cookie);
    expect((await admin.call('/admin/api/session', { headers: before })).status).toBe(401);
  });
});

describe('a session', () => {
  it('ends on signing out', async () => {
    const admin = await adminApp(database);
    const headers = await admin.signedIn();
    const response = await admin.call('/admin/api/session', { method: 'DELETE', headers });
    expect(response.status).toBe(204);
    expect((await admin.call('/admin/api/session', { headers })).status).toBe(401);
  });

  it('ends after half an hour without a request', async () => {
    const admin = await adminApp(database);
    const headers = await admin.signedIn();
    admin.clock.passMinutes(29);
    expect((await admin.call('/admin/api/session', { headers })).status).toBe(200);
    admin.clock.passMinutes(29);
    expect((await admin.call('/admin/api/session', { headers })).status).toBe(200);
    admin.clock.passMinutes(31);
    expect((await admin.call('/admin/api/session', { headers })).status).toBe(401);
  });

  it('ends after twelve hours however busy it is', async () => {
    const admin = await adminApp(database);
    const headers = await admin.signedIn();
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      admin.clock.passMinutes(20);
      expect((await admin.call('/admin/api/session', { headers })).status).toBe(200);
    }
    admin.clock.passMinutes(21);
    expect((await admin.call('/admin/api/session', { headers })).status).toBe(401);
  });

  it('ends when the admin is disabled', async () => {
    await using fresh = await testDatabase();
    const admin = await adminApp(fresh);
    const headers = await admin.signedIn();
    const owner = await admin.admins.byEmail(EMAIL);
    await fresh.sql`update admin set disabled_at = now() where id = ${owner?.id ?? ''}`;
    expect((await admin.call('/admin/api/session', { headers })).status).toBe(401);
    expect((await admin.call('/admin/api/session', signIn(EMAIL, PASSWORD))).status).toBe(401);
  });

  it('ends with every other session when the password changes, and goes on itself with another token', async () => {
    await using fresh = await testDatabase();
    const admin = await adminApp(fresh);
    const [mine, other] = [await admin.signedIn(), await admin.signedIn()];
    const change = (current_password: string) =>
      admin.call('/admin/api/session/password', {
        method: 'PUT',
        headers: mine,
        body: JSON.stringify({ current_password, new_password: 'a much newer one' }),
      });
    expect((await change('wrong')).status).toBe(400);
    const changed = await change(PASSWORD);
    expect(changed.status).toBe(204);
    const renewed = { ...mine, cookie: cookieOf(changed) };
    expect((await admin.call('/admin/api/session', { headers: renewed })).status).toBe(200);
    expect((await admin.call('/admin/api/session', { headers: mine })).status).toBe(401);
    expect((await admin.call('/admin/api/session', { headers: other })).status).toBe(401);
    expect((await admin.call('/admin/api/session', signIn(EMAIL, PASSWORD))).status).toBe(401);
  });

  it('is kept as a hash: the database holds neither tokens nor passwords', async () => {
    const admin = await adminApp(database);
    const { cookie = '' } = await admin.signedIn();
    const token = cookie.split('=')[1] ?? '';
    const rows = await database.sql`select token_hash from admin_session`;
    const [owner] = await database.sql`select password_hash from admin`;
    expect(rows.some((row) => hashToken(token).equals(row.token_hash))).toBe(true);
    expect(owner?.password_hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect(owner?.password_hash).not.toBe(await hashPassword(PASSWORD));
  });
});

describe('without a session', () => {
  it.each([
    ['no cookie', {}],
    ['an empty cookie', { cookie: 'aisle_admin=' }],
    ['a made-up cookie', { cookie: `aisle_admin=${'A'.repeat(43)}` }],
    ['a word as cookie', { cookie: 'aisle_admin=undefined' }],
    ['a made-up key', { authorization: `Bearer aisle_${'A'.repeat(43)}` }],
    ['an empty key', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
  ])('refuses every read with %s', async (_, headers) => {
    const admin = await adminApp(database);
    for (const path of READS) {
      const response = await admin.call(path, { headers });
      expect([path, response.status]).toEqual([path, 401]);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('takes the cookie for nothing when an Authorization header is there', async () => {
    const admin = await adminApp(database);
    const headers = { ...(await admin.signedIn()), authorization: 'Bearer aisle_x' };
    expect((await admin.call('/admin/api/stores', { headers })).status).toBe(401);
  });
});

describe('an API key', () => {
  it('opens every store when it has none', async () => {
    const admin = await adminApp(database);
    const headers = await admin.apiKey();
    const response = await admin.call('/admin/api/stores', { headers });
    expect(await response.json()).toMatchObject({
      stores: [{ key: 'test-shop', currency_exponent: 2 }],
    });
    const settings = await admin.call('/admin/api/stores/test-shop/settings', { headers });
    expect(settings.status).toBe(200);
  });

  it('sees only the store that it was made for', async () => {
    await using fresh = await testDatabase();
    const admin = await adminApp(fresh);
    const mine = await createStore(fresh, { key: 'mine' });
    await createStore(fresh, { key: 'other' });
    const headers = await admin.apiKey(mine.id);
    const list = await (await admin.call('/admin/api/stores', { headers })).json();
    expect(list.stores.map(({ key }: { key: string }) => key)).toEqual(['mine']);
    const foreign = await admin.call('/admin/api/stores/other/settings', { headers });
    const missing = await admin.call('/admin/api/stores/missing/settings', { headers });
    expect(foreign.status).toBe(404);
    expect(await foreign.text()).toBe(await missing.text());
  });

  it('may write without the headers of a browser', async () => {
    const admin = await adminApp(database);
    const headers = { ...(await admin.apiKey(store.id)), 'if-match': '"1"' };
    const body = JSON.stringify({ photos: true });
    const path = '/admin/api/stores/test-shop/settings';
    expect((await admin.call(path, { method: 'PATCH', headers, body })).status).toBe(200);
  });

  it('is not a person', async () => {
    const admin = await adminApp(database);
    const headers = await admin.apiKey();
    const asked = await admin.call('/admin/api/session', { headers });
    expect(await codeOf(asked)).toBe('forbidden');
  });

  it('opens nothing after it was revoked', async () => {
    const admin = await adminApp(database);
    const headers = await admin.apiKey();
    await database.sql`update api_key set revoked_at = now()`;
    expect((await admin.call('/admin/api/stores', { headers })).status).toBe(401);
  });
});

describe('a write from another site', () => {
  const evil = 'https://evil.example';
  it.each<[string, Record<string, string>]>([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded', origin: evil }],
    ['text/plain', { 'content-type': 'text/plain', origin: evil }],
    ['no content type', { origin: evil }],
    ['an image', { 'content-type': 'image/jpeg', origin: evil }],
    ['JSON of another origin', { ...PAGE_HEADERS, origin: evil }],
    ['JSON of a look-alike origin', { ...PAGE_HEADERS, origin: 'http://localhost.evil.example' }],
    ['JSON of another port', { ...PAGE_HEADERS, origin: 'http://localhost:81' }],
    ['an opaque origin', { ...PAGE_HEADERS, origin: 'null' }],
    ['a cross-site fetch', { ...PAGE_HEADERS, 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { ...PAGE_HEADERS, 'sec-fetch-site': 'same-site' }],
    [
      'our origin without the header',
      { 'content-type': 'application/json', origin: 'http://localhost' },
    ],
    ['no origin and no header', { 'content-type': 'application/json' }],
  ])('is refused: %s', async (_, headers) => {
    const admin = await adminApp(database);
    const { cookie = '' } = await admin.signedIn();
    const writes: [string, string][] = [
      ['POST', '/admin/api/session'],
      ['DELETE', '/admin/api/session'],
      ['PUT', '/admin/api/session/password'],
      ['PATCH', '/admin/api/stores/test-shop/settings'],
      ['PATCH', '/admin/api/stores/test-shop/products/0'],
      ['PUT', '/admin/api/model-prices?model=small'],
      ['DELETE', '/admin/api/model-prices?model=small'],
    ];
    for (const [method, path] of writes) {
      const response = await admin.call(path, {
        method,
        headers: { ...headers, cookie },
        body: '{}',
      });
      expect([path, response.status]).toEqual([path, 403]);
    }
    const still = await admin.call('/admin/api/session', { headers: { cookie } });
    expect(still.status).toBe(200);
  });

  it('cannot be a GET: nothing changes by looking', async () => {
    const admin = await adminApp(database);
    const headers = await admin.signedIn();
    for (const path of ['/admin/api/session/password', '/admin/api/stores/test-shop']) {
      expect((await admin.call(path, { headers })).status).toBe(404);
    }
  });
});
