import type { Sharp } from 'sharp';
import { openPicture, openPixels } from '../safe-sharp.ts';
import { cornerKeys } from './corner-keys.ts';
import { findCorners } from './corners.ts';
import type { Raster } from './raster.ts';
import { type Signature, THUMB } from './signature.ts';
import { colourHistogram, edgeHistogram, HASH_SIDE, perceptualHash } from './summarize-picture.ts';

/** All pictures are brought to this longer side, so that like things have like sizes. */
const SIDE = 384;
const CORNERS = 400;
const COLOUR_SIDE = 96;
const EDGE_SIDE = 64;

/**
 * Looks at a picture once and writes down what is needed to find it again. Throws when it cannot be read. Runs in the
 * decoder's process.
 */
export async function describePicture(
  bytes: Uint8Array,
  { mirrored }: { mirrored: boolean },
): Promise<Signature> {
  const { data, info } = await openPicture(bytes)
    .autoOrient()
    .flop(mirrored)
    .resize({ width: SIDE, height: SIDE, fit: 'inside' })
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
      keys: cornerKeys(corners),
    },
    detail: { width, height, corners, thumb: thumb.pixels },
  };
}

async function toRaster(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}
