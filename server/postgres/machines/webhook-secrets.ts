import { randomBytes } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import { MOST_SECRETS, type WebhookSecrets } from '../../admin/webhook-secrets.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { recordChange } from '../people/record-change.ts';
import { webhookSecret } from '../schema.ts';

/** 24 to 64 by the rules of Standard Webhooks. */
const SECRET_BYTES = 32;

export function postgresWebhookSecrets(db: Drizzle): WebhookSecrets {
  const columns = {
    id: webhookSecret.id,
    secret: webhookSecret.secret,
    createdAt: webhookSecret.createdAt,
  };
  return {
    list: (storeId) =>
      db
        .select(columns)
        .from(webhookSecret)
        .where(eq(webhookSecret.storeId, storeId))
        .orderBy(desc(webhookSecret.createdAt), desc(webhookSecret.id)),

    add: (storeId, actor) =>
      db.transaction(async (tx) => {
        // Two that are made at once count each other.
        await tx.execute(sql`select from store where id = ${storeId} for no key update`);
        const present = await tx
          .select({ id: webhookSecret.id })
          .from(webhookSecret)
          .where(eq(webhookSecret.storeId, storeId));
        if (present.length >= MOST_SECRETS) {
          const detail = `A store has at most ${MOST_SECRETS} secrets; delete one first.`;
          throw new AppError('conflict', detail);
        }
        const added = { id: newId(), storeId, secret: randomBytes(SECRET_BYTES) };
        const [row] = await tx.insert(webhookSecret).values(added).returning(columns);
        await recordChange(tx, { actor, ...recorded('create', storeId, added.id) });
        return row!;
      }),

    remove: (storeId, secretId, actor) =>
      db.transaction(async (tx) => {
        const removed = await tx
          .delete(webhookSecret)
          .where(and(eq(webhookSecret.storeId, storeId), eq(webhookSecret.id, secretId)))
          .returning({ id: webhookSecret.id });
        if (removed.length === 0) return false;
        await recordChange(tx, { actor, ...recorded('delete', storeId, secretId) });
        return true;
      }),
  };
}

/** That it happened, never the secret. */
function recorded(what: 'create' | 'delete', storeId: string, id: string) {
  const action = `webhook_secret.${what}` as const;
  return { action, storeId, subject: { id, name: 'webhook secret' } };
}
