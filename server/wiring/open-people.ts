import { denials } from '../admin/denials.ts';
import { loginLimiter } from '../admin/login-limiter.ts';
import { postgresAdminSessions } from '../postgres/admin-sessions.ts';
import { postgresApiKeys } from '../postgres/api-keys.ts';
import { postgresAuditLog } from '../postgres/audit-log.ts';
import type { Drizzle } from '../postgres/database.ts';
import { postgresInvitations } from '../postgres/invitations.ts';
import { postgresPeople } from '../postgres/people.ts';
import type { RateLimits } from '../shop/rate-limits.ts';

/** Who may come in, and what is written down of what they do. */
export function openPeople(db: Drizzle, rateLimits: RateLimits) {
  const auditLog = postgresAuditLog(db);
  return {
    auditLog,
    denials: denials(auditLog, rateLimits),
    people: postgresPeople(db),
    invitations: postgresInvitations(db),
    sessions: postgresAdminSessions(db),
    apiKeys: postgresApiKeys(db),
    limiter: loginLimiter(rateLimits),
  };
}
