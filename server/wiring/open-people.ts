import { denials } from '../admin/denials.ts';
import { loginLimiter } from '../admin/login-limiter.ts';
import type { Drizzle } from '../postgres/connection/database.ts';
import { postgresAdminSessions } from '../postgres/people/admin-sessions.ts';
import { postgresApiKeys } from '../postgres/people/api-keys.ts';
import { postgresAuditLog } from '../postgres/people/audit-log.ts';
import { postgresInvitations } from '../postgres/people/invitations.ts';
import { postgresPeople } from '../postgres/people/people.ts';
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
