import { AppError } from '../errors.ts';
import { hashToken, newSecretToken } from '../shop/secret-token.ts';
import type { Admins } from './admins.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { hashPassword, verifyPassword } from './password.ts';

export interface PasswordChangeAttempt {
  email: string;
  current: string;
  next: string;
  /** The id of the session that asks; every other one of this admin ends. */
  session: string;
  /** The client's IPv4 address or IPv6 /64. */
  network: string;
}

/**
 * Gives back the session's new token: one that somebody copied is good for nothing any more. Throws AppError
 * `invalid_request` when the current password is wrong, `rate_limited` after too many of those.
 */
export async function changePassword(
  deps: { admins: Admins; limiter: LoginLimiter },
  { email, current, next, session, network }: PasswordChangeAttempt,
): Promise<string> {
  const names = [`password change from ${network}`, `password of ${email}`];
  const giveBack = await deps.limiter.take(names);
  const admin = await deps.admins.byEmail(email);
  if (!admin || !(await verifyPassword(current, admin.passwordHash))) {
    throw new AppError('invalid_request', 'The current password is wrong.', {
      errors: [{ pointer: '/current_password', detail: 'is wrong' }],
    });
  }
  await giveBack();
  const hash = await hashPassword(next);
  const token = newSecretToken();
  const keepSession = { id: session, tokenHash: hashToken(token) };
  await deps.admins.setPassword(admin.id, hash, { keepSession });
  return token;
}
