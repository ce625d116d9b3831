import type { AdminRole } from '../../shared/admin.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';
import { hashToken, newSecretToken } from '../shop/secret-token.ts';
import type { AdminSessions } from './admin-sessions.ts';
import { type Admins, normalizeEmail } from './admins.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { HASH_OF_NOBODY, verifyPassword } from './password.ts';

export interface SignInDeps {
  admins: Admins;
  sessions: AdminSessions;
  limiter: LoginLimiter;
  clock: Clock;
}

export interface SignInAttempt {
  email: string;
  password: string;
  /** The client's IPv4 address or IPv6 /64. */
  network: string;
}

/**
 * A new session: its token and whose it is. Throws AppError `unauthorized` with the same words and after the same
 * work for an unknown address and a wrong password, and `rate_limited` after too many of them.
 */
export async function signIn(
  deps: SignInDeps,
  attempt: SignInAttempt,
): Promise<{ token: string; email: string; role: AdminRole }> {
  const email = normalizeEmail(attempt.email);
  const giveBack = await deps.limiter.take([`network ${attempt.network}`, `account ${email}`]);
  const admin = await deps.admins.byEmail(email);
  const right = await verifyPassword(attempt.password, admin?.passwordHash ?? HASH_OF_NOBODY);
  if (!admin || !right) throw new AppError('unauthorized', 'E-mail or password is wrong.');
  await giveBack();
  const token = newSecretToken();
  await deps.sessions.start({
    tokenHash: hashToken(token),
    adminId: admin.id,
    now: deps.clock.now(),
  });
  return { token, email: admin.email, role: admin.role };
}
