/** Where a line of text lies in a picture: its middle, the direction it runs in, and half its length and height. */
export interface TextBox {
  x: number;
  y: number;
  /** Radians. */
  angle: number;
  halfLength: number;
  halfHeight: number;
}

export interface ProbabilityMap {
  width: number;
  height: number;
  /** That each pixel is text. */
  values: Float32Array;
}

const TEXT_FROM = 0.3;
const MEAN_FROM = 0.55;
const SMALLEST_SIDE = 3;
const MOST_BOXES = 24;
/** The network marks the inner part of a line only. */
const GROWTH = 1.7;

/**
 * Lines of text out of what PP-OCR's detector says of each pixel, largest first, at most 24: connected pixels become
 * a turned box, grown by the rule of DB (Liao and others, 2020): by area × ratio / circumference on every side.
 */
export function textBoxes(map: ProbabilityMap): TextBox[] {
  const seen = new Uint8Array(map.values.length);
  const boxes: TextBox[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] || map.values[start]! < TEXT_FROM) continue;
    const box = boxAround(connected(map, seen, start), map);
    if (box) boxes.push(box);
  }
  return boxes.sort((one, other) => area(other) - area(one)).slice(0, MOST_BOXES);
}

function area({ halfLength, halfHeight }: TextBox): number {
  return halfLength * halfHeight;
}

function connected({ width, values }: ProbabilityMap, seen: Uint8Array, start: number): number[] {
  const pixels = [start];
  seen[start] = 1;
  for (let next = 0; next < pixels.length; next += 1) {
    const at = pixels[next]!;
    const x = at % width;
    const neighbours = [at - width, at + width];
    if (x > 0) neighbours.push(at - 1);
    if (x < width - 1) neighbours.push(at + 1);
    for (const neighbour of neighbours) {
      if (seen[neighbour] !== 0 || values[neighbour]! < TEXT_FROM) continue;
      seen[neighbour] = 1;
      pixels.push(neighbour);
    }
  }
  return pixels;
}

/** Undefined for what is too small or too unsure. */
function boxAround(pixels: number[], { width, values }: ProbabilityMap): TextBox | undefined {
  if (pixels.length < SMALLEST_SIDE * SMALLEST_SIDE) return undefined;
  const mean = pixels.reduce((sum, at) => sum + values[at]!, 0) / pixels.length;
  if (mean < MEAN_FROM) return undefined;
  const angle = directionOf(pixels, width);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const at of pixels) {
    const x = at % width;
    const y = Math.floor(at / width);
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const length = right - left + 1;
  const height = bottom - top + 1;
  if (Math.min(length, height) < SMALLEST_SIDE) return undefined;
  const grown = (length * height * GROWTH) / (2 * (length + height));
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: along * cos - across * sin + 0.5,
    y: along * sin + across * cos + 0.5,
    angle,
    halfLength: length / 2 + grown,
    halfHeight: height / 2 + grown,
  };
}

/** The longest axis of the pixels, so that text runs from left to right or, on its side, from bottom to top. */
function directionOf(pixels: number[], width: number): number {
  let [sumX, sumY, sumXx, sumXy, sumYy] = [0, 0, 0, 0, 0];
  for (const at of pixels) {
    const x = at % width;
    const y = Math.floor(at / width);
    sumX += x;
    sumY += y;
    sumXx += x * x;
    sumXy += x * y;
    sumYy += y * y;
  }
  const count = pixels.length;
  const xx = sumXx - (sumX * sumX) / count;
  const xy = sumXy - (sumX * sumY) / count;
  const yy = sumYy - (sumY * sumY) / count;
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  // A word of two letters is nearly square; such a thing is taken to be upright.
  const spread = Math.hypot(xx - yy, 2 * xy) / (xx + yy);
  if (spread < 0.3) return 0;
  return angle > Math.PI * 0.4 ? angle - Math.PI : angle;
}
