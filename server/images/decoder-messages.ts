import type { ProblemCode } from '../../shared/problem.ts';

/** What is said between this process and the decoder's. */
export type DecoderJob = { task: 'reencode'; file: string };

export interface DecoderResults {
  reencode: ReencodedImage;
}
export type ResultOf<J extends DecoderJob> = DecoderResults[J['task']];

export type DecoderAnswer<R> =
  | { ok: true; result: R }
  | { ok: false; code: RefusalCode; detail: string };

export type RefusalCode = Extract<ProblemCode, 'unsupported_image' | 'image_too_many_pixels'>;

export interface ReencodedImage {
  /** sRGB JPEG, upright, without metadata. */
  jpeg: Buffer;
  width: number;
  height: number;
}

/** Thrown in the decoder's process for a picture that is not taken. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, detail: string) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
  }
}
