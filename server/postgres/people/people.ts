import { and, eq, isNull, max } from 'drizzle-orm';
import type { AdminPerson, PersonChange } from '../../../shared/admin-people.ts';
import type { Doing } from '../../admin/audit.ts';
import type { People } from '../../admin/people.ts';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { admin, adminSession } from '../schema.ts';
import { recordChange } from './record-change.ts';

type AdminRow = typeof admin.$inferSelect;

export function postgresPeople(db: Drizzle): People {
  return {
    list: () => readPeople(db),

    change: (id, change, by) =>
      db.transaction(async (tx) => {
        // Whoever changes people waits here for the others: two owners cannot remove each other.
        const owners = await tx
          .select({ id: admin.id })
          .from(admin)
          .where(and(eq(admin.role, 'owner'), isNull(admin.disabledAt)))
          .orderBy(admin.id)
          .for('update');
        const [person] = await tx.select().from(admin).where(eq(admin.id, id)).for('update');
        if (!person) return undefined;
        const stays = (change.role ?? person.role) === 'owner' && !isDisabled(person, change);
        if (!stays && owners.every((owner) => owner.id === id) && owners.length > 0) {
          throw new AppError('conflict', 'Somebody must be an owner: make another one first.');
        }
        await applyRole(tx, { person, change, by });
        await applyDisabled(tx, { person, change, by });
        const [saved] = await readPeople(tx, id);
        return saved;
      }),
  };
}

function isDisabled(person: AdminRow, { disabled }: PersonChange): boolean {
  return disabled ?? person.disabledAt !== null;
}

interface Step {
  person: AdminRow;
  change: PersonChange;
  by: Doing;
}

async function applyRole(tx: Drizzle, { person, change: { role }, by }: Step): Promise<void> {
  if (role === undefined || role === person.role) return;
  await tx.update(admin).set({ role }).where(eq(admin.id, person.id));
  await tx
    .update(adminSession)
    .set({ rotatedAt: new Date(0) })
    .where(eq(adminSession.adminId, person.id));
  await recordChange(tx, {
    ...by,
    action: 'people.role',
    subject: { id: person.id, name: person.email },
    before: { role: person.role },
    after: { role },
  });
}

async function applyDisabled(tx: Drizzle, { person, change, by }: Step): Promise<void> {
  const disabled = isDisabled(person, change);
  if (disabled === (person.disabledAt !== null)) return;
  await tx
    .update(admin)
    .set({ disabledAt: disabled ? new Date() : null })
    .where(eq(admin.id, person.id));
  if (disabled) await tx.delete(adminSession).where(eq(adminSession.adminId, person.id));
  await recordChange(tx, {
    ...by,
    action: disabled ? 'people.disable' : 'people.enable',
    subject: { id: person.id, name: person.email },
  });
}

async function readPeople(db: Drizzle, id?: string): Promise<AdminPerson[]> {
  const rows = await db
    .select({
      id: admin.id,
      email: admin.email,
      role: admin.role,
      createdAt: admin.createdAt,
      disabledAt: admin.disabledAt,
      lastSeenAt: max(adminSession.lastSeenAt),
    })
    .from(admin)
    .leftJoin(adminSession, eq(adminSession.adminId, admin.id))
    .where(id === undefined ? undefined : eq(admin.id, id))
    .groupBy(admin.id)
    .orderBy(admin.email);
  return rows.map(({ createdAt, disabledAt, lastSeenAt, ...person }) => ({
    ...person,
    created_at: createdAt.toISOString(),
    disabled_at: disabledAt?.toISOString() ?? null,
    last_seen_at: lastSeenAt?.toISOString() ?? null,
  }));
}
