import { expect, it } from 'vitest';
import { ensureFirstAdmin } from '../../../server/admin/ensure-first-admin.ts';
import { verifyPassword } from '../../../server/admin/password.ts';
import { postgresAdmins } from '../../../server/postgres/people/admins.ts';
import { testDatabase } from '../../support/test-database.ts';

it('makes an admin with a random password once, also when two processes start together', async () => {
  await using database = await testDatabase();
  const admins = postgresAdmins(database.db);
  const made = await Promise.all([ensureFirstAdmin(admins), ensureFirstAdmin(admins)]);
  const told = made.filter((one) => one !== undefined);
  expect(told).toHaveLength(1);
  const admin = await admins.byEmail('admin@localhost');
  expect(await verifyPassword(told[0]?.password ?? '', admin?.passwordHash ?? '')).toBe(true);
  expect(told[0]?.password).toMatch(/^[\w-]{20}$/);
  expect(await ensureFirstAdmin(admins)).toBeUndefined();
});

it("takes the operator's address and password and repeats neither", async () => {
  await using database = await testDatabase();
  const admins = postgresAdmins(database.db);
  const given = { email: ' Owner@Shop.example', password: 'from the environment' };
  expect(await ensureFirstAdmin(admins, given)).toBeUndefined();
  const admin = await admins.byEmail('owner@shop.example');
  expect(await verifyPassword(given.password, admin?.passwordHash ?? '')).toBe(true);
});

it('leaves an admin who exists alone', async () => {
  await using database = await testDatabase();
  const admins = postgresAdmins(database.db);
  await ensureFirstAdmin(admins, { email: 'a@shop.example', password: 'the first' });
  await ensureFirstAdmin(admins, { email: 'b@shop.example', password: 'the second' });
  expect(await admins.byEmail('b@shop.example')).toBeUndefined();
});
