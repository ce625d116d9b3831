import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, startInstallation } from '../../support/installation.ts';

let aisle: Installation;

beforeAll(async () => {
  aisle = await startInstallation();
});
afterAll(() => aisle[Symbol.asyncDispose]());

async function read(path: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`${aisle.url}${path}`);
  return { status: response.status, body: await response.text() };
}

describe('what operators ask', () => {
  it('tells that the process answers and what it needs is there', async () => {
    expect(await read('/livez')).toEqual({ status: 200, body: '{"status":"ok"}' });
    const { status, body } = await read('/readyz');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      status: 'ok',
      database: { ok: true, migrated: true },
      model: { state: 'ok', name: 'aisle-demo', demo: true, models: 1 },
      models: [
        {
          state: 'ok',
          name: 'aisle-demo',
          demo: true,
          models: 1,
        },
      ],
    });
  });

  it('counts requests by route, never by what stands in their address', async () => {
    await read('/v1/images/my-canary-id');
    await read('/my-canary-path');
    const { status, body } = await read('/metrics');
    expect(status).toBe(200);
    expect(body).toMatch(/aisle_http_request_duration_seconds_count\{.*status="401"/);
    expect(body).toContain('aisle_turns_running 0');
    expect(body).not.toContain('canary');
  });

  it('describes every call of the shopper API and the admin API', async () => {
    const { body } = await read('/openapi.json');
    const { openapi, paths } = JSON.parse(body);
    expect(openapi).toMatch(/^3\./);
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/v1/visitors',
        '/v1/store',
        '/v1/chat',
        '/v1/chat/{id}',
        '/v1/chat/{id}/stream',
        '/v1/chat/{id}/stop',
        '/v1/chat/{id}/messages/{messageId}/feedback',
        '/v1/images',
        '/v1/images/{id}',
        '/v1/products',
        '/v1/products/{idOrHandle}',
        '/v1/quotes',
        '/admin/api/session',
      ]),
    );
  });
});

describe('the shopper API', () => {
  const preflight = (origin: string) =>
    fetch(`${aisle.url}/v1/chat`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  it('lets the pages of a store ask, and names no other page', async () => {
    const own = await preflight(aisle.url);
    expect(own.headers.get('access-control-allow-origin')).toBe(aisle.url);
    const foreign = await preflight('https://evil.example');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('says what is not there as a problem, and keeps answers out of caches', async () => {
    const response = await fetch(`${aisle.url}/v1/nothing`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('makes only so many visitors a minute for one address, and says when to come back', async () => {
    const statuses: number[] = [];
    let refused: Response | undefined;
    for (let n = 0; n < 61; n++) {
      const response = await fetch(`${aisle.url}/v1/visitors`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"store":"demo-outdoor"}',
      });
      statuses.push(response.status);
      if (response.status === 429) refused = response;
    }
    expect(statuses).toEqual([...Array(60).fill(201), 429]);
    expect(await refused?.json()).toMatchObject({ code: 'rate_limited' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
