/** Pixels row by row, `channels` bytes each. */
export interface Raster {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Shrinks a grey raster by averaging the source under each pixel's centre (bilinear); `factor` is below 1. */
export function shrinkGrey(source: Raster, factor: number): Raster {
  const width = Math.max(1, Math.round(source.width * factor));
  const height = Math.max(1, Math.round(source.height * factor));
  const pixels = new Uint8Array(width * height);
  const stepX = source.width / width;
  const stepY = source.height / height;
  for (let y = 0; y < height; y += 1) {
    const fromY = Math.min(source.height - 1.001, Math.max(0, (y + 0.5) * stepY - 0.5));
    for (let x = 0; x < width; x += 1) {
      const fromX = Math.min(source.width - 1.001, Math.max(0, (x + 0.5) * stepX - 0.5));
      pixels[y * width + x] = bilinear(source, fromX, fromY);
    }
  }
  return { width, height, pixels };
}

function bilinear({ width, pixels }: Raster, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const at = top * width + left;
  const right = x - left;
  const below = y - top;
  const upper = pixels[at]! * (1 - right) + pixels[at + 1]! * right;
  const lower = pixels[at + width]! * (1 - right) + pixels[at + width + 1]! * right;
  return upper * (1 - below) + lower * below;
}

/** The mean over a square of `2 × radius + 1` pixels around each pixel; edges are repeated. */
export function boxBlur(
  source: Float32Array,
  size: { width: number; height: number },
  radius: number,
): Float32Array {
  return blurColumns(blurRows(source, size, radius), size, radius);
}

function blurRows(
  source: Float32Array,
  { width, height }: { width: number; height: number },
  radius: number,
) {
  const out = new Float32Array(source.length);
  const share = 1 / (2 * radius + 1);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let sum = 0;
    for (let x = -radius; x <= radius; x += 1) sum += source[row + clamp(x, width)]!;
    for (let x = 0; x < width; x += 1) {
      out[row + x] = sum * share;
      sum += source[row + clamp(x + radius + 1, width)]! - source[row + clamp(x - radius, width)]!;
    }
  }
  return out;
}

function blurColumns(
  source: Float32Array,
  { width, height }: { width: number; height: number },
  radius: number,
) {
  const out = new Float32Array(source.length);
  const share = 1 / (2 * radius + 1);
  const sums = new Float32Array(width);
  for (let y = -radius; y <= radius; y += 1) {
    const row = clamp(y, height) * width;
    for (let x = 0; x < width; x += 1) sums[x]! += source[row + x]!;
  }
  for (let y = 0; y < height; y += 1) {
    const incoming = clamp(y + radius + 1, height) * width;
    const outgoing = clamp(y - radius, height) * width;
    for (let x = 0; x < width; x += 1) {
      out[y * width + x] = sums[x]! * share;
      sums[x]! += source[incoming + x]! - source[outgoing + x]!;
    }
  }
  return out;
}

function clamp(value: number, size: number): number {
  return value < 0 ? 0 : value >= size ? size - 1 : value;
}
