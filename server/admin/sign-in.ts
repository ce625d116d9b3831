import type { AdminRole } from '../../shared/admin-role.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';
import { hashToken, newSecretToken } from '../shop/secret-token.ts';
import type { AdminSessions } from './admin-sessions.ts';
import { type Admin, type Admins, normalizeEmail } from './admins.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { HASH_OF_NOBODY, hashPassword, isOutdated, verifyPassword } from './password.ts';

export interface SignInDeps {
  admins: Admins;
  sessions: AdminSessions;
  limiter: LoginLimiter;
  clock: Clock;
}

/** From where somebody comes. */
export interface Visit {
  /** The client's IPv4 address or IPv6 /64. */
  network: string;
  userAgent?: string;
}

export interface SignInAttempt extends Visit {
  email: string;
  password: string;
}

/** A new session: its token and whose it is. */
export interface SignedIn {
  token: string;
  email: string;
  role: AdminRole;
}

/**
 * Throws AppError `unauthorized` with the same words and after the same work for an unknown address and a wrong
 * password, and `rate_limited` after too many of them. A password that was hashed with less work than today is hashed
 * anew.
 */
export async function signIn(
  deps: SignInDeps,
  { email: address, password, ...visit }: SignInAttempt,
): Promise<SignedIn> {
  const email = normalizeEmail(address);
  const giveBack = await deps.limiter.take([`network ${visit.network}`, `account ${email}`]);
  const admin = await deps.admins.byEmail(email);
  const right = await verifyPassword(password, admin?.passwordHash ?? HASH_OF_NOBODY);
  if (!admin || !right) throw wrongPassword();
  await giveBack();
  const signedIn = await startSession(deps, admin, visit);
  if (isOutdated(admin.passwordHash)) {
    const to = await hashPassword(password);
    await deps.admins.rehash(admin.id, { from: admin.passwordHash, to });
  }
  return signedIn;
}

function wrongPassword(): AppError {
  return new AppError('unauthorized', 'E-mail or password is wrong.');
}

const USER_AGENT_SHOWN = 300;

/** Throws AppError `unauthorized` when the password is no longer the one of `passwordHash`. */
export async function startSession(
  { sessions, clock }: Pick<SignInDeps, 'sessions' | 'clock'>,
  { id, email, role, passwordHash }: Admin,
  { network, userAgent }: Visit,
): Promise<SignedIn> {
  const token = newSecretToken();
  const isStarted = await sessions.start({
    tokenHash: hashToken(token),
    adminId: id,
    provenHash: passwordHash,
    now: clock.now(),
    network,
    userAgent: userAgent?.slice(0, USER_AGENT_SHOWN),
  });
  if (!isStarted) throw wrongPassword();
  return { token, email, role };
}
