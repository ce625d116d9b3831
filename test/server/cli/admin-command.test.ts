import { expect, test } from 'vitest';
import { ensureFirstAdmin } from '../../../server/admin/ensure-first-admin.ts';
import { adminCommand } from '../../../server/cli/admin-command.ts';
import { readConfig } from '../../../server/config.ts';
import { postgresAdmins } from '../../../server/postgres/people/admins.ts';
import { postgresInvitations } from '../../../server/postgres/people/invitations.ts';
import { hashToken } from '../../../server/shop/secret-token.ts';
import { testDatabase } from '../../support/test-database.ts';

const URL_PATTERN = /^https:\/\/aisle\.example\/admin\/join#(\S+)$/;

test('prints a link by which an admin, and nobody else, chooses a new password', async () => {
  await using database = await testDatabase();
  const lines: string[] = [];
  const run = (...args: string[]) =>
    adminCommand(args, {
      config: readConfig({ PUBLIC_URL: 'https://aisle.example' }),
      database,
      out: (line) => lines.push(line),
      write: async () => {},
    });
  await expect(run('reset', 'mai@shop.example')).rejects.toThrow('is no admin');
  await run('create', 'mai@shop.example');
  await run('reset', 'Mai@shop.example');
  const token = URL_PATTERN.exec(lines.at(-1) ?? '')?.[1] ?? '';
  const accepted = await postgresInvitations(database.db).accept(hashToken(token), {
    passwordHash: 'another hash',
    now: new Date(),
  });
  expect(accepted?.email).toBe('mai@shop.example');
  const admin = await postgresAdmins(database.db).byEmail('mai@shop.example');
  expect(admin?.passwordHash).toBe('another hash');
});

test('lets the first admin, whose password was printed once, choose another one', async () => {
  await using database = await testDatabase();
  const first = await ensureFirstAdmin(postgresAdmins(database.db));
  const lines: string[] = [];
  await adminCommand(['reset', first?.email ?? ''], {
    config: readConfig({ PUBLIC_URL: 'https://aisle.example', ADMIN_EMAIL: first?.email }),
    database,
    out: (line) => lines.push(line),
    write: async () => {},
  });
  expect(lines.at(-1)).toMatch(URL_PATTERN);
});
