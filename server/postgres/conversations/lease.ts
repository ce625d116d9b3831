import { sql } from 'drizzle-orm';

/**
 * A process that dies leaves its turns alone for this long; one that lives renews four times as often.
 * The database's clock decides, so that processes need not agree on the time.
 */
const LEASE_SECONDS = 4;

export function leaseEnd() {
  return sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`;
}

export interface LeaveGrace {
  /** How long a turn that nobody reads goes on, in milliseconds. */
  graceMs: number;
}

/** When a turn that is read now may be ended, should its reader leave. */
export function graceEnd(graceMs: number) {
  return sql<Date>`now() + make_interval(secs => ${graceMs / 1000}::double precision)`;
}
