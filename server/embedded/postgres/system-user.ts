import { readFile, stat } from 'node:fs/promises';
import { EmbeddedPostgresError, USE_DATABASE_URL } from './embedded-postgres-error.ts';

/** Who Postgres runs as when it cannot run as ourselves. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

const PREFERRED = ['postgres', '_postgres', 'nobody'];

/**
 * Postgres refuses to run as root, and initdb wants a user that the system knows by name. An existing cluster goes on
 * as the user who owns it. Undefined: run as ourselves.
 */
export async function postgresUser(clusterFolder: string): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = parsePasswd(await readFile('/etc/passwd', 'utf8'));
  const owner = await stat(clusterFolder).catch(() => undefined);
  const user =
    users.find(({ uid }) => uid === owner?.uid) ??
    PREFERRED.map((name) => users.find((user) => user.name === name)).find(Boolean) ??
    users[0];
  if (!user) {
    throw new EmbeddedPostgresError(
      `Postgres does not run as root and there is no other user here: add one, or ${USE_DATABASE_URL}.`,
    );
  }
  return user;
}

/** The users of a passwd file that are not root. */
export function parsePasswd(text: string): SystemUser[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(
      ({ name, uid, gid }) => name && Number.isInteger(gid) && Number.isInteger(uid) && uid !== 0,
    );
}
