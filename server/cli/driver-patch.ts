import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './browser-apps.ts';
import { CommandError } from './command-context.ts';

const LIMIT_MS = 60_000;

/**
 * The kept patches keep a restart of the database from ending this process. npm applies them after an install, unless
 * install scripts were refused; then this does. Throws CommandError when it cannot.
 */
export async function ensurePatches(): Promise<void> {
  const require = createRequire(import.meta.url);
  const driver = path.join(path.dirname(require.resolve('postgres')), 'index.js');
  if ((await readFile(driver, 'utf8')).includes('lost = null')) return;
  try {
    const command = require.resolve('patch-package/dist/index.js');
    await promisify(execFile)(process.execPath, [command], { cwd: ROOT, timeout: LIMIT_MS });
  } catch (error) {
    throw new CommandError(
      `The database driver could not be patched (${(error as Error).message.split('\n')[0]}): run "npx patch-package" in ${ROOT} with the right to write to node_modules.`,
    );
  }
}
