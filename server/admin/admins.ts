import type { AdminRole } from '../../shared/admin.ts';

/** People who manage this installation. E-mail addresses are in lower case. */
export interface Admins {
  any(): Promise<boolean>;
  /** Undefined when there is none or they were disabled. */
  byEmail(email: string): Promise<Admin | undefined>;
  /** False when the address is taken. */
  create(email: string, passwordHash: string): Promise<boolean>;
  /** Ends every session of the admin but `keepSession` (a token's hash) in the same transaction. */
  setPassword(
    adminId: string,
    passwordHash: string,
    options?: { keepSession?: Buffer },
  ): Promise<void>;
  /** Ends every session of the admin in the same transaction. */
  disable(adminId: string): Promise<void>;
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
