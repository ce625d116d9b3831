import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { runCommand } from '../../../server/cli/commands.ts';
import { customerRefOf } from '../../../server/http/identity-token.ts';
import { testDatabase } from '../../support/test-database.ts';
import { createStore } from '../../support/visitors.ts';

async function run(args: string[], env: Record<string, string> = {}) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommand(args, {
    env,
    out: (line) => said.push(line),
    error: (line) => complained.push(line),
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

test('explains itself', async () => {
  for (const args of [[], ['help'], ['--help']]) {
    const { code, said } = await run(args);
    expect(code).toBe(0);
    expect(said).toContain('store create --key KEY');
  }
  expect((await run(['doctor', '--help'])).said).toContain('Usage: aisle doctor');
  expect((await run(['--version'])).said).toMatch(/^aisle \d+\.\d+\.\d+, Node \d+\./);
});

test('an unknown command, flag or argument is a wrong use', async () => {
  expect(await run(['strat'])).toMatchObject({
    code: 2,
    complained: expect.stringContaining('There is no command "strat"'),
  });
  expect(await run(['toString'])).toMatchObject({ code: 2 });
  expect(await run(['migrate', '--fast'])).toMatchObject({
    code: 2,
    complained: expect.stringContaining('Usage: aisle migrate'),
  });
  expect(await run(['build', 'everything'])).toMatchObject({ code: 2 });
});

test('wrong settings are told in one message', async () => {
  const result = await run(['migrate'], { PORT: 'x', DATABASE_URL: 'mysql://db' });
  expect(result.code).toBe(1);
  expect(result.complained).toContain('PORT must be');
  expect(result.complained).toContain('DATABASE_URL must be');
});

test('a database that does not answer is no bug', async () => {
  const result = await run(['migrate'], { DATABASE_URL: 'postgres://localhost:1/nothing' });
  expect(result).toMatchObject({ code: 1, complained: expect.stringContaining('aisle doctor') });
});

test('a database that will not have us is no bug, and what to do is said', async () => {
  await using database = await testDatabase();
  const stranger = `stranger_${randomBytes(6).toString('hex')}`;
  const refusals = [
    [(url: URL) => Object.assign(url, { pathname: '/nowhere' }), 'create this database'],
    [(url: URL) => Object.assign(url, { username: 'nobody' }), 'check the user and the password'],
    [(url: URL) => Object.assign(url, { username: stranger }), 'make the user of DATABASE_URL the'],
  ] as const;
  await database.sql.unsafe(`create role ${stranger} login`);
  await using _ = {
    [Symbol.asyncDispose]: async () => void (await database.sql.unsafe(`drop role ${stranger}`)),
  };
  for (const [changed, remedy] of refusals) {
    const env = { DATABASE_URL: changed(new URL(database.url)).href };
    const told = await run(['migrate'], env);
    expect(told).toMatchObject({ code: 1, complained: expect.stringContaining(remedy) });
    expect(told.complained.split('\n')).toHaveLength(1);
  }
});

test('makes and lists stores', async () => {
  await using database = await testDatabase();
  const env = { DATABASE_URL: database.url, PUBLIC_URL: 'https://chat.example' };
  const flags = ['--key', 'tea', '--name', 'Tea', '--currency', 'vnd', '--locale', 'vi'];
  const made = await run(['store', 'create', ...flags, '--origin', 'https://tea.example'], env);
  expect(made).toMatchObject({ code: 0, complained: '' });
  expect(made.said).toContain(
    '<script async src="https://chat.example/widget.js?store=tea"></script>',
  );
  expect((await run(['store', 'list'], env)).said).toBe('tea\tTea\tVND\tvi');
  expect(await run(['store', 'create', ...flags], env)).toMatchObject({
    code: 1,
    complained: expect.stringContaining('already'),
  });
});

test('prints the secret with which a shop says who its customers are', async () => {
  await using database = await testDatabase();
  const env = { DATABASE_URL: database.url };
  const store = await createStore(database, { key: 'tea' });
  const { said } = await run(['store', 'secret', '--store', 'tea'], env);
  const jwt = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('customer-1')
    .setExpirationTime('5 minutes')
    .sign(new TextEncoder().encode(said));
  expect(await customerRefOf(store, jwt)).toBe('customer-1');
  expect(await run(['store', 'secret', '--store', 'none'], env)).toMatchObject({ code: 1 });
  expect(await run(['store', 'secret'], env)).toMatchObject({ code: 2 });
});

test.each([
  ['--key', 'Tea!'],
  ['--currency', 'XYZZY'],
  ['--locale', 'not a locale'],
  ['--origin', 'https://tea.example/shop'],
  ['--time-zone', 'Mars/Olympus'],
])('a store cannot have %s %s', async (flag, value) => {
  await using database = await testDatabase();
  const good = { '--key': 'tea', '--name': 'Tea', '--currency': 'VND', '--locale': 'vi' };
  const flags = Object.entries({ ...good, [flag]: value }).flat();
  const result = await run(['store', 'create', ...flags], { DATABASE_URL: database.url });
  expect(result.code).toBe(2);
  expect(result.complained).toContain(`${flag} cannot be "${value}"`);
});

test('makes an admin and prints the password, unless it was given', async () => {
  await using database = await testDatabase();
  const env = { DATABASE_URL: database.url };
  const made = await run(['admin', 'create', 'Owner@Shop.example'], env);
  expect(made.code).toBe(0);
  expect(made.said).toMatch(/owner@shop\.example may sign in.*Password: \S{20}/s);
  const given = { ...env, ADMIN_PASSWORD: 'correct horse battery' };
  const other = await run(['admin', 'create', 'other@shop.example'], given);
  expect(other.said).not.toContain('correct horse');
  expect(await run(['admin', 'create', 'owner@shop.example'], env)).toMatchObject({ code: 1 });
  expect(await run(['admin', 'create', 'owner'], env)).toMatchObject({ code: 2 });
});

test('says in one line that nothing is installed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-bare-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
  const entry = path.join(folder, 'server/cli/aisle.mjs');
  await mkdir(path.dirname(entry), { recursive: true });
  await cp(path.join(import.meta.dirname, '../../../server/cli/aisle.mjs'), entry);
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, [entry, 'start'], (error, _stdout, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Nothing is installed yet: run "npm install" in .*\n$/);
});

test('ends quietly when whoever reads an export stops reading', async () => {
  await using database = await testDatabase();
  await createStore(database, { key: 'tea' });
  const entry = path.join(import.meta.dirname, '../../../server/cli/aisle.mjs');
  const args = [entry, 'export', '--store', 'tea', '--format', 'google-xml'];
  const child = spawn(process.execPath, args, { env: { DATABASE_URL: database.url } });
  child.stdout.destroy();
  const complaints = text(child.stderr);
  const [code] = await once(child, 'close');
  expect(await complaints).toBe('');
  expect(code).toBe(0);
});

test.each([
  ['with the mark that Windows begins it with', '\ufeffPORT=eighty', 'PORT must be a port number'],
  ['in another encoding', Buffer.from('PORT=1', 'utf16le'), '.env is not UTF-8 text'],
  ['that is a folder', undefined, '.env cannot be read'],
])('reads a file of settings %s, or says why not', async (_, content, complaint) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-env-'));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const file = path.join(folder, '.env');
  await (content === undefined ? mkdir(file) : writeFile(file, content));
  const entry = path.join(import.meta.dirname, '../../../server/cli/aisle.mjs');
  const child = spawn(process.execPath, [entry, 'migrate'], { cwd: folder, env: {} });
  const complaints = text(child.stderr);
  const [code] = await once(child, 'close');
  expect(await complaints).toContain(complaint);
  expect(await complaints).not.toContain('    at ');
  expect(code).toBe(1);
});
