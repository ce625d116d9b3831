import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { SystemUser } from './system-user.ts';

/** How clients reach the server: its settings and the URL that leads to it. */
export interface ListenAddress {
  settings: Record<string, string>;
  url: string;
  /** To be called when the server has stopped. */
  release(): Promise<void>;
}

const PORT = 5432;
/** The shortest limit of the systems we run on (macOS), with room for the zero at the end. */
const LONGEST_SOCKET_PATH = 103;

/** A unix socket in a folder that only `user` and root can enter; its name follows from the data folder. */
export async function socketAddress(
  dataDir: string,
  user: SystemUser | undefined,
): Promise<ListenAddress> {
  const name = `aisle-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  const folder = [os.tmpdir(), '/tmp']
    .map((parent) => path.join(parent, name))
    .find((candidate) => `${candidate}/.s.PGSQL.${PORT}`.length <= LONGEST_SOCKET_PATH);
  if (!folder) throw new EmbeddedPostgresError('The path of the temporary folder is too long.');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user) await chown(folder, user.uid, user.gid);
  await refuseForeign(folder, user);
  return {
    settings: {
      listen_addresses: '',
      unix_socket_directories: folder,
      unix_socket_permissions: '0700',
      port: String(PORT),
    },
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    release: () => rm(folder, { recursive: true, force: true }),
  };
}

/** In a temporary folder anybody may have made it before us. */
async function refuseForeign(folder: string, user: SystemUser | undefined): Promise<void> {
  const found = await lstat(folder);
  const owner = user ? user.uid >>> 0 : process.getuid?.();
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new EmbeddedPostgresError(`${folder} belongs to somebody else: remove it.`);
  }
}

/** A free loopback port and the password that the cluster was made with, for systems without unix sockets. */
export async function loopbackAddress(password: string): Promise<ListenAddress> {
  const port = await freePort();
  return {
    settings: {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      port: String(port),
    },
    url: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    release: async () => {},
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
