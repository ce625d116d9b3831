import { COLOUR_BINS, EDGE_BINS } from '../server/images/look-alike/signature.ts';
import { COLOUR_DIMENSIONS, MOBILENET_DIM } from '../server/images/recognition/spaces.ts';
import { storeIndex } from '../server/images/recognition/store-index.ts';
import { encodeVector } from '../server/images/recognition/vectors.ts';
import { seededRandom } from './seeded-random.ts';

const SEARCHES = 20;
const WORDS_A_PRODUCT = 8;
const VOCABULARY = 20_000;

/** Memory and time of a search among so many made-up pictures, one a product; without processes and threads around it. */
export function benchSearch(pictures: number): void {
  const random = seededRandom('photos');
  const vector = (length: number) => Float32Array.from({ length }, () => random() - 0.5);
  const word = () =>
    `w${Math.floor(random() * VOCABULARY).toString(36)}rd${Math.floor(random() * 9)}`;
  const words = () => Array.from({ length: WORDS_A_PRODUCT }, word).join(' ');
  const before = process.memoryUsage();
  const keys = Array.from({ length: pictures }, (_, at) => ({
    productId: `product-${at}`,
    url: `/media/picture-${at}.webp`,
  }));
  const look = Buffer.alloc(8 + COLOUR_BINS + EDGE_BINS, 1);
  const began = process.cpuUsage();
  const index = storeIndex({
    shape: keys.map((key) => ({ ...key, value: encodeVector(vector(MOBILENET_DIM)) })),
    colour: keys.map((key) => ({ ...key, value: encodeVector(vector(COLOUR_DIMENSIONS)) })),
    look: keys.map((key) => ({ ...key, value: look })),
    text: [],
    names: keys.map(({ productId }) => ({ productId, name: words() })),
  });
  const loaded = process.cpuUsage(began);
  // With node --expose-gc the memory is what stays.
  globalThis.gc?.();
  const after = process.memoryUsage();
  const times: number[] = [];
  for (let search = 0; search < SEARCHES; search += 1) {
    const signs = {
      look,
      shape: { vector: vector(MOBILENET_DIM) },
      colour: { vector: vector(COLOUR_DIMENSIONS) },
      text: [{ text: words(), confidence: 1 }],
    };
    const start = process.cpuUsage();
    index.search(signs, 12);
    const used = process.cpuUsage(start);
    times.push((used.user + used.system) / 1000);
  }
  times.sort((one, other) => one - other);
  console.table({
    [`${pictures} pictures`]: {
      'CPU ms p50': times[SEARCHES / 2]!.toFixed(0),
      'CPU ms p95': times[SEARCHES - 1]!.toFixed(0),
      'CPU s to make and load': ((loaded.user + loaded.system) / 1e6).toFixed(1),
      'MB in arrays': ((after.arrayBuffers - before.arrayBuffers) / 1e6).toFixed(0),
      'MB on the heap': ((after.heapUsed - before.heapUsed) / 1e6).toFixed(0),
    },
  });
}
