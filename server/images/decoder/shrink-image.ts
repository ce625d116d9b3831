import type { PhotoSize } from '../../../shared/photo-size.ts';
import { type ReencodedImage, Refusal } from './decoder-messages.ts';
import { openPicture } from './safe-sharp.ts';

/** Text stays legible; a model reads no more in better. */
const QUALITY = 82;

/** A kept photo as a smaller JPEG, in proportion. Throws Refusal. Runs in the decoder's process. */
export async function shrinkImage(
  picture: Uint8Array,
  { side, pixels }: PhotoSize,
): Promise<ReencodedImage> {
  try {
    const { width, height } = await openPicture(picture).metadata();
    const scale = Math.min(1, side / Math.max(width, height), Math.sqrt(pixels / (width * height)));
    const { data, info } = await openPicture(picture)
      .resize({ width: Math.max(1, Math.floor(width * scale)) })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height };
  } catch {
    throw new Refusal('unsupported_image', 'The picture cannot be read.');
  }
}
