import type { TextLine } from './text-reader.ts';

/** What is said between the server and the recogniser's process. */
export interface RecogniserJob {
  task: keyof RecogniserResults;
  picture: Uint8Array;
}

export interface RecogniserResults {
  /** What the thing on the picture is like, of length 1. */
  shape: Float32Array;
  colour: Float32Array;
  text: TextLine[];
}

/** `missing`: an optional package is not installed. `unreadable`: the picture is at fault. */
export type RecogniserAnswer<R> =
  | { ok: true; result: R }
  | { ok: false; reason: RecogniserRefusal };
export type RecogniserRefusal = 'missing' | 'unreadable';
