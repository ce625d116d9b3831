import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A TensorFlow.js graph, as far as MobileNetV2 uses it. */
export interface TensorFlowGraph {
  nodes: TensorFlowNode[];
  weights: Map<string, TensorFlowWeights>;
}

export interface TensorFlowNode {
  name: string;
  op: string;
  input?: string[];
  attr?: { strides?: { list: { i: string[] } }; fused_ops?: { list: { s: string[] } } };
}

export interface TensorFlowWeights {
  shape: number[];
  values: Float32Array;
}

interface ModelFile {
  modelTopology: { node: TensorFlowNode[] };
  weightsManifest: { paths: string[]; weights: ManifestEntry[] }[];
}

interface ManifestEntry {
  name: string;
  shape: number[];
  quantization: { dtype: 'uint8'; min: number; scale: number };
}

/**
 * MobileNetV2 1.4 as the package nsfwjs 4.3.0 ships it (its "mid" model, MIT), whose features are still those that
 * ImageNet taught it. Reads its files only: TensorFlow.js is not needed. Throws when the package is not installed or is
 * another version.
 */
export function readMobileNet(): TensorFlowGraph {
  const main = fileURLToPath(import.meta.resolve('nsfwjs'));
  const folder = path.resolve(path.dirname(main), '../models/mobilenet_v2_mid');
  const load = createRequire(path.join(folder, 'model.min.js'));
  const model = load('./model.min.js') as ModelFile;
  const [{ paths, weights }] = model.weightsManifest as [ModelFile['weightsManifest'][0]];
  const shards = paths.map((name) => Buffer.from(load(`./${name}.min.js`) as string, 'base64'));
  return {
    nodes: model.modelTopology.node,
    weights: readWeights(weights, Buffer.concat(shards)),
  };
}

/** One byte a weight, one after the other in the order of the manifest. */
function readWeights(entries: ManifestEntry[], bytes: Buffer): Map<string, TensorFlowWeights> {
  const weights = new Map<string, TensorFlowWeights>();
  let at = 0;
  for (const { name, shape, quantization } of entries) {
    const end = at + shape.reduce((product, size) => product * size, 1);
    const { min, scale } = quantization;
    const values = Float32Array.from(bytes.subarray(at, end), (byte) => byte * scale + min);
    weights.set(name, { shape, values });
    at = end;
  }
  if (at !== bytes.length) throw new Error('the weights of nsfwjs are not laid out as expected');
  return weights;
}
