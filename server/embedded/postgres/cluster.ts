import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type Binaries, program } from './find-binaries.ts';
import { runProgram } from './run-program.ts';
import type { SystemUser } from './system-user.ts';

const INITDB_LIMIT_MS = 120_000;
const PASSWORD_FILE = 'postgres.password';

/** The files of one Postgres server. */
export interface Cluster {
  folder: string;
  /** Set when clients must show it. */
  password: string | undefined;
}

export interface ClusterOptions {
  dataDir: string;
  binaries: Binaries;
  user: SystemUser | undefined;
  /** Whether clients come over TCP and so need a password. */
  withPassword: boolean;
  /** False: do not wait for the disk. */
  durable: boolean;
}

/** Opens the cluster in `dataDir`, or makes it: whole or not at all. Throws EmbeddedPostgresError. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { dataDir, binaries, withPassword } = options;
  const folder = clusterFolder(dataDir);
  const major = await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(refuseClosed);
  if (major === undefined) await createCluster(folder, options);
  else refuseOtherMajor(folder, { found: major.trim(), ours: binaries.version.split('.')[0]! });
  const password = withPassword ? await keptPassword(dataDir) : undefined;
  return { folder, password };
}

export function clusterFolder(dataDir: string): string {
  return path.join(dataDir, 'postgres');
}

function refuseClosed(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw new EmbeddedPostgresError(
    `The database's files cannot be read (${error.message}): run Aisle as the user who made them.`,
    error,
  );
}

function refuseOtherMajor(folder: string, version: { found: string; ours: string }): void {
  if (version.found === version.ours) return;
  throw new EmbeddedPostgresError(
    `${folder} was made by Postgres ${version.found}, this one is ${version.ours}: set DATA_DIR to another folder and import your catalog there.`,
  );
}

/** initdb works in a folder beside, so that one that was killed leaves nothing that looks finished. */
async function createCluster(folder: string, options: ClusterOptions): Promise<void> {
  const { dataDir, binaries, user, withPassword, durable } = options;
  const unfinished = `${folder}.unfinished`;
  await refuseOtherFiles(folder);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (user) await chown(unfinished, user.uid, user.gid);
  const secret = withPassword
    ? await passwordForInitdb(await keptPassword(dataDir), user)
    : undefined;
  const args = [
    ...['-D', folderFor(unfinished, user), '-U', 'postgres', '-E', 'UTF8'],
    // The same order of letters on every system, whatever it has installed.
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ...['--data-checksums', '--no-instructions'],
    ...(secret ? ['-A', 'scram-sha-256', `--pwfile=${secret.file}`] : ['-A', 'trust']),
    ...(durable ? [] : ['--no-sync']),
  ];
  const run = { user, cwd: unfinished, limitMs: INITDB_LIMIT_MS };
  const result = await runProgram(program(binaries, 'initdb'), args, run);
  await secret?.remove();
  if (!result.ok) {
    await rm(unfinished, { recursive: true, force: true });
    throw new EmbeddedPostgresError(
      `The database could not be created in ${folder}: ${tellingLines(result.said)}`,
    );
  }
  await rename(unfinished, folder);
}

async function refuseOtherFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  throw new EmbeddedPostgresError(
    `${folder} holds files that are no database: move them away, or set DATA_DIR to another folder.`,
  );
}

/** Of what initdb says the last words are how it tidied up; why it had to stands before them. */
function tellingLines(said: string): string {
  const lines = said.split('\n');
  const telling = lines.filter((line) => /\b(error|fatal|panic):/i.test(line));
  return (telling.length > 0 ? telling : lines).slice(-3).join(' ');
}

/**
 * How to name a cluster's folder to a program that runs in it. Another user may not be able to walk there (a home that
 * is closed); on Linux it does not have to, it was put there.
 */
export function folderFor(folder: string, user: SystemUser | undefined): string {
  return user && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

async function keptPassword(dataDir: string): Promise<string> {
  const file = path.join(dataDir, PASSWORD_FILE);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

/** initdb reads the password from a file; the kept one may lie where `user` cannot go. */
async function passwordForInitdb(password: string, user: SystemUser | undefined) {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-initdb-'));
  const file = path.join(folder, 'password');
  await writeFile(file, password, { mode: 0o600 });
  if (user) {
    await chown(file, user.uid, user.gid);
    await chown(folder, user.uid, user.gid);
  }
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
