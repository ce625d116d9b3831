import { and, desc, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { AdminInvitation, LinkPurpose } from '../../../shared/admin-people.ts';
import type { AdminRole } from '../../../shared/admin-role.ts';
import type { Admin } from '../../admin/admins.ts';
import type { Doing } from '../../admin/audit.ts';
import {
  INVITATION_LIFE_MS,
  type Invitations,
  PASSWORD_LINK_LIFE_MS,
} from '../../admin/invitations.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { admin, adminInvitation, adminSession } from '../schema.ts';
import { recordChange } from './record-change.ts';

const { tokenHash: hash, usedAt, revokedAt, expiresAt } = adminInvitation;

export function postgresInvitations(db: Drizzle): Invitations {
  return {
    create: ({ email, role, tokenHash, now }, by) =>
      db.transaction(async (tx) => {
        const [taken] = await tx.select({ id: admin.id }).from(admin).where(eq(admin.email, email));
        if (taken)
          throw new AppError('conflict', 'Somebody with this address is an admin already.');
        const made = await makeLink(tx, {
          email,
          role,
          tokenHash,
          now,
          by,
          lifeMs: INVITATION_LIFE_MS,
        });
        const subject = { id: made.id, name: email };
        await recordChange(tx, { ...by, action: 'people.invite', subject, after: { role } });
        return shownInvitation(made);
      }),

    createForPassword: ({ person, tokenHash, now }, by) =>
      db.transaction(async (tx) => {
        const isThem = 'id' in person ? eq(admin.id, person.id) : eq(admin.email, person.email);
        const [found] = await tx
          .select()
          .from(admin)
          .where(and(isThem, isNull(admin.disabledAt)));
        if (!found) return undefined;
        const { id: adminId, email, role } = found;
        const lifeMs = PASSWORD_LINK_LIFE_MS;
        const made = await makeLink(tx, { adminId, email, role, tokenHash, now, by, lifeMs });
        const subject = { id: adminId, name: email };
        await recordChange(tx, { ...by, action: 'people.password_link', subject });
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
        .select({
          email: adminInvitation.email,
          role: adminInvitation.role,
          adminId: adminInvitation.adminId,
        })
        .from(adminInvitation)
        .where(and(eq(hash, tokenHash), isOpen(now)));
      return row && { purpose: purposeOf(row), email: row.email, role: row.role };
    },

    accept: (tokenHash, { passwordHash, now }) =>
      db.transaction(async (tx) => {
        const [used] = await tx
          .update(adminInvitation)
          .set({ usedAt: now })
          .where(and(eq(hash, tokenHash), isOpen(now)))
          .returning();
        if (!used) return undefined;
        if (used.adminId !== null) return await givePassword(tx, used.adminId, passwordHash);
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

interface Link {
  adminId?: string;
  email: string;
  role: AdminRole;
  tokenHash: Buffer;
  now: Date;
  lifeMs: number;
  by: Doing;
}

/** In place of those for the same address that are open. */
async function makeLink(
  tx: Drizzle,
  { now, lifeMs, by, ...link }: Link,
): Promise<typeof adminInvitation.$inferSelect> {
  await tx
    .update(adminInvitation)
    .set({ revokedAt: now })
    .where(and(eq(adminInvitation.email, link.email), isOpen(now)));
  const [made] = await tx
    .insert(adminInvitation)
    .values({
      ...link,
      id: newId(),
      invitedBy: by.actor.name,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifeMs),
    })
    .returning();
  if (!made) throw new Error('an insert gave no row back');
  return made;
}

/** Undefined when they were disabled meanwhile. */
async function givePassword(
  tx: Drizzle,
  adminId: string,
  passwordHash: string,
): Promise<Admin | undefined> {
  const [changed] = await tx
    .update(admin)
    .set({ passwordHash })
    .where(and(eq(admin.id, adminId), isNull(admin.disabledAt)))
    .returning({ id: admin.id, email: admin.email, role: admin.role });
  if (!changed) return undefined;
  await tx.delete(adminSession).where(eq(adminSession.adminId, adminId));
  const subject = { id: adminId, name: changed.email };
  const actor = { kind: 'person', id: adminId, name: changed.email } as const;
  await recordChange(tx, { actor, action: 'people.password', subject });
  return { ...changed, passwordHash };
}

function purposeOf({ adminId }: { adminId: string | null }): LinkPurpose {
  return adminId === null ? 'join' : 'password';
}

function isOpen(now: Date): SQL | undefined {
  return and(isNull(usedAt), isNull(revokedAt), gt(expiresAt, now));
}

function shownInvitation(row: typeof adminInvitation.$inferSelect): AdminInvitation {
  return {
    id: row.id,
    purpose: purposeOf(row),
    email: row.email,
    role: row.role,
    invited_by: row.invitedBy,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}
