import type { AdminRole } from '../../shared/admin-role.ts';
import type { Doing } from './audit.ts';

/** How people who manage this installation prove who they are. E-mail addresses are in lower case. */
export interface Admins {
  any(): Promise<boolean>;
  /** Undefined when there is none or they were disabled. */
  byEmail(email: string): Promise<Admin | undefined>;
  /** An owner when no role is given. False when the address is taken. */
  create(email: string, passwordHash: string, options?: NewAdminOptions): Promise<boolean>;
  /** Ends every session of the admin but `keepSession`, which gets another token, in the same transaction. */
  setPassword(adminId: string, passwordHash: string, options?: SetPasswordOptions): Promise<void>;
  /** The same password, hashed anew, unless it was changed meanwhile; sessions go on. */
  rehash(adminId: string, hashes: { from: string; to: string }): Promise<void>;
}

export interface NewAdminOptions {
  role?: AdminRole;
  /** Written down as `people.create`; without it nothing is written down. */
  by?: Doing;
}

export interface SetPasswordOptions {
  keepSession?: { id: string; tokenHash: Buffer };
}

export interface Admin {
  id: string;
  email: string;
  passwordHash: string;
  role: AdminRole;
}

export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
