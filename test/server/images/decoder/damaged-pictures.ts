import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { redAndBlue } from '../matching/pictures.ts';

/** How the upload of a damaged picture may end. */
export const ENDS_OF_DAMAGED = ['taken', 'unsupported_image', 'image_too_many_pixels'];

const HEIC = path.join(import.meta.dirname, '../../../fixtures/heic/turned.heic');

/** A small JPEG, PNG, WebP, GIF, AVIF and HEIC, in this order. */
export async function wholePictures(): Promise<Buffer[]> {
  const picture = sharp(await redAndBlue(48, 32));
  return Promise.all([
    picture.clone().jpeg().toBuffer(),
    picture.clone().png().toBuffer(),
    picture.clone().webp().toBuffer(),
    picture.clone().gif().toBuffer(),
    picture.clone().avif({ effort: 0 }).toBuffer(),
    readFile(HEIC),
  ]);
}

/** With a few bits turned, sometimes with everything from somewhere on set or missing: huge claimed lengths among it. */
export function damaged(whole: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(whole);
  const place = () => Math.floor(random() * bytes.length);
  for (let flips = 1 + Math.floor(random() * 8); flips > 0; flips -= 1) {
    bytes[place()]! ^= 1 << Math.floor(random() * 8);
  }
  if (random() < 0.3) bytes.fill(0xff, place(), bytes.length);
  return random() < 0.3 ? bytes.subarray(0, place()) : bytes;
}
