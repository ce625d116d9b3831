import type { InferenceSession } from 'onnxruntime-node';

/** Loaded with the first network, because it is an optional package and large. */
let runtime: Promise<typeof import('onnxruntime-node')> | undefined;

function loadRuntime() {
  runtime ??= import('onnxruntime-node');
  return runtime;
}

/** One thread: photos are looked at one after the other, beside a server that needs the other processors. */
const OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  enableMemPattern: false,
};

/** A network ready to run. Throws when onnxruntime-node is not installed. */
export async function openSession(model: Uint8Array): Promise<InferenceSession> {
  const { InferenceSession } = await loadRuntime();
  return InferenceSession.create(model, OPTIONS);
}

/** What a network with one input says to it. */
export async function runSession(
  session: InferenceSession,
  { shape, values }: { shape: number[]; values: Float32Array },
): Promise<Float32Array> {
  const { Tensor } = await loadRuntime();
  const input = new Tensor('float32', values, shape);
  const answers = await session.run({ [session.inputNames[0]!]: input });
  return answers[session.outputNames[0]!]!.data as Float32Array;
}
