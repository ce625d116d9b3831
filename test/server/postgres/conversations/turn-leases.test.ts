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

test('keeps more turns than one statement renews, and tells which are lost, stopped and left', async () => {
  await using database = await testDatabase();
  const visitor = await createVisitor(database, await createStore(database));
  const turnIds: string[] = [];
  for (let n = 0; n < 205; n++) {
    const conversation = { at: new Date(), running: true };
    turnIds.push((await insertConversation(database, visitor, conversation)).turnId);
  }
  const leaseOwner = newId();
  await database.sql`update turn set lease_owner = ${leaseOwner}, lease_until = now()`;
  const [lost, ended, stopped, left, ...others] = turnIds.toReversed();
  const readElsewhere = others.pop()!;
  await database.sql`update turn set lease_owner = ${newId()} where id = ${lost!}`;
  await database.sql`update turn set status = 'done' where id = ${ended!}`;
  await database.sql`update turn set stop_requested = true where id = ${stopped!}`;
  await database.sql`update turn set read_until = now() where id in ${database.sql([left!, readElsewhere])}`;
  await database.sql`update turn set read_elsewhere_until = now() + interval '1 minute' where id = ${readElsewhere}`;
  const leases = postgresTurnLeases(database.db, { graceMs: 1_000 });
  expect(await leases.keep(leaseOwner, { turnIds, readIds: others })).toEqual({
    held: turnIds.filter((turnId) => turnId !== lost && turnId !== ended),
    stopRequested: [stopped],
    left: [left],
  });
  const kept =
    await database.sql`select id from turn where lease_until > now() + interval '2 seconds'`;
  expect(kept).toHaveLength(turnIds.length - 2);
});

test('renews a lease in place: no index of turns has a column that a renewal writes', async () => {
  await using database = await testDatabase();
  const indexes = await database.sql`select indexdef from pg_indexes where tablename = 'turn'`;
  expect(indexes.length).toBeGreaterThan(1);
  for (const { indexdef } of indexes) expect(indexdef).not.toMatch(/lease_until|read_until/);
});
