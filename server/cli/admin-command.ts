import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { normalizeEmail } from '../admin/admins.ts';
import { hashPassword } from '../admin/password.ts';
import { postgresAdmins } from '../postgres/admins.ts';
import { type CommandContext, CommandError, UsageError } from './command-context.ts';

const Email = z.email();
const PASSWORD_BYTES = 15;

/** The password is ADMIN_PASSWORD, else one is made and printed. */
export async function adminCommand(args: string[], context: CommandContext): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [action, address, ...rest] = positionals;
  if (action !== 'create' || !address || rest.length > 0) {
    throw new UsageError('Say whom to make an admin.');
  }
  const email = normalizeEmail(address);
  if (!Email.safeParse(email).success) throw new UsageError(`"${address}" is no e-mail address.`);
  const { database, config, out } = context;
  const given = config.admin.password;
  const password = given ?? randomBytes(PASSWORD_BYTES).toString('base64url');
  const made = await postgresAdmins(database.db).create(email, await hashPassword(password));
  if (!made) throw new CommandError(`${email} is an admin already.`);
  out(`${email} may sign in at ${config.publicUrl}/admin`);
  out(given ? 'The password is that of ADMIN_PASSWORD.' : `Password: ${password}`);
}
