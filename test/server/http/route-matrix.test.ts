import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper } from '../../support/shopper.ts';

/** Every route that the API describes, tried by people who have no business there: a new route is tried too. */

let aisle: Installation;
let routes: Route[];

interface Route {
  method: string;
  path: string;
}

const PUBLIC = [
  'get /livez',
  'get /readyz',
  'post /v1/visitors',
  'get /v1/store',
  'get /v1/products',
  'get /v1/products/{idOrHandle}',
  'post /v1/quotes',
  'post /admin/api/session',
];

beforeAll(async () => {
  aisle = await startInstallation();
  const { paths } = await (await fetch(`${aisle.url}/openapi.json`)).json();
  routes = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method, path })),
  );
});
afterAll(() => aisle[Symbol.asyncDispose]());

const named = ({ method, path }: Route) => `${method} ${path}`;
const priv = () => routes.filter((route) => !PUBLIC.includes(named(route)));

function call({ method, path }: Route, headers: Record<string, string> = {}): Promise<Response> {
  const writes = method !== 'get';
  return fetch(aisle.url + path.replaceAll(/\{[^}]+\}/g, 'does-not-exist'), {
    method: method.toUpperCase(),
    headers: { ...(writes && { 'content-type': 'application/json' }), ...headers },
    body: writes && method !== 'delete' ? '{}' : undefined,
  });
}

async function outcomes(among: Route[], headers?: Record<string, string>) {
  return Promise.all(
    among.map(async (route) => {
      const response = await call(route, headers);
      const { code } = await response.json().catch(() => ({ code: undefined }));
      return [named(route), response.status, code];
    }),
  );
}

it('describes all that it serves', () => {
  expect(routes.length).toBeGreaterThan(25);
  expect(routes.map(named)).toEqual(expect.arrayContaining(PUBLIC));
});

it('refuses everybody without a token', async () => {
  const admin = { 'x-aisle-admin': '1', origin: aisle.url, 'sec-fetch-site': 'same-origin' };
  const among = priv();
  for (const [name, status] of await outcomes(among, admin)) {
    expect([name, status]).toEqual([name, 401]);
  }
});

it("refuses a visitor's token where admins work", async () => {
  const { token } = await newShopper(aisle.url, 'demo-outdoor');
  const among = priv().filter(({ path }) => path.startsWith('/admin'));
  const headers = { authorization: `Bearer ${token}`, 'x-aisle-admin': '1', origin: aisle.url };
  for (const [name, status] of await outcomes(among, headers)) {
    expect([name, status]).toEqual([name, 401]);
  }
});

it('never answers a visitor who asks for what is not there with a failure of ours', async () => {
  const { token } = await newShopper(aisle.url, 'demo-outdoor');
  const among = routes.filter(({ path }) => path.startsWith('/v1'));
  for (const [name, status, code] of await outcomes(among, { authorization: `Bearer ${token}` })) {
    expect([name, Number(status) < 500]).toEqual([name, true]);
    if (Number(status) >= 400) expect([name, code]).toEqual([name, expect.any(String)]);
  }
});
