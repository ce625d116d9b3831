import { readFile } from 'node:fs/promises';
import type { Metadata, Sharp } from 'sharp';
import {
  MAX_AVIF_PIXELS,
  MAX_DEEP_AVIF_PIXELS,
  MAX_PIXELS,
  MAX_SIDE,
} from '../intake/image-limits.ts';
import { type ImageFormat, SNIFF_BYTES, sniffImage } from '../intake/sniff-image.ts';
import { decodeHeic } from './decode-heic.ts';
import { type PrintedImage, type ReencodedPicture, Refusal } from './decoder-messages.ts';
import { printPicture } from './print-picture.ts';
import { openProfiledPixels } from './profiled-pixels.ts';
import { openPicture, openPixels, readPictureHeader } from './safe-sharp.ts';

const QUALITY = 86;
const KEPT_SIZE = {
  width: MAX_SIDE,
  height: MAX_SIDE,
  fit: 'inside',
  withoutEnlargement: true,
} as const;

/**
 * Makes a new picture of an uploaded one: turned as EXIF says, at most 2048 px, sRGB, on white where it was
 * transparent, always JPEG. Nothing of the upload but its pixels gets through, so neither GPS tags nor a script
 * hidden behind the picture. Throws Refusal. Runs in the decoder's process.
 */
export async function reencodeImage(file: string): Promise<PrintedImage> {
  const { data, info } = await madeAnew(file, (picture) =>
    picture.flatten({ background: '#ffffff' }).toColourspace('srgb').jpeg({ quality: QUALITY }),
  );
  return { jpeg: data, width: info.width, height: info.height, print: await printPicture(data) };
}

/** The same for a picture of the catalog: WebP, and what was cut out of its background stays cut out. */
export async function reencodePicture(file: string): Promise<ReencodedPicture> {
  const { data, info } = await madeAnew(file, (picture) =>
    picture.toColourspace('srgb').webp({ quality: QUALITY }),
  );
  return { webp: data, width: info.width, height: info.height };
}

async function madeAnew(file: string, encode: (picture: Sharp) => Sharp) {
  const bytes = await readFile(file);
  const upright = await openUpright(bytes);
  try {
    return await encode(upright.resize(KEPT_SIZE)).toBuffer({ resolveWithObject: true });
  } catch {
    throw new Refusal('unsupported_image', 'The picture is damaged or incomplete. Send it again.');
  }
}

async function openUpright(bytes: Buffer): Promise<Sharp> {
  const format = sniffImage(bytes.subarray(0, SNIFF_BYTES));
  if (format === 'heic') {
    const { rgba, width, height, profile } = await decodeHeic(bytes);
    const picture = openPixels(rgba, { width, height, channels: 4 });
    return profile ? openProfiledPixels(picture.resize(KEPT_SIZE), profile) : picture;
  }
  await checkHeader(bytes, format);
  return openPicture(bytes).autoOrient();
}

async function checkHeader(bytes: Buffer, format: ImageFormat | undefined): Promise<void> {
  const metadata = await readHeader(bytes);
  if (metadata.format !== (format === 'avif' ? 'heif' : format)) throw unreadable();
  const most = mostPixels(format, metadata);
  if (metadata.width * metadata.height > most) {
    const detail = `The picture has more than ${most / 1e6} million pixels. Send a smaller one.`;
    throw new Refusal('image_too_many_pixels', detail);
  }
}

function mostPixels(format: ImageFormat | undefined, { depth }: Metadata): number {
  if (format !== 'avif') return MAX_PIXELS;
  return depth === 'uchar' ? MAX_AVIF_PIXELS : MAX_DEEP_AVIF_PIXELS;
}

async function readHeader(bytes: Buffer): Promise<Metadata> {
  try {
    return await readPictureHeader(bytes);
  } catch {
    throw unreadable();
  }
}

function unreadable(): Refusal {
  return new Refusal('unsupported_image', 'The file cannot be read as a picture.');
}
