import { sql } from 'drizzle-orm';

/**
 * A process that dies leaves its turns alone for this long; one that lives renews four times as often.
 * The database's clock decides, so that processes need not agree on the time.
 */
const LEASE_SECONDS = 4;

export function leaseEnd() {
  return sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`;
}
