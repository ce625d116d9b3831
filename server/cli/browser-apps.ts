import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError } from './command-context.ts';

/** What browsers load: built from `sources` by Vite with `configs`, in this order, into `dist/<name>`. */
export interface BrowserApp {
  name: string;
  sources: string[];
  configs: string[];
}

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Shared by all of them: a change here may change each. */
const COMMON = ['shared', 'package-lock.json'];

export const BROWSER_APPS: BrowserApp[] = [
  {
    name: 'widget',
    sources: ['widget', ...COMMON],
    configs: ['loader', 'panel', 'proactive', 'npm'].map((name) => `widget/vite.${name}.config.ts`),
  },
  { name: 'admin', sources: ['admin', ...COMMON], configs: ['admin/vite.config.ts'] },
];

/**
 * Builds the apps whose sources differ from those of their last build. `out` hears what is built. Where Vite was not
 * installed (it is a development dependency) a build from elsewhere is taken as it is.
 */
export async function buildBrowserApps(out: (line: string) => void = () => {}): Promise<void> {
  for (const app of BROWSER_APPS)
    await buildIfChanged(app, { root: ROOT, build: buildWithVite, out });
}

export interface BuildSurroundings {
  /** The folder that sources, configs and `dist` lie in. */
  root: string;
  /** False when there is nothing here to build with. */
  build(configFile: string): Promise<boolean>;
  out(line: string): void;
}

/**
 * The hash of the sources is kept beside what was built from them. Throws CommandError when there is nothing to build
 * with and nothing that was built.
 */
export async function buildIfChanged(
  app: BrowserApp,
  { root, build, out }: BuildSurroundings,
): Promise<void> {
  const folder = path.join(root, 'dist', app.name);
  const stampFile = path.join(folder, '.stamp');
  const stamp = await hashOf(root, app.sources);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  // Without a stamp a build that fails half-way is not taken for a finished one.
  await rm(stampFile, { force: true });
  out(`Building the ${app.name} …`);
  for (const config of app.configs) {
    if (await build(path.join(root, config))) continue;
    await refuseNothing(app, folder);
    out(`Vite is not installed: what is in dist/${app.name} is served as it is.`);
    return;
  }
  await mkdir(folder, { recursive: true });
  await writeFile(stampFile, stamp);
}

async function refuseNothing({ name }: BrowserApp, folder: string): Promise<void> {
  if ((await readdir(folder).catch(() => [])).length > 0) return;
  throw new CommandError(
    `The ${name} is not built, and Vite, which builds it, is not installed: run "npm install" with development dependencies, or bring dist/ from where it was built.`,
  );
}

async function buildWithVite(configFile: string): Promise<boolean> {
  const vite = await import('vite').catch((error) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  });
  if (!vite) return false;
  // A test runner says "test" here, and what it builds is served by the next start.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await vite.build({ configFile, logLevel: 'warn' });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
  return true;
}

/** A hash of the names and contents of files and folders below the root. */
async function hashOf(root: string, sources: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesIn(root, source)) {
      hash.update(`${file}\0`).update(await readFile(path.join(root, file)));
    }
  }
  return hash.digest('hex');
}

async function filesIn(root: string, source: string): Promise<string[]> {
  if ((await stat(path.join(root, source))).isFile()) return [source];
  const entries = await readdir(path.join(root, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}
