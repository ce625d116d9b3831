import { and, desc, eq, gt, isNull, lt, lte, or, type SQL } from 'drizzle-orm';
import {
  type AdminSessions,
  SESSION_IDLE_MS,
  SESSION_LIFE_MS,
  TOKEN_LIFE_MS,
  TOKEN_OVERLAP_MS,
} from '../../admin/admin-sessions.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { admin, adminSession } from '../schema.ts';

/** A sign of life is written at most this often, so that reading pages does not mean writing rows. */
const TOUCH_EVERY_MS = 60_000;

const { tokenHash: hash, previousHash, previousUntil, lastSeenAt, expiresAt } = adminSession;

export function postgresAdminSessions(db: Drizzle): AdminSessions {
  return {
    async start({ now, provenHash, ...session }) {
      const end = new Date(now.getTime() + SESSION_LIFE_MS);
      return await db.transaction(async (tx) => {
        await tx.delete(adminSession).where(lt(expiresAt, now));
        const isProven = provenHash === undefined ? undefined : eq(admin.passwordHash, provenHash);
        // Whoever changes the password or disables the admin waits for this, or this for them.
        const owners = await tx
          .select({ id: admin.id })
          .from(admin)
          .where(and(eq(admin.id, session.adminId), isNull(admin.disabledAt), isProven))
          .for('share');
        if (owners.length === 0) return false;
        await tx.insert(adminSession).values({
          ...session,
          id: newId(),
          createdAt: now,
          lastSeenAt: now,
          rotatedAt: now,
          expiresAt: end,
        });
        return true;
      });
    },

    async find(shown, now) {
      const [row] = await db
        .select({
          adminId: admin.id,
          email: admin.email,
          role: admin.role,
          session: adminSession,
        })
        .from(adminSession)
        .innerJoin(admin, eq(admin.id, adminSession.adminId))
        .where(and(hasToken(shown, now), isAlive(now), isNull(admin.disabledAt)));
      if (!row) return undefined;
      const { session, ...owner } = row;
      const marks = marksOf(session, { shown, now });
      if (marks) await db.update(adminSession).set(marks).where(eq(adminSession.id, session.id));
      return {
        ...owner,
        sessionId: session.id,
        rotationIsDue: isRotationDue(session, { shown, now }),
      };
    },

    async rotate(sessionId, { shown, next, now }) {
      const rotated = await db
        .update(adminSession)
        .set({ tokenHash: next, previousHash: shown, previousUntil: null, rotatedAt: now })
        .where(
          and(
            eq(adminSession.id, sessionId),
            hasToken(shown, now),
            lte(adminSession.rotatedAt, new Date(now.getTime() - TOKEN_OVERLAP_MS)),
          ),
        )
        .returning({ id: adminSession.id });
      return rotated.length > 0;
    },

    list: (adminId, now) =>
      db
        .select({
          id: adminSession.id,
          createdAt: adminSession.createdAt,
          lastSeenAt,
          network: adminSession.network,
          userAgent: adminSession.userAgent,
        })
        .from(adminSession)
        .where(and(eq(adminSession.adminId, adminId), isAlive(now)))
        .orderBy(desc(adminSession.createdAt), desc(adminSession.id)),

    async end(adminId, sessionId) {
      const ended = await db
        .delete(adminSession)
        .where(and(eq(adminSession.adminId, adminId), eq(adminSession.id, sessionId)))
        .returning({ id: adminSession.id });
      return ended.length > 0;
    },

    async endWithToken(shown) {
      await db.delete(adminSession).where(or(eq(hash, shown), eq(previousHash, shown)));
    },

    async endAll(adminId) {
      await db.delete(adminSession).where(eq(adminSession.adminId, adminId));
    },
  };
}

function hasToken(shown: Buffer, now: Date): SQL | undefined {
  const stillGood = or(isNull(previousUntil), gt(previousUntil, now));
  return or(eq(hash, shown), and(eq(previousHash, shown), stillGood));
}

function isAlive(now: Date): SQL | undefined {
  return and(gt(lastSeenAt, new Date(now.getTime() - SESSION_IDLE_MS)), gt(expiresAt, now));
}

type SessionRow = typeof adminSession.$inferSelect;

/** What this request leaves on the session; undefined when that is nothing. */
function marksOf(session: SessionRow, { shown, now }: { shown: Buffer; now: Date }) {
  const hasArrived =
    session.previousHash !== null &&
    session.previousUntil === null &&
    session.tokenHash.equals(shown);
  const wasLongAway = now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS;
  if (!hasArrived && !wasLongAway) return undefined;
  return {
    lastSeenAt: now,
    ...(hasArrived && { previousUntil: new Date(now.getTime() + TOKEN_OVERLAP_MS) }),
  };
}

/** After its time, or when the browser never showed the token that it was last given. */
function isRotationDue(session: SessionRow, { shown, now }: { shown: Buffer; now: Date }): boolean {
  const age = now.getTime() - session.rotatedAt.getTime();
  if (session.tokenHash.equals(shown)) return age >= TOKEN_LIFE_MS;
  return session.previousUntil === null && age >= TOKEN_OVERLAP_MS;
}
