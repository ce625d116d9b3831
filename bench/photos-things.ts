import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PhotoRanking } from '../server/images/matching/photo-matcher.ts';
import { fakePhotoMeans } from '../test/fakes/fake-photo-means.ts';
import { childrenUsage } from './photos-cost.ts';
import { hashRanker } from './photos-floor.ts';
import { noMeans, percent, picturesIn, type Recognition } from './photos-recognition.ts';
import { seededRandom } from './seeded-random.ts';

interface Product {
  id: number;
  name: string;
  image: string;
  coarse: string;
  group: string;
}

interface Labelled {
  file: string;
  productId: string;
}

export interface ThingsOptions {
  catalog: string;
  labels?: string[];
  strangers: string[];
}

/** Photos of the things themselves; prints one table for all, one by group, one for photos of other things. */
export async function benchThings(
  recognition: Recognition,
  { catalog, labels, strangers }: ThingsOptions,
): Promise<void> {
  const products = JSON.parse(
    await readFile(path.join(catalog, 'catalog.json'), 'utf8'),
  ) as Product[];
  const pictures = products.map(({ id, name, image }) => ({
    productId: String(id),
    name,
    file: path.join(catalog, image),
  }));
  const photos = shuffled(await labelledPhotos(catalog, labels));
  const others = (await Promise.all(strangers.map(picturesIn))).flat();
  await recognition.index(pictures);
  const means = fakePhotoMeans();
  const runs = [
    await run('perceptual hash only', { rank: await hashRanker(pictures), photos, others }),
    await run('cold start', { rank: recognition.matcher(noMeans), photos, others }),
    await run('warm, learning as they come', {
      rank: recognition.matcher(means),
      photos,
      others,
    }),
    await run('warm, all photos learnt', {
      // Each photo is but a small part of the mean that it is measured against.
      rank: recognition.matcher({ read: means.read, add: async () => {} }),
      photos,
      others,
    }),
  ];
  const groups = ['all', ...new Set(products.map(({ group }) => group))];
  for (const group of groups) {
    const ofGroup = (productId: string) =>
      group === 'all' || products.find(({ id }) => String(id) === productId)?.group === group;
    console.log(`\n${group}`);
    console.table(
      Object.fromEntries([
        chanceRow(products, group),
        ...runs.map((one) => [one.name, accuracyRow(one, products, ofGroup)]),
      ]),
    );
  }
  console.log('\nphotos of other things, and what a photo costs');
  console.table(Object.fromEntries(runs.map((one) => [one.name, strangersRow(one)])));
}

async function labelledPhotos(catalog: string, labels?: string[]): Promise<Labelled[]> {
  const inFolder = (await readdir(catalog)).filter((name) => /^labels.*\.json$/.test(name));
  const files = labels ?? inFolder.map((name) => path.join(catalog, name));
  const all = await Promise.all(
    files.map(async (labelFile) => {
      const rows = JSON.parse(await readFile(labelFile, 'utf8')) as {
        file: string;
        product_id: number;
      }[];
      return rows.map(({ file, product_id }) => ({
        file: path.join(path.dirname(labelFile), file),
        productId: String(product_id),
      }));
    }),
  );
  return all.flat();
}

/** As shoppers come: not all apples first. The same order in every run. */
function shuffled(photos: Labelled[]): Labelled[] {
  const random = seededRandom('photos');
  return photos
    .map((photo) => ({ photo, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ photo }) => photo);
}

interface Run {
  name: string;
  photos: { expected: string; ranking: PhotoRanking }[];
  others: PhotoRanking[];
  milliseconds: number[];
  cpu: number[];
  memory: number;
}

async function run(
  name: string,
  {
    rank,
    photos,
    others,
  }: { rank(photo: Buffer): Promise<PhotoRanking>; photos: Labelled[]; others: string[] },
): Promise<Run> {
  const result: Run = { name, photos: [], others: [], milliseconds: [], cpu: [], memory: 0 };
  async function look(file: string): Promise<PhotoRanking> {
    const photo = await readFile(file);
    const before = childrenUsage();
    const began = performance.now();
    const ranking = await rank(photo);
    result.milliseconds.push(performance.now() - began);
    const after = childrenUsage();
    result.cpu.push(after.cpuMs - before.cpuMs);
    result.memory = Math.max(result.memory, after.memoryMb);
    return ranking;
  }
  for (const { file, productId } of photos)
    result.photos.push({ expected: productId, ranking: await look(file) });
  for (const file of others) result.others.push(await look(file));
  const first = ({ expected, ranking }: Run['photos'][0]) =>
    ranking.ranked[0]?.productId === expected;
  console.log(`${name}: ${result.photos.filter(first).length} of ${photos.length} photos right`);
  return result;
}

function accuracyRow(
  { photos }: Run,
  products: Product[],
  ofGroup: (productId: string) => boolean,
): Record<string, string> {
  const coarse = new Map(products.map(({ id, coarse }) => [String(id), coarse]));
  const counted = photos.filter(({ expected }) => ofGroup(expected));
  const share = (holds: (photo: Run['photos'][0]) => boolean) =>
    percent(counted.filter(holds).length / Math.max(1, counted.length));
  const first = ({ ranking }: Run['photos'][0]) => ranking.ranked[0]?.productId ?? '';
  const isFirst = (photo: Run['photos'][0]) => first(photo) === photo.expected;
  return {
    photos: String(counted.length),
    'top-1': share(isFirst),
    'top-5': share(({ expected, ranking }) =>
      ranking.ranked.slice(0, 5).some(({ productId }) => productId === expected),
    ),
    coarse: share((photo) => coarse.get(first(photo)) === coarse.get(photo.expected)),
    verified: share(({ ranking }) => ranking.outcome === 'verified'),
    'verified, wrong': share((photo) => photo.ranking.outcome === 'verified' && !isFirst(photo)),
    candidates: share(({ ranking }) => ranking.outcome === 'candidates'),
    none: share(({ ranking }) => ranking.outcome === 'none'),
    degraded: share(({ ranking }) => ranking.degraded.length > 0),
  };
}

function chanceRow(products: Product[], group: string): [string, Record<string, string>] {
  const ofGroup = products.filter((product) => group === 'all' || product.group === group);
  const coarse = ofGroup.reduce(
    (sum, one) => sum + products.filter((other) => other.coarse === one.coarse).length,
    0,
  );
  return [
    'chance',
    {
      photos: '',
      'top-1': percent(1 / products.length),
      'top-5': percent(Math.min(1, 5 / products.length)),
      coarse: percent(coarse / ofGroup.length / products.length),
    },
  ];
}

const KEPT = 0.95;

function strangersRow({ photos, others, milliseconds, cpu, memory }: Run): Record<string, string> {
  const share = (holds: (ranking: PhotoRanking) => boolean) =>
    others.length === 0 ? '' : percent(others.filter(holds).length / others.length);
  const threshold = quantile(
    photos.map(({ ranking }) => ranking.ours),
    1 - KEPT,
  );
  return {
    'other things': String(others.length),
    [`matched where ${percent(KEPT)} of ours are`]: share(({ ours }) => ours >= threshold),
    verified: share(({ outcome }) => outcome === 'verified'),
    candidates: share(({ outcome }) => outcome === 'candidates'),
    'ms p50': quantile(milliseconds, 0.5).toFixed(0),
    'ms p95': quantile(milliseconds, 0.95).toFixed(0),
    'CPU ms p50': quantile(cpu, 0.5).toFixed(0),
    'CPU ms p95': quantile(cpu, 0.95).toFixed(0),
    'MB of the processes': memory.toFixed(0),
  };
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
