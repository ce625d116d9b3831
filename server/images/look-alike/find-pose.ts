import { type Corners, WORDS } from './corners.ts';

/** Where a known picture lies in a photo: `x' = a·x + b·y + c`, `y' = d·x + e·y + f`, in the rasters' pixels. */
export type Affine = [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Pose {
  affine: Affine;
  /** Corners that agree on it, each place counted once. */
  inliers: number;
}

interface Pair {
  known: number;
  seen: number;
}

const MAX_DISTANCE = 70;
const RATIO = 0.88;
/** In pixels of the photo's raster, for the first guess (no perspective in it) and after refining. */
const LOOSE = 14;
const TIGHT = 6;
const MIN_INLIERS = 4;

/**
 * Finds `known` in `seen` by its corners. Every pair of like corners says where the whole picture would lie, as each
 * has a size and a direction; the place that most pairs agree on is then fitted to them. Undefined when there is none.
 */
export function findPose(known: Corners, seen: Corners): Pose | undefined {
  const pairs = likeCorners(known, seen);
  let best: Pair[] = [];
  for (const pair of pairs) {
    const guess = poseOfPair(known, seen, pair);
    if (!guess) continue;
    const agreeing = pairs.filter((other) => distance(guess, { known, seen }, other) < LOOSE);
    if (agreeing.length > best.length) best = agreeing;
  }
  if (best.length < MIN_INLIERS) return undefined;
  let affine = fitAffine(known, seen, best);
  for (let round = 0; affine && round < 2; round += 1) {
    const pose = affine;
    best = pairs.filter((pair) => distance(pose, { known, seen }, pair) < TIGHT);
    affine = best.length >= MIN_INLIERS ? fitAffine(known, seen, best) : undefined;
  }
  if (!affine || !isPlausible(affine)) return undefined;
  return { affine, inliers: distinctPlaces(known, best) };
}

/** For each seen corner the known one most like it, when no other comes near. */
function likeCorners(known: Corners, seen: Corners): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < seen.count; index += 1) {
    let best = 257;
    let second = 257;
    let winner = -1;
    for (let other = 0; other < known.count; other += 1) {
      const bits = difference(known.words, other * WORDS, seen.words, index * WORDS);
      if (bits < best) {
        // The same place on the next level of the pyramid is no rival.
        if (winner < 0 || !samePlace(known, winner, other)) second = best;
        best = bits;
        winner = other;
      } else if (bits < second && !samePlace(known, winner, other)) {
        second = bits;
      }
    }
    if (best <= MAX_DISTANCE && best < RATIO * second) pairs.push({ known: winner, seen: index });
  }
  return pairs;
}

function samePlace({ places }: Corners, one: number, other: number): boolean {
  const dx = places[one * 4]! - places[other * 4]!;
  const dy = places[one * 4 + 1]! - places[other * 4 + 1]!;
  return dx * dx + dy * dy < 36;
}

function difference(one: Uint32Array, at: number, other: Uint32Array, from: number): number {
  let bits = 0;
  for (let word = 0; word < WORDS; word += 1)
    bits += bitCount(one[at + word]! ^ other[from + word]!);
  return bits;
}

/** Warren, Hacker's Delight, 5-2. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function poseOfPair(known: Corners, seen: Corners, pair: Pair): Affine | undefined {
  const from = pair.known * 4;
  const to = pair.seen * 4;
  const scale = seen.places[to + 2]! / known.places[from + 2]!;
  const angle = seen.places[to + 3]! - known.places[from + 3]!;
  const cos = scale * Math.cos(angle);
  const sin = scale * Math.sin(angle);
  const x = known.places[from]!;
  const y = known.places[from + 1]!;
  return [
    cos,
    -sin,
    seen.places[to]! - cos * x + sin * y,
    sin,
    cos,
    seen.places[to + 1]! - sin * x - cos * y,
  ];
}

function distance(
  [a, b, c, d, e, f]: Affine,
  { known, seen }: { known: Corners; seen: Corners },
  pair: Pair,
): number {
  const x = known.places[pair.known * 4]!;
  const y = known.places[pair.known * 4 + 1]!;
  const dx = a * x + b * y + c - seen.places[pair.seen * 4]!;
  const dy = d * x + e * y + f - seen.places[pair.seen * 4 + 1]!;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Least squares over the pairs; undefined when they lie on one line. */
function fitAffine(known: Corners, seen: Corners, pairs: Pair[]): Affine | undefined {
  let [xx, xy, yy, sx, sy] = [0, 0, 0, 0, 0];
  const sums = [new Float64Array(3), new Float64Array(3)];
  for (const pair of pairs) {
    const x = known.places[pair.known * 4]!;
    const y = known.places[pair.known * 4 + 1]!;
    xx += x * x;
    xy += x * y;
    yy += y * y;
    sx += x;
    sy += y;
    for (const axis of [0, 1]) {
      const value = seen.places[pair.seen * 4 + axis]!;
      sums[axis]![0]! += x * value;
      sums[axis]![1]! += y * value;
      sums[axis]![2]! += value;
    }
  }
  const matrix = [xx, xy, sx, xy, yy, sy, sx, sy, pairs.length];
  const first = solve(matrix, sums[0]!);
  const second = solve(matrix, sums[1]!);
  return first && second && [...first, ...second];
}

/** Cramer's rule on a 3 × 3 matrix, row by row. */
function solve(matrix: number[], right: Float64Array): [number, number, number] | undefined {
  const whole = determinant(matrix);
  if (Math.abs(whole) < 1e-3) return undefined;
  const column = (index: number) =>
    determinant(
      matrix.map((value, at) => (at % 3 === index ? right[Math.floor(at / 3)]! : value)),
    ) / whole;
  return [column(0), column(1), column(2)];
}

function determinant(m: number[]): number {
  return (
    m[0]! * (m[4]! * m[8]! - m[5]! * m[7]!) -
    m[1]! * (m[3]! * m[8]! - m[5]! * m[6]!) +
    m[2]! * (m[3]! * m[7]! - m[4]! * m[6]!)
  );
}

/** A picture seen on a screen or on paper: not mirrored, not squeezed beyond 2.5 : 1, between an eighth and eight times its size. */
function isPlausible([a, b, , d, e]: Affine): boolean {
  const area = a * e - b * d;
  const wide = Math.hypot(a, d);
  const high = Math.hypot(b, e);
  const squeeze = Math.max(wide, high) / Math.max(1e-9, Math.min(wide, high));
  return area > 1 / 64 && area < 64 && squeeze < 2.5 && area > 0.5 * wide * high;
}

const CELL = 8;

function distinctPlaces({ places }: Corners, pairs: Pair[]): number {
  const cells = new Set(
    pairs.map(
      ({ known }) =>
        `${Math.floor(places[known * 4]! / CELL)},${Math.floor(places[known * 4 + 1]! / CELL)}`,
    ),
  );
  return cells.size;
}
