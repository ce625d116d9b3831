import { expect, test } from 'vitest';
import { checkDatabase } from '../../../../server/postgres/connection/check-database.ts';
import { openDatabase } from '../../../../server/postgres/connection/database.ts';
import { testDatabase } from '../../../support/test-database.ts';

test('a database that takes no changes, as a standby, is not ready', async () => {
  await using database = await testDatabase();
  expect(await checkDatabase(database)).toEqual({ ok: true, migrated: true });
  const name = new URL(database.url).pathname.slice(1);
  await database.sql.unsafe(`alter database "${name}" set default_transaction_read_only = on`);
  const later = openDatabase(database.url, { maxConnections: 1 });
  try {
    expect(await checkDatabase(later)).toEqual({ ok: false, migrated: true });
  } finally {
    await later.close(1_000);
  }
});
