import type { PhotoSize } from '../../../shared/photo-size.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import type { Evidence } from '../look-alike/compare-details.ts';
import type { DescribeOptions } from '../look-alike/describe-picture.ts';

/** What is said between this process and the decoder's. */
export type DecoderJob =
  | { task: 'reencode'; file: string }
  | { task: 'reencode-picture'; file: string }
  | { task: 'shrink'; picture: Uint8Array; size: PhotoSize }
  | { task: 'describe'; picture: Uint8Array; options: DescribeOptions }
  | { task: 'compare'; photo: Uint8Array; known: KnownPicture[] };

export interface DecoderResults {
  reencode: PrintedImage;
  'reencode-picture': ReencodedPicture;
  shrink: ReencodedImage;
  describe: DescribedPicture;
  compare: Evidence[];
}
export type ResultOf<J extends DecoderJob> = DecoderResults[J['task']];

export type DecoderAnswer<R> =
  | { ok: true; result: R }
  | { ok: false; code: RefusalCode; detail: string };

/** A signature, encoded. */
export interface DescribedPicture {
  summary: Buffer;
  detail: Buffer;
}

export interface KnownPicture {
  /** An encoded `Detail`. */
  detail: Uint8Array;
  /** Its hash says that the photo is a copy of it. */
  copy: boolean;
}

export type RefusalCode = Extract<ProblemCode, 'unsupported_image' | 'image_too_many_pixels'>;

export interface ReencodedImage {
  /** sRGB JPEG, upright, without metadata. */
  jpeg: Buffer;
  width: number;
  height: number;
}

export interface PrintedImage extends ReencodedImage {
  /** See `isSamePicture`. */
  print: Buffer;
}

export interface ReencodedPicture {
  /** sRGB WebP, upright, see-through where it was, without metadata. */
  webp: Buffer;
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
