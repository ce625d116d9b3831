import type { Raster } from './raster.ts';
import { COLOUR_BINS, EDGE_BINS } from './signature.ts';

/**
 * The colours of an RGB raster in 16 hues × 4 saturations × 4 brightnesses. Each pixel is shared between the two
 * nearest steps of each, so that a slightly other light gives slightly other numbers.
 */
export function colourHistogram({ pixels }: Raster): Float32Array {
  const bins = new Float32Array(COLOUR_BINS);
  for (let at = 0; at < pixels.length; at += 3) {
    const [hue, saturation, value] = toHsv(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
    for (const [h, hueShare] of steps(hue * 16)) {
      for (const [s, saturationShare] of steps(saturation * 3)) {
        for (const [v, valueShare] of steps(value * 3)) {
          const bin = (h % 16) * 16 + Math.min(3, s) * 4 + Math.min(3, v);
          bins[bin]! += hueShare * saturationShare * valueShare;
        }
      }
    }
  }
  return rootNormal(bins);
}

/** Both whole numbers beside `value` with how near each is. */
function steps(value: number): [step: number, share: number][] {
  const low = Math.floor(value);
  const share = value - low;
  return share === 0
    ? [[low, 1]]
    : [
        [low, 1 - share],
        [low + 1, share],
      ];
}

/** All three from 0 to 1; the hue of greys is 0. */
function toHsv(red: number, green: number, blue: number): [number, number, number] {
  const max = Math.max(red, green, blue);
  const range = max - Math.min(red, green, blue);
  if (range === 0) return [0, 0, max / 255];
  let sixth: number;
  if (max === red) sixth = ((green - blue) / range + 6) % 6;
  else if (max === green) sixth = (blue - red) / range + 2;
  else sixth = (red - green) / range + 4;
  return [sixth / 6, range / max, max / 255];
}

/** How strong edges of 8 directions are in each of 4 × 4 fields of a grey raster. */
export function edgeHistogram({ width, height, pixels }: Raster): Float32Array {
  const bins = new Float32Array(EDGE_BINS);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const dx = pixels[at + 1]! - pixels[at - 1]!;
      const dy = pixels[at + width]! - pixels[at - width]!;
      const strength = Math.hypot(dx, dy);
      if (strength === 0) continue;
      // An edge and its opposite are the same edge.
      const turn = (Math.atan2(dy, dx) / Math.PI + 1) % 1;
      const field = Math.floor((y * 4) / height) * 4 + Math.floor((x * 4) / width);
      bins[field * 8 + Math.min(7, Math.floor(turn * 8))]! += strength;
    }
  }
  return rootNormal(bins);
}

export const HASH_SIDE = 32;

/**
 * pHash: the signs of the 8 × 8 lowest frequencies (DCT-II) of a 32 × 32 grey raster against their median, 64 bits.
 * Copies that were compressed, resized or lit differently stay within 10 bits.
 */
export function perceptualHash({ pixels }: Raster): Uint32Array {
  const frequencies: number[] = [];
  for (let v = 0; v < 8; v += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let y = 0; y < HASH_SIDE; y += 1) {
        const row = wave(v, y);
        for (let x = 0; x < HASH_SIDE; x += 1) sum += pixels[y * HASH_SIDE + x]! * wave(u, x) * row;
      }
      frequencies.push(sum);
    }
  }
  // The first is the mean brightness, which says nothing.
  const median = frequencies.slice(1).sort((one, other) => one - other)[31]!;
  const hash = new Uint32Array(2);
  frequencies.forEach((frequency, bit) => {
    if (bit > 0 && frequency > median) hash[bit >>> 5]! |= 1 << (bit & 31);
  });
  return hash;
}

const WAVES = Float64Array.from({ length: 8 * HASH_SIDE }, (_, at) => {
  const [frequency, place] = [Math.floor(at / HASH_SIDE), at % HASH_SIDE];
  return Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * HASH_SIDE));
});

function wave(frequency: number, place: number): number {
  return WAVES[frequency * HASH_SIDE + place]!;
}

/** Square roots, so that one big area does not drown the rest; then length 1. */
function rootNormal(bins: Float32Array): Float32Array {
  const sum = bins.reduce((total, value) => total + value, 0);
  return sum === 0 ? bins : bins.map((value) => Math.sqrt(value / sum));
}
