import { readFile } from 'node:fs/promises';
import type { ImageEmbedder } from './image-embedder.ts';
import { readMobileNet } from './mobilenet-file.ts';
import { FEATURES, FIELDS, INPUT_SIDE, mobileNetOnnx } from './mobilenet-onnx.ts';
import { type RawPicture, resizeRaw } from './raw-picture.ts';
import { openSession, runSession } from './run-onnx.ts';
import { MOBILENET_DIM, MOBILENET_SPACE } from './spaces.ts';

/** Made by bench/fit-projection.ts. */
const PROJECTION = new URL('./mobilenet-projection.bin', import.meta.url);

/**
 * MobileNetV2 up to its last convolution, seen from near and from far. Throws when onnxruntime-node or nsfwjs is not
 * installed. Takes half a second and 100 MB; an embedding takes 15 ms.
 */
export async function openMobileNetEmbedder(): Promise<ImageEmbedder> {
  const features = await openMobileNetFeatures();
  const project = readProjection(await readFile(PROJECTION));
  return {
    space: MOBILENET_SPACE,
    dim: MOBILENET_DIM,
    embed: async (picture) => toLength1(project(await features(picture))),
  };
}

const VIEWS = 2;
/** The middle of the picture, of its shorter side. */
const NEAR = 0.8;

/** The 1,792 features of a picture before they are brought down to fewer, of length 1. */
export async function openMobileNetFeatures(): Promise<
  (picture: RawPicture) => Promise<Float32Array>
> {
  const network = await openSession(mobileNetOnnx(readMobileNet(), VIEWS));
  return async (picture) => {
    const square = { width: INPUT_SIDE, height: INPUT_SIDE };
    const side = Math.round(Math.min(picture.width, picture.height) * NEAR);
    const middle = {
      left: Math.floor((picture.width - side) / 2),
      top: Math.floor((picture.height - side) / 2),
      width: side,
      height: side,
    };
    const views = [await resizeRaw(picture, square), await resizeRaw(picture, square, middle)];
    const values = new Float32Array(VIEWS * 3 * INPUT_SIDE * INPUT_SIDE);
    views.forEach((view, index) => {
      putPlanes(view.pixels, values.subarray((index * values.length) / VIEWS));
    });
    const shape = [VIEWS, 3, INPUT_SIDE, INPUT_SIDE];
    const maps = await runSession(network, { shape, values });
    const sum = new Float32Array(FEATURES);
    for (let view = 0; view < VIEWS; view += 1) {
      const pooled = pool(maps.subarray(view * FEATURES * FIELDS, (view + 1) * FEATURES * FIELDS));
      for (let at = 0; at < FEATURES; at += 1) sum[at]! += pooled[at]!;
    }
    return toLength1(sum);
  };
}

/** From 0 to 1, one channel after the other. */
function putPlanes(pixels: Uint8Array, planes: Float32Array): void {
  const size = INPUT_SIDE * INPUT_SIDE;
  for (let at = 0; at < size * 3; at += 1)
    planes[(at % 3) * size + Math.floor(at / 3)] = pixels[at]! / 255;
}

/** Generalised mean over the fields with p = 3 (Radenović and others, 2018), then square roots and length 1. */
function pool(maps: Float32Array): Float32Array {
  const pooled = new Float32Array(FEATURES);
  for (let feature = 0; feature < FEATURES; feature += 1) {
    let sum = 0;
    for (let field = 0; field < FIELDS; field += 1) sum += maps[feature * FIELDS + field]! ** 3;
    pooled[feature] = Math.cbrt(sum / FIELDS) ** 0.5;
  }
  return toLength1(pooled);
}

/** The file: a scale for each direction (float32, little-endian), then 1,792 signed bytes for each. */
function readProjection(file: Buffer): (features: Float32Array) => Float32Array {
  if (file.length !== MOBILENET_DIM * (4 + FEATURES))
    throw new Error('the projection of MobileNet is not of the size expected');
  const rows = new Int8Array(file.buffer, file.byteOffset + MOBILENET_DIM * 4);
  return (features) =>
    Float32Array.from({ length: MOBILENET_DIM }, (_, direction) => {
      let sum = 0;
      for (let at = 0; at < FEATURES; at += 1)
        sum += rows[direction * FEATURES + at]! * features[at]!;
      return sum * file.readFloatLE(direction * 4);
    });
}

function toLength1(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}
