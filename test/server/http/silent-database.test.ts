import { afterAll, beforeAll, expect, it } from 'vitest';
import { ProblemCode } from '../../../shared/problem.ts';
import { type DatabaseRelay, startDatabaseRelay } from '../../support/database-relay.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { signedInAdmin } from '../../support/principals.ts';
import { newShopper } from '../../support/shopper.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';

/** A whole Aisle whose database takes everything in and says nothing, as one that is frozen or whose packets are lost. */

/** The longest that anybody may wait for an answer. */
const LIMIT_MS = 5_000;
/** A hang shall be told from an answer, and not fail because the machine is busy. */
const SLACK_MS = 2_000;

/** What a route wants to be told before it asks the database. */
const BODIES: Record<string, unknown> = {
  'post /v1/visitors': { store: 'demo-outdoor' },
  'post /v1/chat': {
    id: 'later',
    message: { id: 'm1', role: 'user', parts: [{ type: 'text', text: 'Hello?' }] },
  },
  'post /admin/api/session': { email: 'owner@shop.example', password: 'not the right one' },
};

/** Pages and files, some of which are made for a store. */
const UNDESCRIBED = [
  '/',
  '/admin/',
  '/metrics',
  '/widget.js?store=demo-outdoor',
  '/demo',
  '/demo/outdoor',
  '/demo/outdoor/products',
  '/demo/outdoor/cart/products',
  '/media/none.jpg',
];

let database: TestDatabase;
let relay: DatabaseRelay;
let aisle: Installation;
let routes: string[];
let visitor: Record<string, string>;
let admin: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  relay = await startDatabaseRelay(database.url);
  aisle = await startInstallation({ DATABASE_URL: relay.url }, { database });
  const { paths } = await (await fetch(`${aisle.url}/openapi.json`)).json();
  routes = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const shopper = await newShopper(aisle.url, 'demo-outdoor');
  visitor = { authorization: `Bearer ${shopper.token}` };
  admin = (await signedInAdmin(aisle)).headers;
  relay.goSilent();
}, 60_000);
afterAll(async () => {
  relay.goAway();
  await aisle[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** Rejects when there is no answer in time. */
async function ask(method: string, path: string, body: unknown = {}): Promise<Response> {
  const isAdmins = path.startsWith('/admin/api');
  return fetch(aisle.url + path, {
    method: method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...(isAdmins ? admin : visitor) },
    ...(method !== 'get' && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(LIMIT_MS + SLACK_MS),
  });
}

it('answers every route in time, and says in a code what is wrong', async () => {
  const wrong: string[] = [];
  const codes = new Map<string, number>();
  await Promise.all(
    routes.map(async (route) => {
      const [method = '', template = ''] = route.split(' ');
      const path = template
        .replace('{key}', 'demo-outdoor')
        .replace('{store}', 'demo-outdoor')
        .replaceAll(/\{\w+\}/g, '01900000-0000-7000-8000-000000000000');
      try {
        const response = await ask(method, `${path}?store=demo-outdoor`, BODIES[route]);
        const { code } = await response.json().catch(() => ({}));
        codes.set(code, (codes.get(code) ?? 0) + 1);
        const isKnown = ProblemCode.safeParse(code).success && code !== 'internal';
        // It reports on all that is to be ready, which is no problem document.
        if (route === 'get /readyz') return;
        if (!response.ok && !isKnown) wrong.push(`${route}: ${response.status} ${code}`);
      } catch (error) {
        wrong.push(`${route}: ${error}`);
      }
    }),
  );
  expect(wrong).toEqual([]);
  // Most get as far as the database.
  expect(codes.get('db_unavailable')).toBeGreaterThan(routes.length / 2);
}, 30_000);

it('serves or refuses pages and files in time', async () => {
  const wrong: string[] = [];
  await Promise.all(
    UNDESCRIBED.map(async (path) => {
      const response = await ask('get', path).catch((error) => wrong.push(`${path}: ${error}`));
      if (response instanceof Response && response.status === 500) wrong.push(`${path}: 500`);
    }),
  );
  expect(wrong).toEqual([]);
}, 30_000);
