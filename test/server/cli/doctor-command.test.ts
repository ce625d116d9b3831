import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { runCommand } from '../../../server/cli/commands.ts';
import { testDatabase } from '../../support/test-database.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A model's API, as far as the doctor asks. */
async function startModel({ key = 'right', tools = true, vision = true } = {}): Promise<string> {
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${key}`) {
      return sendJson(response, 401, { error: { message: 'Incorrect API key provided' } });
    }
    if (request.method === 'GET') return sendJson(response, 200, { data: [{ id: 'large' }] });
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text);
    if (text.includes('data:image/') && !vision) {
      return sendJson(response, 400, { error: { message: 'This model does not support images' } });
    }
    const delta =
      body.tools && tools
        ? { tool_calls: [{ index: 0, id: 'c1', type: 'function', function: CALL }] }
        : { content: text.includes('data:image/') ? 'Red.' : 'hello' };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = { choices: [{ index: 0, delta, finish_reason: 'stop' }] };
    response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const CALL = { name: 'search_products', arguments: '{"query":"tent"}' };

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function doctor(env: Record<string, string>) {
  const lines: string[] = [];
  const out = (line: string) => lines.push(stripVTControlCharacters(line));
  const code = await runCommand(['doctor'], { env, out, error: out });
  return { code, lines };
}

test('everything is green on a migrated database with a good model', async () => {
  await using database = await testDatabase();
  const { code, lines } = await doctor({
    DATABASE_URL: database.url,
    MODEL_BASE_URL: await startModel(),
    MODEL_API_KEY: 'right',
    MODEL_NAME: 'large',
  });
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    '✓ database',
    '✓ extensions',
    '✓ migrations',
    '✓ model',
    '✓ answers',
    '✓ calls tools',
    '✓ sees images',
  ]);
  expect(code).toBe(0);
});

test('says what a refused key means, and nothing more of that model', async () => {
  await using database = await testDatabase();
  const { code, lines } = await doctor({
    DATABASE_URL: database.url,
    MODEL_BASE_URL: await startModel(),
    MODEL_API_KEY: 'wrong',
    MODEL_NAME: 'large',
  });
  expect(code).toBe(1);
  expect(lines.slice(3).join()).toContain('check MODEL_API_KEY');
  expect(lines).toHaveLength(4);
});

test('finds a model that is not there, uses no tools or sees nothing', async () => {
  await using database = await testDatabase();
  const env = { DATABASE_URL: database.url, MODEL_API_KEY: 'right', MODEL_NAME: 'large' };
  const baseUrl = await startModel({ tools: false, vision: false });
  const missing = await doctor({ ...env, MODEL_BASE_URL: baseUrl, MODEL_NAME: 'tiny' });
  expect(missing.lines.join()).toContain('set MODEL_NAME to one of its 1 models, such as large');
  const blind = await doctor({ ...env, MODEL_BASE_URL: baseUrl });
  expect(blind.code).toBe(1);
  expect(blind.lines.find((line) => line.startsWith('✗ calls tools'))).toContain(
    'choose a model that supports function calling',
  );
  expect(blind.lines.find((line) => line.startsWith('✗ sees images'))).toContain('vision');
});

test('a database out of date or out of reach is red', async () => {
  await using database = await testDatabase();
  await database.sql`delete from drizzle.__drizzle_migrations
    where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
  const old = await doctor({ DATABASE_URL: database.url });
  expect(old.code).toBe(1);
  expect(old.lines.join()).toContain('run "aisle migrate"');
  const gone = await doctor({ DATABASE_URL: 'postgres://localhost:1/nothing' });
  expect(gone.code).toBe(1);
  expect(gone.lines[0]).toContain('check DATABASE_URL');
});
