import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What browsers load: built from `sources` by Vite with `configs`, in this order, into `dist/<name>`. */
interface BrowserApp {
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
    configs: ['widget/vite.loader.config.ts', 'widget/vite.panel.config.ts'],
  },
  { name: 'admin', sources: ['admin', ...COMMON], configs: ['admin/vite.config.ts'] },
];

/**
 * Builds the apps whose sources differ from those of their last build. `out` hears what is built. Where Vite was not
 * installed (it is a development dependency) a build from elsewhere is taken as it is.
 */
export async function buildBrowserApps(out: (line: string) => void = () => {}): Promise<void> {
  for (const app of BROWSER_APPS) await buildIfChanged(app, out);
}

async function buildIfChanged(app: BrowserApp, out: (line: string) => void): Promise<void> {
  const folder = path.join(ROOT, 'dist', app.name);
  const stampFile = path.join(folder, '.stamp');
  const stamp = await hashOf(app.sources);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  const vite = await loadVite();
  if (!vite) {
    out(
      `The ${app.name} cannot be built: Vite is not installed. What is in dist/${app.name} is served.`,
    );
    return;
  }
  out(`Building the ${app.name} …`);
  // Without a stamp a build that fails half-way is not taken for a finished one.
  await rm(stampFile, { force: true });
  for (const config of app.configs) {
    await vite.build({ configFile: path.join(ROOT, config), logLevel: 'warn' });
  }
  await mkdir(folder, { recursive: true });
  await writeFile(stampFile, stamp);
}

async function loadVite() {
  try {
    return await import('vite');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** A hash of the names and contents of files and folders below the root. */
async function hashOf(sources: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesIn(source)) {
      hash.update(`${file}\0`).update(await readFile(path.join(ROOT, file)));
    }
  }
  return hash.digest('hex');
}

async function filesIn(source: string): Promise<string[]> {
  if ((await stat(path.join(ROOT, source))).isFile()) return [source];
  const entries = await readdir(path.join(ROOT, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}
