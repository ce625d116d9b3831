import type { RawPicture } from './raw-picture.ts';

/** Turns a picture into numbers that are alike when the things on it are alike. */
export interface ImageEmbedder {
  /** Names how the numbers are made: those of two spaces are never compared. */
  space: string;
  /** How many numbers. */
  dim: number;
  /** Of length 1, not centred. */
  embed(picture: RawPicture): Promise<Float32Array>;
}
