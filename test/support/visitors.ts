import { randomBytes } from 'node:crypto';
import type { ConversationOwner } from '../../server/conversation/turns.ts';
import type { Database } from '../../server/postgres/connection/database.ts';
import { postgresStores } from '../../server/postgres/stores/stores.ts';
import { postgresVisitors } from '../../server/postgres/visitors/visitors.ts';
import { newId } from '../../server/shop/new-id.ts';
import type { Store } from '../../server/shop/store.ts';
import { aStore } from '../fixtures/store.ts';

/** Puts a store into the database. */
export function createStore({ db }: Database, changes: Partial<Store> = {}): Promise<Store> {
  const { id: _, version: __, identitySecret: ___, ...store } = aStore(changes);
  return postgresStores(db).create(store);
}

/** Puts an anonymous visitor of a store into the database. */
export async function createVisitor({ db }: Database, store: Store): Promise<ConversationOwner> {
  const visitorId = newId();
  await postgresVisitors(db).create({
    id: visitorId,
    storeId: store.id,
    tokenHash: randomBytes(32),
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  return { storeId: store.id, visitorId };
}
