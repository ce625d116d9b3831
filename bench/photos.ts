import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { forkedImageDecoder, type ImageDecoder } from '../server/images/image-decoder.ts';
import { indexCatalogPictures } from '../server/images/index-catalog-pictures.ts';
import { lookAlikeMatcher } from '../server/images/look-alike-matcher.ts';
import type { PhotoMatch } from '../server/images/photo-matcher.ts';
import { fakePictureSignatures } from '../test/fakes/fake-picture-signatures.ts';
import { PHOTO_EDITS } from './photo-edits.ts';

/**
 * How well photos of a shop's pictures are recognised:
 *
 *   node bench/photos.ts <folder with a catalog's pictures> [<folder with photos of other things> …]
 *
 * Every picture of the first folder goes through ten edits and is looked for among all; the photos of the other
 * folders must not be recognised. `tent-red.webp` beside `tent.webp` shows the same product. The floor is chance.
 */
const [catalogFolder, ...strangerFolders] = process.argv.slice(2);
if (!catalogFolder) {
  console.error('usage: node bench/photos.ts <catalog folder> [<strangers folder> …]');
  process.exit(2);
}

const STORE = 'bench';
const decoder = forkedImageDecoder();
try {
  await run(decoder, catalogFolder, strangerFolders);
} finally {
  await decoder.stop();
}

interface Tally {
  photos: number;
  top1: number;
  top5: number;
  verified: number;
  verifiedWrong: number;
  candidates: number;
}

async function run(decoder: ImageDecoder, folder: string, strangers: string[]): Promise<void> {
  const files = await picturesIn(folder);
  const productOf = productNames(files);
  const look = await openMatcher(decoder, files, productOf);
  const rows: [string, Tally][] = [];
  for (const [name, edit] of Object.entries(PHOTO_EDITS)) {
    const tally = emptyTally();
    for (const file of files)
      add(tally, await look(await edit(await readFile(file))), productOf(file));
    rows.push([name, tally]);
  }
  const all = rows.map(([, tally]) => tally).reduce(sum, emptyTally());
  for (const stranger of strangers) {
    const tally = emptyTally();
    for (const file of await picturesIn(stranger)) add(tally, await look(await readFile(file)));
    rows.push([`not ours: ${path.basename(stranger)}`, tally]);
  }
  console.table(
    Object.fromEntries(
      [...rows, ['all edits', all]].map(([name, tally]) => [name, percent(tally as Tally)]),
    ),
  );
  const products = new Set(files.map(productOf)).size;
  const chance = 1 / products;
  console.log(
    `${products} products, ${files.length} pictures · top-1 is ${(all.top1 / all.photos / chance).toFixed(0)} × chance`,
  );
}

async function openMatcher(
  decoder: ImageDecoder,
  files: string[],
  productOf: (file: string) => string,
) {
  const signatures = fakePictureSignatures();
  signatures.setPictures(
    STORE,
    files.map((file) => ({ productId: productOf(file), url: file })),
  );
  const source = (url: string) => readFile(url);
  const began = performance.now();
  await indexCatalogPictures({ signatures, source, decoder }, STORE, new AbortController().signal);
  console.log(`described ${files.length} pictures, ${milliseconds(began, files.length)} each`);
  const matcher = lookAlikeMatcher({ signatures, decoder });
  return (photo: Buffer): Promise<PhotoMatch> =>
    matcher.match(photo, {
      storeId: STORE,
      limit: 5,
      signal: AbortSignal.timeout(30_000),
    });
}

async function picturesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(jpe?g|png|webp|avif)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** A picture's product is named by the shortest file name that its own begins with. */
function productNames(files: string[]): (file: string) => string {
  const names = files.map((file) => path.parse(file).name);
  const shorter = (name: string) => names.find((other) => name.startsWith(`${other}-`));
  return (file) => {
    const { name } = path.parse(file);
    return shorter(name) ?? name;
  };
}

function emptyTally(): Tally {
  return { photos: 0, top1: 0, top5: 0, verified: 0, verifiedWrong: 0, candidates: 0 };
}

function add(tally: Tally, { outcome, items }: PhotoMatch, expected?: string): void {
  tally.photos += 1;
  const first = items[0]?.productId === expected && expected !== undefined;
  if (first) tally.top1 += 1;
  if (items.some(({ productId }) => productId === expected)) tally.top5 += 1;
  if (outcome === 'candidates') tally.candidates += 1;
  if (outcome !== 'verified') return;
  tally.verified += 1;
  if (!first) tally.verifiedWrong += 1;
}

function sum(one: Tally, other: Tally): Tally {
  const total = emptyTally();
  for (const key of Object.keys(total) as (keyof Tally)[]) total[key] = one[key] + other[key];
  return total;
}

function percent(tally: Tally): Record<string, string> {
  const share = (count: number) => `${((100 * count) / Math.max(1, tally.photos)).toFixed(1)} %`;
  return {
    photos: String(tally.photos),
    'top-1': share(tally.top1),
    'top-5': share(tally.top5),
    verified: share(tally.verified),
    'verified, wrong': share(tally.verifiedWrong),
    candidates: share(tally.candidates),
  };
}

function milliseconds(began: number, count: number): string {
  return `${((performance.now() - began) / count).toFixed(0)} ms`;
}
