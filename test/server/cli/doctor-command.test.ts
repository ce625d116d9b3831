import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { runCommand } from '../../../server/cli/commands.ts';
import { startAbleModel } from '../../fakes/able-model.ts';
import { startModerationServer } from '../../support/moderation-server.ts';
import { startS3Server } from '../../support/s3-server.ts';
import { testDatabase } from '../../support/test-database.ts';

async function doctor(env: Record<string, string>) {
  const lines: string[] = [];
  const out = (line: string) => lines.push(stripVTControlCharacters(line));
  const code = await runCommand(['doctor'], { env, out, error: out });
  return { code, lines };
}

test('everything is green on a migrated database with a good model', async () => {
  await using database = await testDatabase();
  await using model = await startAbleModel({ key: 'right' });
  const { code, lines } = await doctor({
    DATABASE_URL: database.url,
    MODEL_BASE_URL: model.baseUrl,
    MODEL_API_KEY: 'right',
    MODEL_NAME: 'large',
  });
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    '✓ database',
    '✓ extensions',
    '✓ migrations',
    '✓ data folder',
    'model 127.0.0.1',
    '✓ key',
    '✓ model',
    '✓ streams',
    '✓ calls tools',
    '✓ sees images',
  ]);
  expect(code).toBe(0);
});

test('says what a refused key means, and nothing more of that model', async () => {
  await using database = await testDatabase();
  await using model = await startAbleModel({ key: 'right' });
  const { code, lines } = await doctor({
    DATABASE_URL: database.url,
    MODEL_BASE_URL: model.baseUrl,
    MODEL_API_KEY: 'wrong',
    MODEL_NAME: 'large',
  });
  expect(code).toBe(1);
  expect(lines.slice(5).join()).toContain('→ check MODEL_API_KEY');
  expect(lines).toHaveLength(6);
});

test('checks every fallback too, and says which one is wrong about what', async () => {
  await using database = await testDatabase();
  await using main = await startAbleModel();
  await using blind = await startAbleModel({ models: ['small', 'tiny'], vision: false });
  const { code, lines } = await doctor({
    DATABASE_URL: database.url,
    MODEL_BASE_URL: main.baseUrl,
    MODEL_NAME: 'large',
    MODEL_FALLBACKS: JSON.stringify([{ base_url: blind.baseUrl, name: 'smal' }]),
  });
  expect(code).toBe(1);
  const { host } = new URL(blind.baseUrl);
  const fallback = lines.slice(lines.indexOf(`fallback 1 ${host}/smal`));
  expect(fallback.filter((line) => line.startsWith('✗'))).toEqual([
    `✗ model: ${host} does not list smal\n    → did you mean small? Set its name in MODEL_FALLBACKS, or leave it: it answers all the same.`,
    expect.stringMatching(/^✗ sees images: .*support images\n {4}→ choose a model with vision/),
  ]);
  expect(lines.filter((line) => line.startsWith('✗'))).toHaveLength(2);
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

test('a standby is red, and so is a database that is not there', async () => {
  await using database = await testDatabase();
  const name = new URL(database.url).pathname.slice(1);
  await database.sql.unsafe(`alter database "${name}" set default_transaction_read_only = on`);
  const standby = await doctor({ DATABASE_URL: database.url });
  expect(standby.code).toBe(1);
  expect(standby.lines[0]).toContain('name the primary');
  const nowhere = Object.assign(new URL(database.url), { pathname: '/nowhere' }).href;
  expect((await doctor({ DATABASE_URL: nowhere })).lines[0]).toContain('create this database');
});

test('keeps and removes a file in the data folder, and says what is wrong with it', async () => {
  await using database = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-doctor-'));
  try {
    const good = await doctor({ DATABASE_URL: database.url, DATA_DIR: folder });
    expect(good.lines[3]).toMatch(/^✓ data folder: .*kept and removed a file, [\d.]+ GB left$/);
    expect(await readdir(folder)).toEqual([]);
    const noFolder = path.join(folder, 'file');
    await writeFile(noFolder, '');
    const bad = await doctor({ DATABASE_URL: database.url, DATA_DIR: noFolder });
    expect(bad.code).toBe(1);
    expect(bad.lines[3]).toContain('→ that is no folder');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('keeps, reads and removes something where photos are kept, and says what is wrong there', async () => {
  await using database = await testDatabase();
  await using bucket = await startS3Server();
  const good = await doctor({ DATABASE_URL: database.url, IMAGE_STORE: bucket.address });
  expect(good.lines[4]).toMatch(/^✓ photos: .*kept, read and removed/);
  expect(bucket.requests.map((request) => request.split(' ')[0])).toEqual(['PUT', 'GET', 'DELETE']);
  expect(bucket.objects.size).toBe(0);
  const foreign = bucket.address.replace('shop-photos', 'shop-foto');
  const bad = await doctor({ DATABASE_URL: database.url, IMAGE_STORE: foreign });
  expect(bad.code).toBe(1);
  expect(bad.lines[4]).toContain('NoSuchBucket');
  expect(bad.lines[4]).toContain('→ create the bucket');
  expect(bad.lines.join()).not.toContain('AKID');
});

test('asks moderation about a harmless picture', async () => {
  await using database = await testDatabase();
  await using moderation = await startModerationServer();
  const env = { DATABASE_URL: database.url, MODERATION_URL: moderation.url };
  expect((await doctor(env)).lines[4]).toMatch(/^✓ moderation: .* looks at photos$/);
  moderation.answer = 401;
  const { code, lines } = await doctor(env);
  expect(code).toBe(1);
  expect(lines[4]).toContain('→ check MODERATION_URL');
});
