import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './browser-apps.ts';
import { CommandError } from './command-context.ts';

const LIMIT_MS = 60_000;

/**
 * The kept patches let this process outlive a database that restarts, and keep its connections usable. npm applies them
 * after an install, unless install scripts were refused; then this does. Throws CommandError when it cannot: over an
 * older patch a newer one does not go.
 */
export async function ensurePatches(root: string = ROOT): Promise<void> {
  if (await areApplied(root)) return;
  const command = createRequire(import.meta.url).resolve('patch-package/dist/index.js');
  const options = { cwd: root, timeout: LIMIT_MS };
  const failure = await promisify(execFile)(process.execPath, [command], options).then(
    () => undefined,
    (error: Error) => error.message.split('\n')[0],
  );
  // It may say that all went well when it did not.
  if (await areApplied(root)) return;
  const why = failure === undefined ? '' : ` (${failure})`;
  throw new CommandError(
    `The database driver could not be patched${why}: remove node_modules in ${root} and run "npm install".`,
  );
}

async function areApplied(root: string): Promise<boolean> {
  const folder = path.join(root, 'patches');
  const patches = await Promise.all(
    (await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  // git may have given them the line ends of Windows, which the files have not.
  const files = patches.flatMap((patch) =>
    patch
      .replaceAll('\r\n', '\n')
      .split(/^diff --git .*\n/m)
      .slice(1),
  );
  const applied = await Promise.all(files.map((file) => isApplied(root, file)));
  return !applied.includes(false);
}

/** Whether a file has all the lines that its part of a patch adds. */
async function isApplied(root: string, part: string): Promise<boolean> {
  const lines = part.split('\n');
  const name = lines.find((line) => line.startsWith('+++ b/'))?.slice('+++ b/'.length);
  if (name === undefined) return true;
  const text = await readFile(path.join(root, name), 'utf8');
  return lines.every((line) => !/^\+(?!\+\+ )/.test(line) || text.includes(line.slice(1)));
}
