import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { refuseForeignHost } from '../../../../server/http/admin/refuse-foreign-host.ts';
import { problemFromError } from '../../../../server/http/problem-response.ts';

function adminAt(publicUrl: string | undefined) {
  const app = new Hono();
  app.use(refuseForeignHost(publicUrl));
  app.get('/admin', (context) => context.text('the admin'));
  app.onError((error, context) => problemFromError(context, error, () => {}));
  return async (host: string, headers: Record<string, string> = {}) =>
    (await app.request('/admin', { headers: { host, ...headers } })).status;
}

const PUBLIC_URL = 'https://aisle.example.com';

test.each([
  [PUBLIC_URL, 'aisle.example.com', 200],
  [PUBLIC_URL, 'AISLE.example.com:443', 200],
  [PUBLIC_URL, 'localhost:3000', 200],
  [PUBLIC_URL, '[::1]:3000', 200],
  [PUBLIC_URL, 'evil.example', 421],
  [PUBLIC_URL, 'aisle.example.com.evil.example', 421],
  [PUBLIC_URL, 'localhost.evil.example', 421],
  [PUBLIC_URL, '192.0.2.7', 421],
  [PUBLIC_URL, 'not a host', 421],
  ['http://localhost:3000', '192.0.2.7:3000', 200],
  ['http://localhost:3000', '[2001:db8::1]:3000', 200],
  ['http://localhost:3000', 'evil.example', 421],
])('with PUBLIC_URL %s a request for %s is answered with %d', async (publicUrl, host, status) => {
  expect(await adminAt(publicUrl)(host)).toBe(status);
});

test('believes no X-Forwarded-Host, and lets a machine with its key pass', async () => {
  const ask = adminAt(PUBLIC_URL);
  expect(await ask('evil.example', { 'x-forwarded-host': 'aisle.example.com' })).toBe(421);
  expect(await ask('aisle.internal:3000', { authorization: 'Bearer key' })).toBe(200);
});
