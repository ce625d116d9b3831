import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Admins } from '../admin/admins.ts';
import { newId } from '../shop/new-id.ts';
import type { Drizzle } from './database.ts';
import { admin, adminSession } from './schema.ts';

export function postgresAdmins(db: Drizzle): Admins {
  return {
    async any() {
      const rows = await db.select({ id: admin.id }).from(admin).limit(1);
      return rows.length > 0;
    },

    async byEmail(email) {
      const [row] = await db
        .select({
          id: admin.id,
          email: admin.email,
          passwordHash: admin.passwordHash,
          role: admin.role,
        })
        .from(admin)
        .where(and(eq(admin.email, email), isNull(admin.disabledAt)));
      return row;
    },

    async create(email, passwordHash) {
      const made = await db
        .insert(admin)
        .values({ id: newId(), email, passwordHash })
        .onConflictDoNothing()
        .returning({ id: admin.id });
      return made.length > 0;
    },

    async setPassword(adminId, passwordHash, { keepSession } = {}) {
      const keep = keepSession && ne(adminSession.tokenHash, keepSession);
      await db.transaction(async (tx) => {
        await tx.update(admin).set({ passwordHash }).where(eq(admin.id, adminId));
        await tx.delete(adminSession).where(and(eq(adminSession.adminId, adminId), keep));
      });
    },

    async disable(adminId) {
      await db.transaction(async (tx) => {
        await tx.update(admin).set({ disabledAt: new Date() }).where(eq(admin.id, adminId));
        await tx.delete(adminSession).where(eq(adminSession.adminId, adminId));
      });
    },
  };
}
