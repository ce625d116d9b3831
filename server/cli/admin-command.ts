import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AdminRole } from '../../shared/admin-role.ts';
import { normalizeEmail } from '../admin/admins.ts';
import { hashPassword } from '../admin/password.ts';
import { postgresAdmins } from '../postgres/people/admins.ts';
import { postgresInvitations } from '../postgres/people/invitations.ts';
import { hashToken, newSecretToken } from '../shop/secret-token.ts';
import { type CommandContext, CommandError, UsageError } from './command-context.ts';

const Email = z.email();
const PASSWORD_BYTES = 15;

/**
 * `create <email>`: the password is ADMIN_PASSWORD, else one is made and printed; the role is `--role`, else owner.
 * `reset <email>`: prints a link by which they choose a new password.
 */
export async function adminCommand(args: string[], context: CommandContext): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { role: { type: 'string', default: 'owner' } },
  });
  const [action, address, ...rest] = positionals;
  if (!action || !['create', 'reset'].includes(action) || !address || rest.length > 0) {
    throw new UsageError('Say whom to make an admin, or who needs a new password.');
  }
  const email = normalizeEmail(address);
  // The first admin may be one that is no address outside of this machine: admin@localhost.
  if (action === 'reset') return printPasswordLink(email, context);
  if (!Email.safeParse(email).success) throw new UsageError(`"${address}" is no e-mail address.`);
  const role = AdminRole.safeParse(values.role);
  if (!role.success) {
    throw new UsageError(`--role is ${AdminRole.options.join(', ')}, not "${values.role}".`);
  }
  const { database, config, out } = context;
  const given = config.admin.password;
  const password = given ?? randomBytes(PASSWORD_BYTES).toString('base64url');
  const by = { actor: { kind: 'cli', name: 'aisle admin create' } } as const;
  const made = await postgresAdmins(database.db).create(email, await hashPassword(password), {
    role: role.data,
    by,
  });
  if (!made) throw new CommandError(`${email} is an admin already.`);
  out(`${email} may sign in at ${config.publicUrl}/admin as ${role.data}`);
  out(given ? 'The password is that of ADMIN_PASSWORD.' : `Password: ${password}`);
}

async function printPasswordLink(
  email: string,
  { database, config, out }: CommandContext,
): Promise<void> {
  const token = newSecretToken();
  const link = { person: { email }, tokenHash: hashToken(token), now: new Date() };
  const by = { actor: { kind: 'cli', name: 'aisle admin reset' } } as const;
  const made = await postgresInvitations(database.db).createForPassword(link, by);
  if (!made) throw new CommandError(`${email} is no admin, or is disabled.`);
  out(`${email} chooses a new password here, once, within a day:`);
  out(`${config.publicUrl}/admin/join#${token}`);
}
