import type { Database } from './database.ts';
import { pendingMigrations } from './migrate.ts';

export interface DatabaseCheck {
  ok: boolean;
  /** Every migration of this version has been applied. */
  migrated: boolean;
}

/** Answers within the time limit of a query, whatever happens. */
export async function checkDatabase({ sql }: Database): Promise<DatabaseCheck> {
  try {
    const pending = await pendingMigrations(sql);
    return { ok: true, migrated: pending.length === 0 };
  } catch {
    return { ok: false, migrated: false };
  }
}
