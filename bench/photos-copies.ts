import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PhotoRanking } from '../server/images/matching/photo-matcher.ts';
import { PHOTO_EDITS } from './photo-edits.ts';
import { noMeans, percent, picturesIn, type Recognition } from './photos-recognition.ts';

interface Tally {
  photos: number;
  top1: number;
  top5: number;
  verified: number;
  verifiedWrong: number;
  candidates: number;
}

/**
 * Every picture of the folder goes through ten edits and is looked for among all; the photos of the other folders must
 * not be recognised. `tent-red.webp` beside `tent.webp` shows the same product. The floor is chance.
 */
export async function benchCopies(
  recognition: Recognition,
  { folder, strangers }: { folder: string; strangers: string[] },
): Promise<void> {
  const files = await picturesIn(folder);
  const productOf = productNames(files);
  await recognition.index(
    files.map((file) => ({ productId: productOf(file), name: productOf(file), file })),
  );
  const look = recognition.matcher(noMeans);
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
      [...rows, ['all edits', all] as const].map(([name, tally]) => [name, shares(tally)]),
    ),
  );
  const products = new Set(files.map(productOf)).size;
  const chance = 1 / products;
  console.log(
    `${products} products, ${files.length} pictures · top-1 is ${(all.top1 / all.photos / chance).toFixed(0)} × chance`,
  );
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

function add(tally: Tally, { outcome, items }: PhotoRanking, expected?: string): void {
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

function shares(tally: Tally): Record<string, string> {
  const share = (count: number) => percent(count / Math.max(1, tally.photos));
  return {
    photos: String(tally.photos),
    'top-1': share(tally.top1),
    'top-5': share(tally.top5),
    verified: share(tally.verified),
    'verified, wrong': share(tally.verifiedWrong),
    candidates: share(tally.candidates),
  };
}
