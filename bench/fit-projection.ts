import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openMobileNetFeatures } from '../server/images/recognition/mobilenet-embedder.ts';
import { FEATURES } from '../server/images/recognition/mobilenet-onnx.ts';
import { rawPicture } from '../server/images/recognition/raw-picture.ts';
import { MOBILENET_DIM } from '../server/images/recognition/spaces.ts';

/**
 * Makes server/images/recognition/mobilenet-projection.bin: the directions in which shops' pictures differ most
 * (principal component analysis), so that 256 numbers a picture say nearly as much as 1,792:
 *
 *   node bench/fit-projection.ts <folder with pictures> …
 *
 * The one kept was fitted on 321 pictures: demo/media and 101 pictures of another shop (dotnet/eShop, MIT). Whoever
 * changes it changes MOBILENET_SPACE too, else vectors of two projections are compared.
 */
const OUTPUT = new URL('../server/images/recognition/mobilenet-projection.bin', import.meta.url);
/** Strong directions are damped by spread^-0.25, between plain and whitened. */
const DAMPING = 0.25;
const SWEEPS = 12;

const files = (await Promise.all(process.argv.slice(2).map(picturesIn))).flat();
if (files.length <= MOBILENET_DIM) {
  console.error(
    `usage: node bench/fit-projection.ts <folder> … (with over ${MOBILENET_DIM} pictures)`,
  );
  process.exit(2);
}
const features = await openMobileNetFeatures();
const rows: Float32Array[] = [];
for (const file of files) rows.push(await features(await rawPicture(await readFile(file))));
await writeFile(OUTPUT, projectionBytes(centred(rows)));
console.log(`fitted on ${files.length} pictures`);

async function picturesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(jpe?g|png|webp)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function centred(vectors: Float32Array[]): Float64Array[] {
  const mean = new Float64Array(FEATURES);
  for (const vector of vectors) {
    for (let at = 0; at < FEATURES; at += 1) mean[at]! += vector[at]! / vectors.length;
  }
  return vectors.map((vector) => Float64Array.from(vector, (value, at) => value - mean[at]!));
}

/** The scales of all directions, then their numbers in signed bytes. */
function projectionBytes(vectors: Float64Array[]): Buffer {
  const gram = vectors.map((one) => Float64Array.from(vectors, (other) => dot(one, other)));
  const { values, columns } = eigen(gram);
  const order = [...values.keys()].sort((one, other) => values[other]! - values[one]!);
  const file = Buffer.alloc(MOBILENET_DIM * (4 + FEATURES));
  order.slice(0, MOBILENET_DIM).forEach((column, row) => {
    const direction = new Float64Array(FEATURES);
    vectors.forEach((vector, index) => {
      for (let at = 0; at < FEATURES; at += 1)
        direction[at]! += vector[at]! * columns[index]![column]!;
    });
    const spread = Math.sqrt(dot(direction, direction));
    const largest = direction.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    file.writeFloatLE((largest / 127 / spread) * spread ** -DAMPING, row * 4);
    direction.forEach((value, at) => {
      file.writeInt8(Math.round((value / largest) * 127), MOBILENET_DIM * 4 + row * FEATURES + at);
    });
  });
  return file;
}

/** Eigenvalues and eigenvectors (as columns) of a symmetric matrix, which is used up: cyclic Jacobi rotations. */
function eigen(matrix: Float64Array[]): { values: number[]; columns: Float64Array[] } {
  const size = matrix.length;
  const columns = matrix.map((_, row) =>
    Float64Array.from({ length: size }, (_, at) => +(at === row)),
  );
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate(matrix, columns, { p, q });
    }
  }
  return { values: matrix.map((row, at) => row[at]!), columns };
}

function rotate(
  matrix: Float64Array[],
  columns: Float64Array[],
  { p, q }: { p: number; q: number },
): void {
  const off = matrix[p]![q]!;
  if (Math.abs(off) < 1e-14) return;
  const theta = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
  const tan = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(tan * tan + 1);
  const sin = tan * cos;
  for (const row of matrix) turn(row, { p, q, cos, sin });
  const [rowP, rowQ] = [matrix[p]!, matrix[q]!];
  for (let at = 0; at < rowP.length; at += 1) {
    const [one, other] = [rowP[at]!, rowQ[at]!];
    rowP[at] = cos * one - sin * other;
    rowQ[at] = sin * one + cos * other;
  }
  for (const row of columns) turn(row, { p, q, cos, sin });
}

function turn(
  row: Float64Array,
  { p, q, cos, sin }: { p: number; q: number; cos: number; sin: number },
): void {
  const [one, other] = [row[p]!, row[q]!];
  row[p] = cos * one - sin * other;
  row[q] = sin * one + cos * other;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}
