import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Gzipped bytes of what browsers load, against what we promised. Exits 1 when something is over. */
interface Budget {
  name: string;
  files: string[];
  most: number;
}

const root = path.resolve(import.meta.dirname, '..');
const widget = path.join(root, 'dist/widget');
const admin = path.join(root, 'dist/admin');

function entryOf(manifestFile: string): string {
  const manifest: Record<string, { file: string; isEntry?: boolean }> = JSON.parse(
    readFileSync(manifestFile, 'utf8'),
  );
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry);
  if (!entry) throw new Error(`${manifestFile} names no entry`);
  return entry.file;
}

/** What opening the page loads before anything else; scripts of single pages come when they are opened. */
function firstScripts(folder: string): string[] {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const sources = [...page.matchAll(/ (?:src|href)="\/admin\/([^"]+\.js)"/g)];
  if (sources.length === 0) throw new Error(`${folder}/index.html names no script`);
  return sources.map(([, source]) => path.join(folder, source ?? ''));
}

function budgets(): Budget[] {
  const panel = entryOf(path.join(widget, 'manifest.json'));
  const all = [
    { name: 'widget loader', files: [path.join(widget, 'loader.js')], most: 2_000 },
    { name: 'widget panel', files: [path.join(widget, panel)], most: 30_000 },
  ];
  if (!existsSync(admin)) return all;
  return [...all, { name: 'admin', files: firstScripts(admin), most: 90_000 }];
}

function gzippedBytes(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

if (!existsSync(path.join(widget, 'manifest.json'))) {
  console.error('dist/widget is not built: npm run build');
  process.exit(1);
}
let isOver = false;
console.log(
  `${'part'.padEnd(16)}${'gzipped'.padStart(9)}${'budget'.padStart(9)}${'used'.padStart(7)}`,
);
for (const { name, files, most } of budgets()) {
  const bytes = files.reduce((sum, file) => sum + gzippedBytes(file), 0);
  isOver ||= bytes > most;
  const used = `${Math.round((bytes / most) * 100)}%`;
  console.log(
    `${name.padEnd(16)}${String(bytes).padStart(9)}${String(most).padStart(9)}${used.padStart(7)}`,
  );
}
process.exit(isOver ? 1 : 0);
