import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { type AdminSessions, SESSION_IDLE_MS, SESSION_LIFE_MS } from '../admin/admin-sessions.ts';
import type { Drizzle } from './database.ts';
import { admin, adminSession } from './schema.ts';

/** A sign of life is written at most this often, so that reading pages does not mean writing rows. */
const TOUCH_EVERY_MS = 60_000;

export function postgresAdminSessions(db: Drizzle): AdminSessions {
  return {
    async start({ tokenHash, adminId, now }) {
      const expiresAt = new Date(now.getTime() + SESSION_LIFE_MS);
      await db.transaction(async (tx) => {
        await tx.delete(adminSession).where(lt(adminSession.expiresAt, now));
        await tx
          .insert(adminSession)
          .values({ tokenHash, adminId, createdAt: now, lastSeenAt: now, expiresAt });
      });
    },

    async find(tokenHash, now) {
      const [row] = await db
        .select({
          adminId: admin.id,
          email: admin.email,
          role: admin.role,
          lastSeenAt: adminSession.lastSeenAt,
        })
        .from(adminSession)
        .innerJoin(admin, eq(admin.id, adminSession.adminId))
        .where(
          and(
            eq(adminSession.tokenHash, tokenHash),
            gt(adminSession.lastSeenAt, new Date(now.getTime() - SESSION_IDLE_MS)),
            gt(adminSession.expiresAt, now),
            isNull(admin.disabledAt),
          ),
        );
      if (!row) return undefined;
      if (now.getTime() - row.lastSeenAt.getTime() > TOUCH_EVERY_MS) {
        await db
          .update(adminSession)
          .set({ lastSeenAt: now })
          .where(eq(adminSession.tokenHash, tokenHash));
      }
      return { adminId: row.adminId, email: row.email, role: row.role };
    },

    async end(tokenHash) {
      await db.delete(adminSession).where(eq(adminSession.tokenHash, tokenHash));
    },
  };
}
