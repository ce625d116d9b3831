import { and, desc, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { AdminInvitation } from '../../../shared/admin-people.ts';
import { INVITATION_LIFE_MS, type Invitations } from '../../admin/invitations.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { admin, adminInvitation } from '../schema.ts';
import { recordChange } from './record-change.ts';

const { tokenHash: hash, usedAt, revokedAt, expiresAt } = adminInvitation;

export function postgresInvitations(db: Drizzle): Invitations {
  return {
    create: ({ email, role, tokenHash, now }, by) =>
      db.transaction(async (tx) => {
        const [taken] = await tx.select({ id: admin.id }).from(admin).where(eq(admin.email, email));
        if (taken)
          throw new AppError('conflict', 'Somebody with this address is an admin already.');
        await tx
          .update(adminInvitation)
          .set({ revokedAt: now })
          .where(and(eq(adminInvitation.email, email), isOpen(now)));
        const [made] = await tx
          .insert(adminInvitation)
          .values({
            id: newId(),
            email,
            role,
            tokenHash,
            invitedBy: by.actor.name,
            createdAt: now,
            expiresAt: new Date(now.getTime() + INVITATION_LIFE_MS),
          })
          .returning();
        if (!made) throw new Error('an insert gave no row back');
        const subject = { id: made.id, name: email };
        await recordChange(tx, { ...by, action: 'people.invite', subject, after: { role } });
        return shownInvitation(made);
      }),

    async list(now) {
      const rows = await db
        .select()
        .from(adminInvitation)
        .where(isOpen(now))
        .orderBy(desc(adminInvitation.createdAt), desc(adminInvitation.id));
      return rows.map(shownInvitation);
    },

    revoke: (id, { now, ...by }) =>
      db.transaction(async (tx) => {
        const [revoked] = await tx
          .update(adminInvitation)
          .set({ revokedAt: now })
          .where(and(eq(adminInvitation.id, id), isOpen(now)))
          .returning();
        if (!revoked) return false;
        const subject = { id, name: revoked.email };
        await recordChange(tx, { ...by, action: 'people.uninvite', subject });
        return true;
      }),

    async find(tokenHash, now) {
      const [row] = await db
        .select({ email: adminInvitation.email, role: adminInvitation.role })
        .from(adminInvitation)
        .where(and(eq(hash, tokenHash), isOpen(now)));
      return row;
    },

    accept: (tokenHash, { passwordHash, now }) =>
      db.transaction(async (tx) => {
        const [used] = await tx
          .update(adminInvitation)
          .set({ usedAt: now })
          .where(and(eq(hash, tokenHash), isOpen(now)))
          .returning();
        if (!used) return undefined;
        const { email, role } = used;
        const [made] = await tx
          .insert(admin)
          .values({ id: newId(), email, role, passwordHash })
          .onConflictDoNothing()
          .returning({ id: admin.id });
        if (!made)
          throw new AppError('conflict', 'Somebody with this address is an admin already.');
        await recordChange(tx, {
          actor: { kind: 'person', id: made.id, name: email },
          action: 'people.join',
          subject: { id: made.id, name: email },
          after: { role },
        });
        return { id: made.id, email, role, passwordHash };
      }),
  };
}

function isOpen(now: Date): SQL | undefined {
  return and(isNull(usedAt), isNull(revokedAt), gt(expiresAt, now));
}

function shownInvitation(row: typeof adminInvitation.$inferSelect): AdminInvitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invited_by: row.invitedBy,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}
