import { AppError } from '../errors.ts';
import { hashToken } from '../shop/secret-token.ts';
import type { Invitations } from './invitations.ts';
import type { LoginLimiter } from './login-limiter.ts';
import { hashPassword } from './password.ts';
import { type SignedIn, type SignInDeps, startSession, type Visit } from './sign-in.ts';

export interface JoinDeps extends SignInDeps {
  invitations: Invitations;
  limiter: LoginLimiter;
}

/**
 * Makes an admin of whoever was invited, or gives one a new password, and signs them in. Throws AppError `not_found` with the same words for a link
 * that never was, was used or revoked, or is too old, `conflict` when the address became an admin's meanwhile, and
 * `rate_limited` after too many tries from one network.
 */
export async function join(
  deps: JoinDeps,
  { token, password, ...visit }: Visit & { token: string; password: string },
): Promise<SignedIn> {
  const giveBack = await deps.limiter.take([`joining from ${visit.network}`]);
  // Before the password is hashed: that costs more than a look.
  await findInvitation(deps, token);
  const now = deps.clock.now();
  const passwordHash = await hashPassword(password);
  const admin = await deps.invitations.accept(hashToken(token), { passwordHash, now });
  if (!admin) throw noInvitation();
  await giveBack();
  return startSession(deps, admin, visit);
}

/** Whom a link is for. Throws AppError `not_found` when it is not open. */
export async function findInvitation(
  { invitations, clock }: Pick<JoinDeps, 'invitations' | 'clock'>,
  token: string,
) {
  const found = await invitations.find(hashToken(token), clock.now());
  if (!found) throw noInvitation();
  return found;
}

function noInvitation(): AppError {
  return new AppError('not_found', 'This link was used or revoked, or is too old.');
}
