import type { TensorFlowGraph, TensorFlowNode, TensorFlowWeights } from './mobilenet-file.ts';
import { type OnnxGraph, type OnnxNode, type OnnxTensor, onnxBytes } from './onnx-bytes.ts';

/** The side of the square that the network looks at. */
export const INPUT_SIDE = 224;
/** The last layer before pooling: so many numbers in each of 7 × 7 fields. */
export const FEATURES = 1792;
export const FIELDS = 49;

const LAST_NODE = /\/Conv_1\/Relu6$/;

/**
 * The network up to its last convolution as an ONNX file: [views, 3, 224, 224] of 0 to 1 in, [views, 1792, 7, 7] out.
 * TensorFlow keeps channels last, ONNX keeps them first, so weights change places. Throws on a node that MobileNetV2
 * does not have.
 */
export function mobileNetOnnx({ nodes, weights }: TensorFlowGraph, views: number): Buffer {
  const graph: OnnxGraph = {
    input: { name: 'input', shape: [views, 3, INPUT_SIDE, INPUT_SIDE] },
    output: { name: '', shape: [views, FEATURES, 7, 7] },
    nodes: [],
    weights: [number('zero', 0), number('six', 6)],
  };
  for (const node of nodes) {
    if (node.op === 'Const' || node.op === 'Placeholder') continue;
    const converted = convert(node, weights);
    graph.nodes.push(...converted.nodes);
    graph.weights.push(...converted.weights);
    if (!LAST_NODE.test(node.name)) continue;
    graph.output.name = node.name;
    return onnxBytes(graph);
  }
  throw new Error('the network has no layer Conv_1');
}

interface Converted {
  nodes: OnnxNode[];
  weights: OnnxTensor[];
}

function convert(node: TensorFlowNode, weights: TensorFlowGraph['weights']): Converted {
  const inputs = node.input ?? [];
  switch (node.op) {
    case '_FusedConv2D':
    case 'FusedDepthwiseConv2dNative':
      return convolution(node, weights);
    case 'AddV2':
      return { nodes: [{ type: 'Add', inputs, output: node.name }], weights: [] };
    case 'Mul':
    case 'Sub': {
      const constants = inputs.flatMap((name) => {
        const found = weights.get(name);
        return found ? [number(name, found.values[0]!)] : [];
      });
      return { nodes: [{ type: node.op, inputs, output: node.name }], weights: constants };
    }
    default:
      throw new Error(`MobileNetV2 has no ${node.op}`);
  }
}

/** With its bias and, where it has one, the limit of 6 that follows. */
function convolution(node: TensorFlowNode, weights: TensorFlowGraph['weights']): Converted {
  const [input, kernelName, biasName] = node.input as [string, string, string];
  const kernel = weights.get(kernelName)!;
  const bias = weights.get(biasName)!;
  const depthwise = node.op === 'FusedDepthwiseConv2dNative';
  const stride = Number(node.attr?.strides?.list.i[1] ?? 1);
  const limited = (node.attr?.fused_ops?.list.s ?? []).some((name) => atob(name) === 'Relu6');
  const output = limited ? `${node.name}/unlimited` : node.name;
  const nodes: OnnxNode[] = [
    {
      type: 'Conv',
      inputs: [input, kernelName, biasName],
      output,
      attributes: {
        strides: [stride, stride],
        auto_pad: 'SAME_UPPER',
        group: depthwise ? kernel.shape[2]! : 1,
      },
    },
  ];
  if (limited) nodes.push({ type: 'Clip', inputs: [output, 'zero', 'six'], output: node.name });
  const kernelTensor = { name: kernelName, ...channelsFirst(kernel, depthwise) };
  return { nodes, weights: [kernelTensor, { name: biasName, ...bias }] };
}

/** From [height, width, in, out] to [out, in, height, width]; depthwise from [height, width, of, 1] to [of, 1, …]. */
function channelsFirst(
  { shape, values }: TensorFlowWeights,
  depthwise: boolean,
): Omit<OnnxTensor, 'name'> {
  const [height, width, third, fourth] = shape as [number, number, number, number];
  const [into, from] = depthwise ? [third, 1] : [fourth, third];
  const moved = new Float32Array(values.length);
  let at = 0;
  for (let out = 0; out < into; out += 1) {
    for (let channel = 0; channel < from; channel += 1) {
      for (let place = 0; place < height * width; place += 1) {
        moved[at] = values[depthwise ? place * into + out : (place * from + channel) * into + out]!;
        at += 1;
      }
    }
  }
  return { shape: [into, from, height, width], values: moved };
}

function number(name: string, value: number): OnnxTensor {
  return { name, shape: [], values: Float32Array.of(value) };
}
