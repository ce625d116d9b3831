import { expect, test } from 'vitest';
import { openDatabase } from '../../../../server/postgres/connection/database.ts';
import { postgresTurnLeases } from '../../../../server/postgres/conversations/turn-leases.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { insertConversation } from '../../../support/conversation-data.ts';
import { startDatabaseRelay } from '../../../support/database-relay.ts';
import { testDatabase } from '../../../support/test-database.ts';
import { createStore, createVisitor } from '../../../support/visitors.ts';

test('lets others renew first where the database was slow, and not for ever where it always is', async () => {
  await using database = await testDatabase();
  const visitor = await createVisitor(database, await createStore(database));
  const { turnId } = await insertConversation(database, visitor, { at: new Date(), running: true });
  await database.sql`update turn set lease_until = now() - interval '1 minute'`;
  await using relay = await startDatabaseRelay(database.url);
  const slow = openDatabase(relay.url, { maxConnections: 1, statementLimitMs: 20_000 });
  await slow.sql`select 1`;
  relay.slowDown(510);
  const leases = postgresTurnLeases(slow.db, { graceMs: 1_000 });
  for (let round = 1; round <= 3; round++) expect(await leases.takeOver(newId(), 1)).toEqual([]);
  const taken = await leases.takeOver(newId(), 1);
  expect(taken.map(({ turn }) => turn.turnId)).toEqual([turnId]);
  await slow.close(0);
});
