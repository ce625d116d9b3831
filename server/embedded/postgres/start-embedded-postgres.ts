import { access, constants, mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterFolder, openCluster } from './cluster.ts';
import { type LockHolder, lockDataDir, lockHolder } from './data-dir-lock.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findBinaries } from './find-binaries.ts';
import { keepRunning } from './keep-running.ts';
import { type ListenAddress, loopbackAddress, socketAddress } from './listen-address.ts';
import type { ServerOptions } from './server-process.ts';
import { sharedBuffers } from './shared-buffers.ts';
import { postgresUser } from './system-user.ts';
import { usableBinaries } from './usable-binaries.ts';

/** A Postgres of our own. When it dies by itself it is started again, at the same URL. */
export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** DATA_DIR; the cluster lies in its folder `postgres`. */
  dataDir: string;
  /** Hears what the server logs, line by line. */
  log?: (line: string) => void;
  /** What a second start reads of us: a URL or a command. */
  name?: string;
  /** True: when another process runs the database of this folder, use that one instead of refusing. */
  share?: boolean;
  /** Postgres settings beside the usual ones. */
  settings?: Record<string, string>;
  transport?: 'socket' | 'loopback';
}

/** Its log speaks of the server only: errors of statements go to whoever sent them, and may quote people's data. */
const SETTINGS = {
  max_connections: '60',
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_line_prefix: '',
  // A new shop's first questions make plans while its tables are empty, which are kept until these are counted: by
  // default a minute later, in which a busy one would read whole tables for each answer.
  autovacuum_naptime: '5s',
};

/**
 * Starts the Postgres that npm installed on the files in `dataDir`, making them when there are none.
 * Throws EmbeddedPostgresError, also when another Aisle uses the folder and `share` is not set.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDir = await openDataDir(options.dataDir);
  const result = await lockDataDir(dataDir, options.name ?? 'aisle');
  if ('holder' in result) return await useOther(result.holder, dataDir, options.share === true);
  const { lock } = result;
  try {
    const { server, address } = await prepareServer(dataDir, options);
    const stopServer = await keepRunning(server);
    await lock.announceDatabase(address.url);
    return {
      url: address.url,
      async stop() {
        await stopServer();
        await address.release();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    const folder = path.resolve(dataDir);
    throw new EmbeddedPostgresError(
      `${folder} cannot be used (${(error as Error).message}): set DATA_DIR to a folder that Aisle may write to.`,
      error,
    );
  }
}

/** The holder may still be starting. */
const SHARE_LIMIT_MS = 30_000;

async function useOther(
  holder: LockHolder,
  dataDir: string,
  share: boolean,
): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + SHARE_LIMIT_MS;
  let current: LockHolder | undefined = holder;
  while (share && current && Date.now() < deadline) {
    if (current.databaseUrl) return { url: current.databaseUrl, stop: async () => {} };
    await sleep(50);
    current = await lockHolder(dataDir);
  }
  throw new EmbeddedPostgresError(
    `Aisle already runs in ${dataDir} (pid ${holder.pid}, ${holder.name}): stop it first, or set DATA_DIR to another folder.`,
  );
}

async function prepareServer(
  dataDir: string,
  options: EmbeddedPostgresOptions,
): Promise<{ server: ServerOptions; address: ListenAddress }> {
  const { log = () => {} } = options;
  const loopback = (options.transport ?? defaultTransport()) === 'loopback';
  const user = await postgresUser(clusterFolder(dataDir));
  const binaries = await usableBinaries(await findBinaries(), user);
  const durable = options.settings?.fsync !== 'off';
  const cluster = await openCluster({ dataDir, binaries, user, withPassword: loopback, durable });
  const address = loopback
    ? await loopbackAddress(cluster.password ?? '')
    : await socketAddress(dataDir, user);
  const settings = {
    ...SETTINGS,
    shared_buffers: sharedBuffers(),
    ...address.settings,
    ...options.settings,
  };
  return { server: { cluster, binaries, user, settings, log }, address };
}

function defaultTransport() {
  return process.platform === 'win32' ? 'loopback' : 'socket';
}
