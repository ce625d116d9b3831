import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

export interface DemoFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/** The files of a folder, found by exact name among those that were there at start: no path ever leads elsewhere. */
export function demoFolder(folder: URL): (name: string) => Promise<DemoFile | undefined> {
  const names = new Set(fileNames(folder));
  return async (name) => {
    const type = TYPES[extname(name)];
    if (!type || !names.has(name)) return undefined;
    return {
      bytes: new Uint8Array(await readFile(new URL(encodeURIComponent(name), folder))),
      type,
    };
  };
}

/** Changes whenever a file of the folder does, so that what carries it in its address may be cached for ever. */
export function folderVersion(folder: URL): string {
  const hash = createHash('sha256');
  for (const name of fileNames(folder))
    hash.update(name).update(readFileSync(new URL(name, folder)));
  return hash.digest('hex').slice(0, 12);
}

function fileNames(folder: URL): string[] {
  return readdirSync(folder)
    .filter((name) => extname(name) in TYPES)
    .sort();
}
