import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Admins, SetPasswordOptions } from '../../admin/admins.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { admin, adminSession } from '../schema.ts';
import { recordChange } from './record-change.ts';

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

    create: (email, passwordHash, { role = 'owner', by } = {}) =>
      db.transaction(async (tx) => {
        const id = newId();
        const made = await tx
          .insert(admin)
          .values({ id, email, passwordHash, role })
          .onConflictDoNothing()
          .returning({ id: admin.id });
        if (made.length === 0) return false;
        const subject = { id, name: email };
        if (by)
          await recordChange(tx, { ...by, action: 'people.create', subject, after: { role } });
        return true;
      }),

    setPassword: (adminId, passwordHash, { keepSession } = {}) =>
      db.transaction(async (tx) => {
        await tx.update(admin).set({ passwordHash }).where(eq(admin.id, adminId));
        await endOtherSessions(tx, adminId, keepSession);
      }),

    async rehash(adminId, { from, to }) {
      await db
        .update(admin)
        .set({ passwordHash: to })
        .where(and(eq(admin.id, adminId), eq(admin.passwordHash, from)));
    },
  };
}

async function endOtherSessions(
  tx: Drizzle,
  adminId: string,
  kept: SetPasswordOptions['keepSession'],
): Promise<void> {
  const isMine = eq(adminSession.adminId, adminId);
  await tx.delete(adminSession).where(kept ? and(isMine, ne(adminSession.id, kept.id)) : isMine);
  if (!kept) return;
  await tx
    .update(adminSession)
    .set({ tokenHash: kept.tokenHash, previousHash: null, previousUntil: null })
    .where(and(isMine, eq(adminSession.id, kept.id)));
}
