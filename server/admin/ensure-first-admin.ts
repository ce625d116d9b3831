import { randomBytes } from 'node:crypto';
import { type Admins, normalizeEmail } from './admins.ts';
import { hashPassword } from './password.ts';

const DEFAULT_EMAIL = 'admin@localhost';

/**
 * Makes an admin when there is none: the given one, with a random password when none is given.
 * Returns what the operator must be told once, or undefined when nobody has to be told anything
 * (an admin exists, another process was faster, or the password came from the operator).
 */
export async function ensureFirstAdmin(
  admins: Admins,
  given: { email?: string; password?: string } = {},
): Promise<{ email: string; password: string } | undefined> {
  if (await admins.any()) return undefined;
  const email = normalizeEmail(given.email ?? DEFAULT_EMAIL);
  const password = given.password ?? randomBytes(15).toString('base64url');
  const created = await admins.create(email, await hashPassword(password));
  return created && given.password === undefined ? { email, password } : undefined;
}
