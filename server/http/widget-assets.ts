import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import type { PublicStore } from '../../shared/store.ts';

/** The name under which this version's loader is served for ever. */
export const PINNED_LOADER = `widget-${packageJson.version}.js`;

/** The files that a loader asks for, with the hashes of their contents; what comes after them has names of its own. */
const PANEL_NAME = /^panel-[\w-]{8}\.js$/;
const PROACTIVE_NAME = /^panel-proactive-[\w-]{8}\.js$/;

/** Stands once in the built loader (widget/loader.ts), where a JSON object goes. */
const PLACEHOLDER = 'AISLE_SERVED';

/** Vite's manifest: one entry is the panel, or in the other one the watch of proactive messages. */
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), isEntry: z.boolean().optional() }),
);

const BUILT_FILES = ['loader.js', 'manifest.json', 'proactive.json'];

interface Built {
  version: string;
  loader: string;
  panel: string;
  proactive: string;
}

/** What `npm run build` left in a folder. Read again when it was built again, so that development sees it at once. */
export class WidgetAssets {
  readonly #folder: string;
  #built: Built | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The loader with a store's look in it, or the one for every store. Undefined while nothing is built. */
  async loader(store?: PublicStore): Promise<string | undefined> {
    const built = await this.#read();
    if (!built) return undefined;
    const { proactive: rules, ...look } = store ?? {};
    // The rules come when somebody has consented. A loader for every store does not know which of them set some.
    const speaks = !store || rules !== undefined;
    const served = inlineJson({
      panel: `widget/${built.panel}`,
      ...(speaks && { proactive: `widget/${built.proactive}` }),
      ...(store && { store: look }),
    });
    return built.loader.replace(PLACEHOLDER, () => served);
  }

  /** A file of the panel, by its name only. */
  async file(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (!/^panel-[\w-]+\.js$/.test(name)) return undefined;
    return readFile(path.join(this.#folder, name)).then(
      (bytes) => new Uint8Array(bytes),
      undefinedWhenMissing,
    );
  }

  /**
   * What a loader of an earlier version gets for a file that is not here any more: the present one, which its later
   * files share. Loader and panel understand each other across versions (widget/panel-port.ts).
   */
  async panelInstead(name: string): Promise<string | undefined> {
    const isProactive = PROACTIVE_NAME.test(name);
    if (!isProactive && !PANEL_NAME.test(name)) return undefined;
    const built = await this.#read();
    return built && `export * from './${isProactive ? built.proactive : built.panel}';\n`;
  }

  /** A loader as it was released, kept in widget/released/ so that the integrity in the tags of its time still holds. */
  async releasedLoader(name: string): Promise<string | undefined> {
    if (!/^widget-\d+\.\d+\.\d+\.js$/.test(name)) return undefined;
    return readFile(path.join(this.#folder, name), 'utf8').catch(undefinedWhenMissing);
  }

  async #read() {
    const version = await this.#version();
    if (version === undefined || version === this.#built?.version) return this.#built;
    const [loader = '', panel = '', proactive = ''] = await Promise.all(
      BUILT_FILES.map((name) => readFile(path.join(this.#folder, name), 'utf8')),
    );
    this.#built = { version, loader, panel: entryIn(panel), proactive: entryIn(proactive) };
    return this.#built;
  }

  async #version(): Promise<string | undefined> {
    const files = BUILT_FILES.map((name) => path.join(this.#folder, name));
    const stats = await Promise.all(files.map((file) => stat(file).catch(undefinedWhenMissing)));
    if (stats.some((file) => !file)) return undefined;
    return stats.map((file) => `${file?.mtimeMs}:${file?.size}`).join(' ');
  }
}

function entryIn(manifest: string): string {
  const entries = Object.values(Manifest.parse(JSON.parse(manifest)));
  const entry = entries.find(({ isEntry }) => isEntry)?.file;
  if (!entry) throw new Error('A manifest of the widget names no entry.');
  return entry;
}

/** Path and subresource integrity (W3C SRI) of this version's loader, for the install snippet. */
export async function widgetIntegrity(
  assetsDir: string,
): Promise<{ path: string; integrity: string } | undefined> {
  const loader = await new WidgetAssets(assetsDir).loader();
  if (loader === undefined) return undefined;
  const hash = createHash('sha384').update(loader).digest('base64');
  return { path: `/${PINNED_LOADER}`, integrity: `sha384-${hash}` };
}

/** JSON that is also JavaScript and cannot end the script element it may be pasted into. */
export function inlineJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function undefinedWhenMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
