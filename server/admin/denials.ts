import type { RateLimits } from '../shop/rate-limits.ts';
import type { Actor } from './audit.ts';
import type { AuditLog } from './audit-log.ts';

/** Writes down that somebody was not let do something. */
export interface Denials {
  /** `route`: a method and a path with its placeholders. */
  record(actor: Actor, route: string): Promise<void>;
}

/** Nobody can fill the log with what they may not do: of one person or key, this many an hour. */
const TIMES = 100;
const SECONDS = 60 * 60;

export function denials(auditLog: AuditLog, rateLimits: RateLimits): Denials {
  const written = rateLimits.limiter({ of: 'denials of', times: TIMES, seconds: SECONDS });
  return {
    async record(actor, route) {
      if ((await written.take(`${actor.kind} ${actor.id}`)) > 0) return;
      await auditLog.record({ actor, action: 'access.deny', subject: { name: route } });
    },
  };
}
