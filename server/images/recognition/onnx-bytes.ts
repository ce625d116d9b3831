/**
 * Writes neural networks in ONNX's own file format (a protobuf, onnx/onnx.proto of ONNX 1.9, operator set 13), as far as
 * a network of plain convolutions needs it.
 */
export interface OnnxGraph {
  input: OnnxValue;
  output: OnnxValue;
  nodes: OnnxNode[];
  weights: OnnxTensor[];
}

/** A float tensor that goes in or comes out. */
export interface OnnxValue {
  name: string;
  shape: number[];
}

export interface OnnxNode {
  type: string;
  inputs: string[];
  output: string;
  attributes?: Record<string, string | number | number[]>;
}

export interface OnnxTensor {
  name: string;
  /** Empty for a single number. */
  shape: number[];
  values: Float32Array;
}

const IR_VERSION = 7;
const OPERATOR_SET = 13;
const FLOAT = 1;

/** The bytes of a model file. */
export function onnxBytes({ nodes, weights, input, output }: OnnxGraph): Buffer {
  const graph = Buffer.concat([
    ...nodes.map((node) => message(1, nodeBytes(node))),
    text(2, 'graph'),
    ...weights.map((tensor) => message(5, tensorBytes(tensor))),
    message(11, valueBytes(input)),
    message(12, valueBytes(output)),
  ]);
  const operators = Buffer.concat([text(1, ''), integer(2, OPERATOR_SET)]);
  return Buffer.concat([integer(1, IR_VERSION), message(7, graph), message(8, operators)]);
}

function nodeBytes({ type, inputs, output, attributes = {} }: OnnxNode): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, type),
    ...Object.entries(attributes).map((entry) => message(5, attributeBytes(...entry))),
  ]);
}

const [INTEGER_ATTRIBUTE, TEXT_ATTRIBUTE, INTEGERS_ATTRIBUTE] = [2, 3, 7];

function attributeBytes(name: string, value: string | number | number[]): Buffer {
  if (typeof value === 'number')
    return Buffer.concat([text(1, name), integer(3, value), integer(20, INTEGER_ATTRIBUTE)]);
  if (typeof value === 'string')
    return Buffer.concat([text(1, name), text(4, value), integer(20, TEXT_ATTRIBUTE)]);
  const numbers = value.map((one) => integer(8, one));
  return Buffer.concat([text(1, name), ...numbers, integer(20, INTEGERS_ATTRIBUTE)]);
}

function tensorBytes({ name, shape, values }: OnnxTensor): Buffer {
  const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([
    ...shape.map((size) => integer(1, size)),
    integer(2, FLOAT),
    text(8, name),
    message(9, raw),
  ]);
}

function valueBytes({ name, shape }: OnnxValue): Buffer {
  const sizes = shape.map((size) => message(1, integer(1, size)));
  const tensor = Buffer.concat([integer(1, FLOAT), message(2, Buffer.concat(sizes))]);
  return Buffer.concat([text(1, name), message(2, message(1, tensor))]);
}

const [VARINT, LENGTH_DELIMITED] = [0, 2];

function integer(field: number, value: number): Buffer {
  return Buffer.concat([varint((field << 3) | VARINT), varint(value)]);
}

function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

function message(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | LENGTH_DELIMITED), varint(content.length), content]);
}

/** Seven bits a byte, lowest first. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}
