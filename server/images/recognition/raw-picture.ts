import { openPicture, openPixels } from '../decoder/safe-sharp.ts';

/** Pixels row by row, three bytes each: red, green, blue (sRGB). */
export interface RawPicture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** The longer side that everything here starts from; nothing looks closer. */
const SIDE = 480;

/** A picture upright on white. Throws when it cannot be read. Small ones are enlarged, as is what they are compared with. */
export async function rawPicture(bytes: Uint8Array): Promise<RawPicture> {
  const { data, info } = await openPicture(bytes)
    .autoOrient()
    .resize({ width: SIDE, height: SIDE, fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A part of a picture (all of it unless said otherwise), squeezed into exactly `width` × `height`. */
export async function resizeRaw(
  { pixels, ...size }: RawPicture,
  to: { width: number; height: number },
  part: Box = { left: 0, top: 0, ...size },
): Promise<RawPicture> {
  const resized = await openPixels(pixels, { ...size, channels: 3 })
    .extract(part)
    .resize(to.width, to.height, { fit: 'fill' })
    .raw()
    .toBuffer();
  return { ...to, pixels: resized };
}
