import type { AdminRole } from '../../shared/admin-role.ts';

/** Who is signed in, by the SHA-256 of the token in their cookie. */
export interface AdminSessions {
  /**
   * False when the admin was disabled, or got another password than `provenHash` is of, since that was looked at: a
   * change of password ends every session, also one that is just being started with the old one.
   */
  start(session: NewSession): Promise<boolean>;
  /**
   * Undefined when there is none, it lay idle for SESSION_IDLE_MS, it is older than SESSION_LIFE_MS or the admin was
   * disabled. Counts as a sign of life. The token before the last rotation is good until TOKEN_OVERLAP_MS after the new
   * one was first seen: requests may cross the answer that brings it, and an answer may never arrive.
   */
  find(tokenHash: Buffer, now: Date): Promise<AdminSessionOwner | undefined>;
  /** Gives the session a new token instead of the one shown. False when another request was faster. */
  rotate(sessionId: string, tokens: { shown: Buffer; next: Buffer; now: Date }): Promise<boolean>;
  /** Those of one admin that are not over, newest first. */
  list(adminId: string, now: Date): Promise<AdminSessionInfo[]>;
  /** False when this admin has no such session. */
  end(adminId: string, sessionId: string): Promise<boolean>;
  endWithToken(tokenHash: Buffer): Promise<void>;
  /** Log out everywhere. */
  endAll(adminId: string): Promise<void>;
}

export interface NewSession {
  tokenHash: Buffer;
  adminId: string;
  /** The hash of the password that was typed; absent when none was. */
  provenHash?: string;
  now: Date;
  /** An IPv4 address or an IPv6 /64. */
  network: string;
  userAgent?: string;
}

export interface AdminSessionOwner {
  sessionId: string;
  adminId: string;
  email: string;
  role: AdminRole;
  /** It is time for another token. */
  rotationIsDue: boolean;
}

export interface AdminSessionInfo {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  network: string | null;
  userAgent: string | null;
}

export const SESSION_IDLE_MS = 30 * 60_000;
export const SESSION_LIFE_MS = 12 * 60 * 60_000;
export const TOKEN_LIFE_MS = 60 * 60_000;
export const TOKEN_OVERLAP_MS = 60_000;
