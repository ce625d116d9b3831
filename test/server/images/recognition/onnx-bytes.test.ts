import { expect, it } from 'vitest';
import { type OnnxGraph, onnxBytes } from '../../../../server/images/recognition/onnx-bytes.ts';
import { openSession, runSession } from '../../../../server/images/recognition/run-onnx.ts';

it('writes networks that the runtime computes as they are meant', async () => {
  const graph: OnnxGraph = {
    input: { name: 'in', shape: [1, 1, 2, 2] },
    output: { name: 'out', shape: [1, 1, 2, 2] },
    nodes: [
      {
        type: 'Conv',
        inputs: ['in', 'kernel', 'bias'],
        output: 'sum',
        attributes: { auto_pad: 'SAME_UPPER', strides: [1, 1], group: 1 },
      },
      { type: 'Clip', inputs: ['sum', 'zero', 'six'], output: 'out' },
    ],
    weights: [
      { name: 'kernel', shape: [1, 1, 1, 1], values: Float32Array.of(2) },
      { name: 'bias', shape: [1], values: Float32Array.of(-3) },
      { name: 'zero', shape: [], values: Float32Array.of(0) },
      { name: 'six', shape: [], values: Float32Array.of(6) },
    ],
  };
  const session = await openSession(onnxBytes(graph));
  const values = Float32Array.of(1, 2, 4, 300);
  expect([...(await runSession(session, { shape: [1, 1, 2, 2], values }))]).toEqual([0, 1, 5, 6]);
});
