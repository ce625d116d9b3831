import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '../config.ts';
import type { Sql } from '../postgres/connection/database.ts';
import { SECRET_KEY_CHARACTERS, type SecretKey, secretKey } from '../shop/secret-key.ts';
import type { Surroundings } from './surroundings.ts';

const FILE = 'secret-key';

/**
 * The installation's secret: SECRET_KEY, or what DATA_DIR keeps; made there the first time. Logs a warning when the
 * database was last used with another one: processes that differ do not take each other's quotes. Throws ConfigError when
 * the file was emptied or cut, is another user's, or lies where no file can be kept.
 */
export async function openSecretKey(
  sql: Sql,
  { config, log }: Pick<Surroundings, 'config' | 'log'>,
): Promise<SecretKey> {
  const key = secretKey(config.secretKey ?? (await keptSecret(config.dataDir)));
  if (await isAnother(sql, key)) {
    log.warn(
      'this SECRET_KEY is not the one that the database was last used with: quotes that were signed with that one are no longer accepted, and all processes need the same (or one DATA_DIR)',
    );
  }
  return key;
}

/** In the file, whoever was the first to write it. */
async function keptSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, FILE);
  const secret = await readOrMake(file).catch((error: Error) => {
    throw new ConfigError([
      `${file} cannot be used (${error.message}): let Aisle read and write it, or set SECRET_KEY`,
    ]);
  });
  if (secret.length >= SECRET_KEY_CHARACTERS) return secret;
  throw new ConfigError([`${file} is damaged: delete it, or set SECRET_KEY`]);
}

async function readOrMake(file: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(unlessMissing);
  return (known ?? (await writeOnce(file))).trim();
}

/** Written aside and linked into place: nobody ever reads half of it, and of several processes one wins. */
async function writeOnce(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(aside, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  await chmod(aside, 0o600);
  try {
    await link(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(aside);
  }
  return readFile(file, 'utf8');
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Remembers this key as the one in use. */
async function isAnother(sql: Sql, { fingerprint }: SecretKey): Promise<boolean> {
  const [last] = await sql`select fingerprint from secret_key_use`;
  await sql`
    insert into secret_key_use (fingerprint) values (${fingerprint})
    on conflict (only_one) do update set fingerprint = excluded.fingerprint, since = now()
    where secret_key_use.fingerprint <> excluded.fingerprint`;
  return last !== undefined && last.fingerprint !== fingerprint;
}
