import { and, eq, isNull } from 'drizzle-orm';
import type { ApiKeys } from '../admin/api-keys.ts';
import { newId } from '../shop/new-id.ts';
import type { Drizzle } from './database.ts';
import { apiKey } from './schema.ts';

export function postgresApiKeys(db: Drizzle): ApiKeys {
  return {
    async create({ name, keyHash, storeId }) {
      await db.insert(apiKey).values({ id: newId(), name, keyHash, storeId });
    },

    async find(keyHash) {
      const [row] = await db
        .update(apiKey)
        .set({ lastUsedAt: new Date() })
        .where(and(eq(apiKey.keyHash, keyHash), isNull(apiKey.revokedAt)))
        .returning({ id: apiKey.id, name: apiKey.name, storeId: apiKey.storeId });
      return row && { ...row, storeId: row.storeId ?? undefined };
    },
  };
}
