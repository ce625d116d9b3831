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

/** Of Vite's manifest, by the source that a file was made from: what the budgets below ask for. */
type Manifest = Record<string, { file: string; isEntry?: boolean }>;

function readManifest(name = 'manifest.json'): Manifest {
  return JSON.parse(readFileSync(path.join(widget, name), 'utf8'));
}

function panelIn(manifest: Manifest): string {
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry);
  if (!entry) throw new Error('dist/widget/manifest.json names no entry');
  return path.join(widget, entry.file);
}

function builtFrom(source: string, manifest: Manifest): string {
  const built = manifest[source];
  if (!built) throw new Error(`dist/widget/manifest.json does not name ${source}`);
  return path.join(widget, built.file);
}

function largestLanguage(manifest: Manifest): string {
  const languages = Object.entries(manifest)
    .filter(([source]) => source.startsWith('app/words/'))
    .map(([, { file }]) => path.join(widget, file));
  const [largest] = languages.sort((one, other) => gzippedBytes(other) - gzippedBytes(one));
  if (!largest) throw new Error('dist/widget/manifest.json names no language');
  return largest;
}

/** What opening the page loads before anything else; scripts of single pages come when they are opened. */
function firstScripts(folder: string): string[] {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const sources = [...page.matchAll(/ (?:src|href)="\/admin\/([^"]+\.js)"/g)];
  if (sources.length === 0) throw new Error(`${folder}/index.html names no script`);
  return sources.map(([, source]) => path.join(folder, source ?? ''));
}

function budgets(): Budget[] {
  const manifest = readManifest();
  const extras = builtFrom('app/extras/extras.ts', manifest);
  const beside = builtFrom('app/extras/message-extras.ts', manifest);
  const photos = ['photos', 'photo-work'].map((name) =>
    builtFrom(`app/photos/${name}.ts`, manifest),
  );
  const proactive = (name: string) =>
    builtFrom(`proactive/${name}.ts`, readManifest('proactive.json'));
  const all = [
    { name: 'widget loader', files: [path.join(widget, 'loader.js')], most: 2_000 },
    { name: 'widget panel', files: [panelIn(manifest)], most: 30_000 },
    { name: 'widget extras', files: [extras], most: 3_500 },
    { name: 'beside messages', files: [beside], most: 3_500 },
    { name: 'opening in all', files: [panelIn(manifest), extras], most: 33_000 },
    { name: 'widget photos', files: photos, most: 2_500 },
    { name: 'proactive watch', files: [proactive('proactive')], most: 1_500 },
    { name: 'proactive message', files: [proactive('speak')], most: 1_500 },
    { name: 'largest language', files: [largestLanguage(manifest)], most: 2_500 },
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
  `${'part'.padEnd(18)}${'gzipped'.padStart(9)}${'budget'.padStart(9)}${'used'.padStart(7)}`,
);
for (const { name, files, most } of budgets()) {
  const bytes = files.reduce((sum, file) => sum + gzippedBytes(file), 0);
  isOver ||= bytes > most;
  const used = `${Math.round((bytes / most) * 100)}%`;
  console.log(
    `${name.padEnd(18)}${String(bytes).padStart(9)}${String(most).padStart(9)}${used.padStart(7)}`,
  );
}
process.exit(isOver ? 1 : 0);
