import type { Database } from './database.ts';
import { pendingMigrations } from './migrate.ts';

export interface DatabaseCheck {
  /** It answers, and takes changes: a standby does not. */
  ok: boolean;
  /** Every migration of this version has been applied. */
  migrated: boolean;
}

/** Answers within the time limit of a query, whatever happens. */
export async function checkDatabase({ sql }: Database): Promise<DatabaseCheck> {
  try {
    const [answers, pending] = await Promise.all([
      sql`select current_setting('transaction_read_only') = 'off' as writable`,
      pendingMigrations(sql),
    ]);
    return { ok: answers[0]?.writable === true, migrated: pending.length === 0 };
  } catch {
    return { ok: false, migrated: false };
  }
}
