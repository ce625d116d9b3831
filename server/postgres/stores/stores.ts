import { randomBytes } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import type { Store, Stores } from '../../shop/store.ts';
import type { Drizzle } from '../connection/database.ts';
import { store } from '../schema.ts';
import { readStoredSettings } from './stored-settings.ts';

export function postgresStores(db: Drizzle): Stores {
  return {
    async byKey(key) {
      const [row] = await db.select().from(store).where(eq(store.key, key));
      return row && toStore(row);
    },
    async get(storeId) {
      const [row] = await db.select().from(store).where(eq(store.id, storeId));
      return row && toStore(row);
    },
    async list() {
      const rows = await db.select().from(store).orderBy(asc(store.key));
      return rows.map(toStore);
    },
    async create(fresh) {
      const [row] = await db
        .insert(store)
        .values({
          ...fresh,
          id: newId(),
          identitySecret: randomBytes(32).toString('base64url'),
        })
        .onConflictDoNothing({ target: store.key })
        .returning();
      if (!row)
        throw new AppError('conflict', `There is already a store with the key ${fresh.key}.`);
      return toStore(row);
    },
  };
}

function toStore(row: typeof store.$inferSelect): Store {
  const { createdAt: _, updatedAt: __, ...rest } = row;
  return { ...rest, settings: readStoredSettings(row.settings) };
}
