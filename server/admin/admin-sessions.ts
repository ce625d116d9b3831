import type { AdminRole } from '../../shared/admin.ts';

/** Who is signed in, by the SHA-256 of the token in their cookie. */
export interface AdminSessions {
  start(session: { tokenHash: Buffer; adminId: string; now: Date }): Promise<void>;
  /**
   * Undefined when there is none, it lay idle for SESSION_IDLE_MS, it is older than SESSION_LIFE_MS or the admin was
   * disabled. Counts as a sign of life.
   */
  find(tokenHash: Buffer, now: Date): Promise<AdminSessionOwner | undefined>;
  end(tokenHash: Buffer): Promise<void>;
}

export interface AdminSessionOwner {
  adminId: string;
  email: string;
  role: AdminRole;
}

export const SESSION_IDLE_MS = 30 * 60_000;
export const SESSION_LIFE_MS = 12 * 60 * 60_000;
