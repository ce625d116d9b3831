import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { MAX_PIXELS } from '../intake/image-limits.ts';

/**
 * sharp as the decoder's process uses it: five loaders, from memory only, everything else (SVG, PDF, TIFF, files,
 * remote sources…) blocked inside libvips. Import it there only; the settings hold for the whole process.
 */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    // Reads AVIF; sharp's builds have no decoder for the HEVC inside HEIC (see `decodeHeic`).
    'VipsForeignLoadHeifBuffer',
  ],
});
sharp.concurrency(1);
sharp.cache(false);

const INPUT: SharpOptions = {
  // Cameras leave stray bytes between markers, which is only a warning; a missing end is an error.
  failOn: 'error',
  limitInputPixels: MAX_PIXELS,
  pages: 1,
};

/** The first frame of a picture in memory. */
export function openPicture(bytes: Uint8Array): Sharp {
  return sharp(bytes, INPUT);
}

/** What the header says, also of pictures that are too big to open. Throws when it says nothing sensible. */
export function readPictureHeader(bytes: Uint8Array): Promise<Metadata> {
  return sharp(bytes, { ...INPUT, limitInputPixels: false }).metadata();
}

/** Pixels without a file around them. */
export function openPixels(
  pixels: Uint8Array,
  size: { width: number; height: number; channels: 1 | 3 | 4 },
): Sharp {
  return sharp(pixels, { raw: size });
}
