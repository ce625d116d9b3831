import { AppError } from '../errors.ts';
import type { Admins } from './admins.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { hashPassword, verifyPassword } from './password.ts';

export interface PasswordChangeAttempt {
  email: string;
  current: string;
  next: string;
  /** The session that asks; every other one of this admin ends. */
  session: Buffer;
}

/** Throws AppError `invalid_request` when the current password is wrong, `rate_limited` after too many of those. */
export async function changePassword(
  deps: { admins: Admins; limiter: LoginLimiter },
  attempt: PasswordChangeAttempt,
): Promise<void> {
  const giveBack = await deps.limiter.take([`password of ${attempt.email}`]);
  const admin = await deps.admins.byEmail(attempt.email);
  if (!admin || !(await verifyPassword(attempt.current, admin.passwordHash))) {
    throw new AppError('invalid_request', 'The current password is wrong.', {
      errors: [{ pointer: '/current_password', detail: 'is wrong' }],
    });
  }
  await giveBack();
  const hash = await hashPassword(attempt.next);
  await deps.admins.setPassword(admin.id, hash, { keepSession: attempt.session });
}
