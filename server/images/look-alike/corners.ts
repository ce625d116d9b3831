import { boxBlur, type Raster, shrinkGrey } from './raster.ts';

/**
 * Places of a picture that can be found again: where they are, how large, which way they look, and 256 comparisons
 * of brightness around them. After ORB (Rublee and others, 2011): Harris corners on a pyramid, turned by the
 * intensity centroid, described by BRIEF tests.
 */
export interface Corners {
  count: number;
  /** x, y, scale (1 is the described raster's own), angle in radians; four a corner. */
  places: Float32Array;
  /** Eight 32-bit words a corner. */
  words: Uint32Array;
}

export const WORDS = 8;
const LEVELS = 6;
const LEVEL_FACTOR = 0.8;
const PATCH_RADIUS = 13;
/** Patch tests reach this far after turning, with the blur around them. */
const BORDER = 19;
const SUPPRESS_RADIUS = 3;

/** About `limit` corners of a grey picture: the strongest of each of six sizes. None in one smaller than 46 pixels. */
export function findCorners(grey: Raster, limit: number): Corners {
  const found: { strength: number; place: number[]; words: Uint32Array }[] = [];
  let raster = grey;
  for (let level = 0; level < LEVELS; level += 1) {
    if (level > 0) raster = shrinkGrey(grey, LEVEL_FACTOR ** level);
    if (raster.width < 2 * BORDER + 8 || raster.height < 2 * BORDER + 8) break;
    // Larger scales have fewer pixels; a share by side keeps enough of them.
    const share = Math.ceil(
      (limit * LEVEL_FACTOR ** level * (1 - LEVEL_FACTOR)) / (1 - LEVEL_FACTOR ** LEVELS),
    );
    const smooth = boxBlur(Float32Array.from(raster.pixels), raster, 2);
    for (const { x, y, strength } of strongest(raster, share)) {
      const angle = direction(raster, x, y);
      const scale = grey.width / raster.width;
      found.push({
        strength,
        place: [(x + 0.5) * scale, (y + 0.5) * scale, scale, angle],
        words: describe(smooth, raster.width, { x, y, angle }),
      });
    }
  }
  const places = Float32Array.from(found.flatMap(({ place }) => place));
  const words = new Uint32Array(found.length * WORDS);
  found.forEach((corner, index) => {
    words.set(corner.words, index * WORDS);
  });
  return { count: found.length, places, words };
}

interface Peak {
  x: number;
  y: number;
  strength: number;
}

const HARRIS_K = 0.05;
const MIN_STRENGTH = 200;

/** Harris and Stephens, 1988: where brightness changes in two directions. */
function strongest(raster: Raster, limit: number): Peak[] {
  const { width, height, pixels } = raster;
  const xx = new Float32Array(pixels.length);
  const yy = new Float32Array(pixels.length);
  const xy = new Float32Array(pixels.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const dx = (pixels[at + 1]! - pixels[at - 1]!) / 2;
      const dy = (pixels[at + width]! - pixels[at - width]!) / 2;
      xx[at] = dx * dx;
      yy[at] = dy * dy;
      xy[at] = dx * dy;
    }
  }
  const [a, b, c] = [boxBlur(xx, raster, 2), boxBlur(yy, raster, 2), boxBlur(xy, raster, 2)];
  const strength = new Float32Array(pixels.length);
  for (let at = 0; at < strength.length; at += 1) {
    const trace = a[at]! + b[at]!;
    strength[at] = a[at]! * b[at]! - c[at]! * c[at]! - HARRIS_K * trace * trace;
  }
  const peaks: Peak[] = [];
  for (let y = BORDER; y < height - BORDER; y += 1) {
    for (let x = BORDER; x < width - BORDER; x += 1) {
      const value = strength[y * width + x]!;
      if (value > MIN_STRENGTH && isPeak(strength, width, { x, y }))
        peaks.push({ x, y, strength: value });
    }
  }
  return peaks.sort((one, other) => other.strength - one.strength).slice(0, limit);
}

function isPeak(
  strength: Float32Array,
  width: number,
  { x, y }: { x: number; y: number },
): boolean {
  const value = strength[y * width + x]!;
  for (let dy = -SUPPRESS_RADIUS; dy <= SUPPRESS_RADIUS; dy += 1) {
    for (let dx = -SUPPRESS_RADIUS; dx <= SUPPRESS_RADIUS; dx += 1) {
      const other = strength[(y + dy) * width + x + dx]!;
      // Of equals the first in reading order stays.
      if (other > value || (other === value && (dy < 0 || (dy === 0 && dx < 0)))) return false;
    }
  }
  return true;
}

/** From the corner to the centre of brightness around it. */
function direction({ width, pixels }: Raster, x: number, y: number): number {
  let momentX = 0;
  let momentY = 0;
  for (let dy = -PATCH_RADIUS; dy <= PATCH_RADIUS; dy += 1) {
    const reach = Math.floor(Math.sqrt(PATCH_RADIUS * PATCH_RADIUS - dy * dy));
    for (let dx = -reach; dx <= reach; dx += 1) {
      const value = pixels[(y + dy) * width + x + dx]!;
      momentX += dx * value;
      momentY += dy * value;
    }
  }
  return Math.atan2(momentY, momentX);
}

/** The pairs of places whose brightness is compared: the same for ever, else kept descriptions lose their meaning. */
const TESTS = makeTests();

function makeTests(): Int8Array {
  let state = 0x2545f491;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const tests = new Int8Array(WORDS * 32 * 4);
  for (let at = 0; at < tests.length; at += 2) {
    let [x, y] = [PATCH_RADIUS, PATCH_RADIUS];
    while (x * x + y * y > PATCH_RADIUS * PATCH_RADIUS) {
      // The sum of three uniform numbers is nearly normal.
      x = Math.round((uniform() + uniform() + uniform() - 1.5) * PATCH_RADIUS);
      y = Math.round((uniform() + uniform() + uniform() - 1.5) * PATCH_RADIUS);
    }
    tests[at] = x;
    tests[at + 1] = y;
  }
  return tests;
}

function describe(
  smooth: Float32Array,
  width: number,
  corner: { x: number; y: number; angle: number },
): Uint32Array {
  const cos = Math.cos(corner.angle);
  const sin = Math.sin(corner.angle);
  const valueAt = (test: number) => {
    const x = TESTS[test]!;
    const y = TESTS[test + 1]!;
    const turnedX = corner.x + Math.round(x * cos - y * sin);
    const turnedY = corner.y + Math.round(x * sin + y * cos);
    return smooth[turnedY * width + turnedX]!;
  };
  const words = new Uint32Array(WORDS);
  for (let bit = 0; bit < WORDS * 32; bit += 1) {
    if (valueAt(bit * 4) < valueAt(bit * 4 + 2)) words[bit >>> 5]! |= 1 << (bit & 31);
  }
  return words;
}
