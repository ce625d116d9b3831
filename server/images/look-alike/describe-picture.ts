import type { Sharp } from 'sharp';
import { openPicture, openPixels } from '../decoder/safe-sharp.ts';
import { findCorners } from './corners.ts';
import type { Raster } from './raster.ts';
import { type Signature, THUMB } from './signature.ts';
import { colourHistogram, edgeHistogram, HASH_SIDE, perceptualHash } from './summarize-picture.ts';

/**
 * The longer side that pictures are brought to. On a photo the thing is smaller than on a shop's picture of it. Both,
 * and the count of corners, found by trying: 62 photos of cartons, catalog pictures of 198 pixels.
 */
const PICTURE_SIDE = 384;
const PHOTO_SIDE = 480;
const CORNERS = 800;
const COLOUR_SIDE = 96;
const EDGE_SIDE = 64;

export interface DescribeOptions {
  /** A shop's own, or what somebody saw. */
  kind: 'picture' | 'photo';
  /** As a front camera shows it. */
  mirrored: boolean;
}

/**
 * Looks at a picture once and writes down what is needed to find it again. Throws when it cannot be read. Runs in the
 * decoder's process.
 */
export async function describePicture(
  bytes: Uint8Array,
  { kind, mirrored }: DescribeOptions,
): Promise<Signature> {
  const side = kind === 'photo' ? PHOTO_SIDE : PICTURE_SIDE;
  const { data, info } = await openPicture(bytes)
    .autoOrient()
    .flop(mirrored)
    .resize({ width: side, height: side, fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const squeezed = (side: number) =>
    openPixels(data, { width, height, channels: 3 }).resize(side, side, { fit: 'fill' });
  const [grey, colours, edges, hash, thumb] = await Promise.all([
    toRaster(openPixels(data, { width, height, channels: 3 }).greyscale()),
    toRaster(squeezed(COLOUR_SIDE)),
    toRaster(squeezed(EDGE_SIDE).greyscale()),
    toRaster(squeezed(HASH_SIDE).greyscale()),
    toRaster(squeezed(THUMB)),
  ]);
  const corners = findCorners(grey, CORNERS);
  return {
    summary: {
      hash: perceptualHash(hash),
      colours: colourHistogram(colours),
      edges: edgeHistogram(edges),
    },
    detail: { width, height, corners, thumb: thumb.pixels },
  };
}

async function toRaster(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}
