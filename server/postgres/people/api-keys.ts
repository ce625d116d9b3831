import { and, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { AdminKey } from '../../../shared/admin-people.ts';
import { type ApiKeys, MOST_KEYS } from '../../admin/api-keys.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { apiKey, store } from '../schema.ts';
import { recordChange } from './record-change.ts';

/** A use is written at most this often: a machine may ask a hundred times a second. */
const TOUCH_EVERY_MS = 60_000;

export function postgresApiKeys(db: Drizzle): ApiKeys {
  return {
    create: (fresh, by) =>
      db.transaction(async (tx) => {
        const id = newId();
        await tx.insert(apiKey).values({ id, ...fresh });
        const [made] = await readKeys(tx, id);
        if (!made) throw new Error('an insert gave no row back');
        await recordChange(tx, {
          ...by,
          action: 'key.create',
          subject: { id, name: fresh.name },
          after: { store: made.store, scopes: made.scopes, expires_at: made.expires_at },
        });
        return made;
      }),

    async find(keyHash, now) {
      const [row] = await db
        .select({
          id: apiKey.id,
          name: apiKey.name,
          storeId: apiKey.storeId,
          scopes: apiKey.scopes,
          lastUsedAt: apiKey.lastUsedAt,
        })
        .from(apiKey)
        .where(
          and(
            eq(apiKey.keyHash, keyHash),
            isNull(apiKey.revokedAt),
            or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, now)),
          ),
        );
      if (!row) return undefined;
      const { lastUsedAt, storeId, ...key } = row;
      if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > TOUCH_EVERY_MS) {
        await db.update(apiKey).set({ lastUsedAt: now }).where(eq(apiKey.id, key.id));
      }
      return { ...key, storeId: storeId ?? undefined };
    },

    list: () => readKeys(db),

    revoke: (id, by) =>
      db.transaction(async (tx) => {
        const [revoked] = await tx
          .update(apiKey)
          .set({ revokedAt: new Date() })
          .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
          .returning({ name: apiKey.name });
        if (!revoked) return false;
        const subject = { id, name: revoked.name };
        await recordChange(tx, { ...by, action: 'key.revoke', subject });
        return true;
      }),
  };
}

async function readKeys(db: Drizzle, id?: string): Promise<AdminKey[]> {
  const rows = await db
    .select({ key: apiKey, store: store.key })
    .from(apiKey)
    .leftJoin(store, eq(store.id, apiKey.storeId))
    .where(id === undefined ? undefined : eq(apiKey.id, id))
    .orderBy(desc(apiKey.createdAt), desc(apiKey.id))
    .limit(MOST_KEYS);
  return rows.map(({ key, store: storeKey }) => ({
    id: key.id,
    name: key.name,
    store: storeKey,
    scopes: key.scopes,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
  }));
}
