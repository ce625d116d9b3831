import { type RawPicture, resizeRaw } from './raw-picture.ts';
import { COLOUR_DIMENSIONS } from './spaces.ts';

const SIDE = 64;
const LIGHT_STEPS = 3;
const TINT_STEPS = 10;
/** Of a and b in CIE Lab; stronger tints count as this strong. */
const STRONGEST_TINT = 64;

/**
 * The colours of the thing on a picture: 3 steps of lightness × 10 of green to red × 10 of blue to yellow (CIE Lab,
 * D65), each pixel shared between its neighbours; square roots, length 1. What is brightest counts as white, so that a
 * dim shelf is like a studio. A white ground is left out; where there is none, the middle counts most.
 */
export async function colourHistogram(picture: RawPicture): Promise<Float32Array> {
  const { pixels } = await resizeRaw(picture, { width: SIDE, height: SIDE });
  const light = pixels.length === 0 ? new Float32Array() : linearLight(pixels);
  const lab = toLab(light, brightest(light));
  const weights = pixelWeights(lab);
  const bins = new Float32Array(COLOUR_DIMENSIONS);
  for (let pixel = 0; pixel < weights.length; pixel += 1) {
    if (weights[pixel]! > 0)
      addPixel(bins, lab.subarray(pixel * 3, pixel * 3 + 3), weights[pixel]!);
  }
  const sum = bins.reduce((total, value) => total + value, 0);
  return bins.map((value) => Math.sqrt(value / Math.max(sum, 1e-9)));
}

/** sRGB's curve (IEC 61966-2-1). */
const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

function linearLight(pixels: Uint8Array): Float32Array {
  return Float32Array.from(pixels, (byte) => LINEAR[byte]!);
}

const BRIGHT_SHARE = 0.95;
const DARKEST_WHITE = 0.05;

/** What a twentieth of the pixels outshine. */
function brightest(light: Float32Array): number {
  const peaks = new Float32Array(light.length / 3);
  for (let pixel = 0; pixel < peaks.length; pixel += 1)
    peaks[pixel] = Math.max(light[pixel * 3]!, light[pixel * 3 + 1]!, light[pixel * 3 + 2]!);
  peaks.sort();
  return Math.max(DARKEST_WHITE, peaks[Math.floor(peaks.length * BRIGHT_SHARE)]!);
}

/** Three numbers a pixel: L from 0 to 100, a and b. */
function toLab(light: Float32Array, white: number): Float32Array {
  const lab = new Float32Array(light.length);
  for (let at = 0; at < light.length; at += 3) {
    const red = Math.min(1, light[at]! / white);
    const green = Math.min(1, light[at + 1]! / white);
    const blue = Math.min(1, light[at + 2]! / white);
    const x = bend((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
    const y = bend(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    const z = bend((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
    lab[at] = 116 * y - 16;
    lab[at + 1] = 500 * (x - y);
    lab[at + 2] = 200 * (y - z);
  }
  return lab;
}

function bend(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}

/** A ground is white up to this far from white, and has this share of the pixels at least. */
const WHITE_WITHIN = 8;
const GROUND_FROM = 0.1;
const NOTHING_LEFT = 0.02;
const MIDDLE_RADIUS = 0.2;

function pixelWeights(lab: Float32Array): Float32Array {
  const ground = whiteGround(lab);
  const share = ground.reduce((sum, value) => sum + value, 0) / ground.length;
  if (share >= GROUND_FROM && share <= 1 - NOTHING_LEFT)
    return Float32Array.from(ground, (value) => 1 - value);
  return Float32Array.from(ground, (_, pixel) => {
    const x = ((pixel % SIDE) + 0.5) / SIDE - 0.5;
    const y = (Math.floor(pixel / SIDE) + 0.5) / SIDE - 0.5;
    return Math.exp(-(x * x + y * y) / (2 * MIDDLE_RADIUS * MIDDLE_RADIUS));
  });
}

/** 1 for what is white and hangs together with the edge. */
function whiteGround(lab: Float32Array): Uint8Array {
  const ground = new Uint8Array(SIDE * SIDE);
  const isWhite = (pixel: number) =>
    lab[pixel * 3]! > 100 - WHITE_WITHIN &&
    Math.hypot(lab[pixel * 3 + 1]!, lab[pixel * 3 + 2]!) < WHITE_WITHIN;
  const open: number[] = [];
  const visit = (x: number, y: number) => {
    const pixel = y * SIDE + x;
    if (x < 0 || y < 0 || x >= SIDE || y >= SIDE || ground[pixel] || !isWhite(pixel)) return;
    ground[pixel] = 1;
    open.push(pixel);
  };
  for (let step = 0; step < SIDE; step += 1) {
    visit(step, 0);
    visit(step, SIDE - 1);
    visit(0, step);
    visit(SIDE - 1, step);
  }
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    const x = pixel % SIDE;
    const y = Math.floor(pixel / SIDE);
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  return ground;
}

function addPixel(bins: Float32Array, lab: Float32Array, weight: number): void {
  const light = lab[0]! / 100;
  for (const [l, lightShare] of neighbours(light, LIGHT_STEPS)) {
    for (const [a, greenRed] of neighbours(tint(lab[1]!), TINT_STEPS)) {
      for (const [b, blueYellow] of neighbours(tint(lab[2]!), TINT_STEPS)) {
        const bin = (l * TINT_STEPS + a) * TINT_STEPS + b;
        bins[bin]! += weight * lightShare * greenRed * blueYellow;
      }
    }
  }
}

/** From 0 to 1. */
function tint(value: number): number {
  return Math.max(0, Math.min(1, (value / STRONGEST_TINT + 1) / 2));
}

/** Both steps beside a value from 0 to 1, with how near each is. */
function neighbours(value: number, steps: number): [step: number, share: number][] {
  const place = Math.max(0, Math.min(1, value)) * (steps - 1);
  const low = Math.min(Math.floor(place), steps - 2);
  return [
    [low, 1 - (place - low)],
    [low + 1, place - low],
  ];
}
