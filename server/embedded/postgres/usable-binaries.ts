import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, readFile, rename, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresError, USE_DATABASE_URL } from './embedded-postgres-error.ts';
import { type Binaries, program } from './find-binaries.ts';
import { runProgram } from './run-program.ts';
import type { SystemUser } from './system-user.ts';

const VERSION_LIMIT_MS = 10_000;

/**
 * Binaries that `user` can really run: the installed ones, else a copy outside of whatever keeps that user out (code
 * under a closed home, a node_modules that we may not complete). Throws EmbeddedPostgresError.
 */
export async function usableBinaries(
  installed: Binaries,
  user: SystemUser | undefined,
): Promise<Binaries> {
  await linkLibraries(installed).catch(() => {});
  const inPlace = await tryBinaries(installed, user);
  if (inPlace.ok) return installed;
  let reason = inPlace.said;
  for (const parent of ['/var/cache', os.tmpdir()]) {
    try {
      const copy = await copyBinaries(installed, parent);
      const result = await tryBinaries(copy, user);
      if (result.ok) return copy;
      reason = result.said;
    } catch (error) {
      reason = String(error);
    }
  }
  throw new EmbeddedPostgresError(
    `The bundled Postgres does not run here (${reason}): ${USE_DATABASE_URL}.`,
  );
}

function tryBinaries(binaries: Binaries, user: SystemUser | undefined) {
  const options = { user, limitMs: VERSION_LIMIT_MS };
  return runProgram(program(binaries, 'postgres'), ['--version'], options);
}

/** npm packages cannot hold symbolic links; the package's install script, which may have been refused, makes them. */
async function linkLibraries({ folder }: Binaries): Promise<void> {
  const list = await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const place = path.join(path.dirname(folder), target);
    await symlink(path.basename(source), place).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** A copy for this version and owner, made once. The folder lies where others may write, so its owner is checked. */
async function copyBinaries(installed: Binaries, parent: string): Promise<Binaries> {
  const owner = process.getuid?.() ?? 0;
  const home = path.join(parent, `aisle-postgres-${installed.version}-${owner}`);
  const copy = { ...installed, folder: path.join(home, 'native') };
  if (await isOurs(home, owner)) return copy;
  const half = `${home}.${randomBytes(6).toString('hex')}`;
  try {
    const unfinished = { ...installed, folder: path.join(half, 'native') };
    await cp(installed.folder, unfinished.folder, { recursive: true, verbatimSymlinks: true });
    await linkLibraries(unfinished);
    await chmod(half, 0o755);
    await chmod(unfinished.folder, 0o755);
    await rename(half, home);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    // Another start may have finished its copy first.
    if (!(await isOurs(home, owner))) throw error;
  }
  return copy;
}

async function isOurs(folder: string, owner: number): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found) return false;
  if (found.isDirectory() && found.uid === owner && (found.mode & 0o022) === 0) return true;
  throw new Error(`${folder} belongs to somebody else`);
}
