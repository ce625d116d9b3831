import type { AdminInvitation, OpenInvitation } from '../../shared/admin-people.ts';
import type { AdminRole } from '../../shared/admin-role.ts';
import type { Admin } from './admins.ts';
import type { Doing } from './audit.ts';

/**
 * Links by which people become admins, or admins choose a new password, known by the SHA-256 of their tokens. One is open
 * until it was used, revoked, or INVITATION_LIFE_MS (PASSWORD_LINK_LIFE_MS) went by.
 */
export interface Invitations {
  /** Takes the place of an open one for the same address. Throws AppError `conflict` when an admin has the address. */
  create(invitation: NewInvitation, by: Doing): Promise<AdminInvitation>;
  /**
   * A link by which an admin chooses a new password; takes the place of an open one. Until it is used the old password
   * holds. Undefined when there is no such person, or they are disabled.
   */
  createForPassword(link: PasswordLink, by: Doing): Promise<AdminInvitation | undefined>;
  /** Open ones, newest first. */
  list(now: Date): Promise<AdminInvitation[]>;
  /** False when there is no open one with this id. */
  revoke(id: string, at: Doing & { now: Date }): Promise<boolean>;
  /** Undefined when none is open. */
  find(tokenHash: Buffer, now: Date): Promise<OpenInvitation | undefined>;
  /**
   * Makes the admin, or gives them the password and ends all their sessions. Undefined when none is open: of many at once,
   * one gets through.
   */
  accept(tokenHash: Buffer, by: { passwordHash: string; now: Date }): Promise<Admin | undefined>;
}

export interface NewInvitation {
  email: string;
  role: AdminRole;
  tokenHash: Buffer;
  now: Date;
}

/** Whose password it is, by id or by address. */
export interface PasswordLink {
  person: { id: string } | { email: string };
  tokenHash: Buffer;
  now: Date;
}

export const PASSWORD_LINK_LIFE_MS = 24 * 60 * 60_000;
export const INVITATION_LIFE_MS = 7 * 24 * 60 * 60_000;
