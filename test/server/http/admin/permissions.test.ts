import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRole, PERMISSIONS } from '../../../../server/http/admin/permissions.ts';
import type { Store } from '../../../../server/shop/store.ts';
import { ApiKeyScope } from '../../../../shared/admin-people.ts';
import { AdminRole } from '../../../../shared/admin-role.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import { type AdminApp, adminApp } from './admin-app.ts';

/** Whoever comes without a session: they have none yet. */
const OPEN = ['post /admin/api/session', 'post /admin/api/join', 'post /admin/api/join/invitation'];
const NOBODYS = '01900000-0000-7000-8000-000000000000';

let database: TestDatabase;
let admin: AdminApp;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database);
  store = await createStore(database);
});
afterAll(() => database[Symbol.asyncDispose]());

/** Every route that answers below /admin/api, as PERMISSIONS names it. */
function routes(): string[] {
  const found = admin.app.routes
    .filter(({ method, path }) => method !== 'ALL' && /^\/admin\/api\/.*[^*]$/.test(path))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
  return [...new Set(found)];
}

async function ask(route: string, headers: Record<string, string>) {
  const [method = '', path = ''] = route.split(' ');
  const response = await admin.call(path.replace('{key}', store.key).replace(/\{\w+\}/g, NOBODYS), {
    method: method.toUpperCase(),
    headers,
  });
  const isProblem = response.headers.get('content-type') === 'application/problem+json';
  const hasBody = isProblem && response.body !== null;
  const code = hasBody ? (await response.json()).code : undefined;
  if (!hasBody) await response.body?.cancel();
  return { status: response.status, code };
}

async function deniedTimes(): Promise<number> {
  const [row] = await database.sql`
    select count(*)::integer as times from audit_entry where action = 'access.deny'`;
  return row?.times;
}

it('is said of every route and of no other', () => {
  expect(routes().sort()).toEqual([...Object.keys(PERMISSIONS), ...OPEN].sort());
});

describe.each(AdminRole.options)('a person who is %s', (role) => {
  it('does what the role allows; the rest is refused and written down', async () => {
    const headers = await admin.sessionOf(role);
    const before = await deniedTimes();
    let refused = 0;
    for (const [route, needed] of Object.entries(PERMISSIONS)) {
      // What ends a session gets one of its own.
      const isLeaving = route.startsWith('delete /admin/api/session');
      const who = isLeaving ? await admin.sessionOf(role) : headers;
      const { status, code } = await ask(route, who);
      if (code === 'forbidden') refused += 1;
      const seen = [route, code === 'forbidden' ? status : 'let in'];
      expect(seen).toEqual([route, hasRole(role, needed.role) ? 'let in' : 403]);
      expect([route, status]).not.toEqual([route, 401]);
      expect([route, status < 500]).toEqual([route, true]);
    }
    expect((await deniedTimes()) - before).toBe(refused);
    expect(admin.unexpected).toEqual([]);
  });
});

describe('a key', () => {
  it('does what one of its scopes allows, and nothing that is for people', async () => {
    const other = new Map<string, Record<string, string>>();
    const only = new Map<string, Record<string, string>>();
    for (const scope of ApiKeyScope.options) {
      only.set(scope, await admin.apiKey(undefined, [scope]));
      const rest = ApiKeyScope.options.filter((name) => name !== scope);
      other.set(scope, await admin.apiKey(undefined, rest));
    }
    const everything = await admin.apiKey();
    for (const [route, { scope }] of Object.entries(PERMISSIONS)) {
      const codeFor = async (headers: Record<string, string>) => (await ask(route, headers)).code;
      if (scope === 'none') {
        expect([route, await codeFor(everything)]).toEqual([route, 'forbidden']);
      } else if (scope === 'any') {
        expect([route, await codeFor(everything)]).not.toEqual([route, 'forbidden']);
      } else {
        expect([route, await codeFor(only.get(scope) ?? {})]).not.toEqual([route, 'forbidden']);
        expect([route, await codeFor(other.get(scope) ?? {})]).toEqual([route, 'forbidden']);
      }
    }
  });

  it('of one store leaves the installation alone', async () => {
    const headers = await admin.apiKey(store.id);
    const ofInstallation = Object.entries(PERMISSIONS).filter(([, needed]) => needed.installation);
    expect(ofInstallation.length).toBeGreaterThan(0);
    for (const [route] of ofInstallation) {
      expect([route, (await ask(route, headers)).code]).toEqual([route, 'forbidden']);
    }
  });
});

it('cannot be got around with HEAD, and nothing changes by looking', async () => {
  const owner = await admin.sessionOf('owner');
  const known = routes();
  const writes = known.filter((route) => !route.startsWith('get '));
  expect(writes.length).toBeGreaterThan(10);
  for (const write of writes) {
    const path = write.split(' ')[1] ?? '';
    if (known.includes(`get ${path}`)) continue;
    for (const method of ['get', 'head']) {
      const { status } = await ask(`${method} ${path}`, owner);
      // Where an id stands in the same place, the word is taken for an id that nobody has.
      expect([method, path, [400, 404, 405].includes(status)]).toEqual([method, path, true]);
    }
  }
  const viewer = await admin.sessionOf('viewer');
  expect((await ask('head /admin/api/team', viewer)).status).toBe(403);
});

it('writes down no more than a hundred refusals an hour of one person', async () => {
  const headers = await admin.sessionOf('viewer');
  const before = await deniedTimes();
  for (let count = 0; count < 105; count++) {
    expect((await ask('get /admin/api/team', headers)).code).toBe('forbidden');
  }
  expect((await deniedTimes()) - before).toBe(100);
});

it('does not come with the body: roles are no fields of what people send', async () => {
  const headers = await admin.sessionOf('editor');
  for (const [path, method, body] of [
    ['/admin/api/stores/test-shop/settings', 'PATCH', { role: 'owner' }],
    [
      '/admin/api/session/password',
      'PUT',
      { current_password: 'x', new_password: 'long enough one', role: 'owner' },
    ],
  ] as const) {
    const response = await admin.call(path, {
      method,
      headers: { ...headers, 'if-match': '"1"' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect((await response.json()).code).toBe('unknown_field');
  }
});
