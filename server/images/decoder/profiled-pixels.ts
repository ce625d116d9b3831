import { crc32, deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import type { ColourProfile } from './heic-profile.ts';
import { openPicture, openPixels } from './safe-sharp.ts';

/**
 * Pixels as a picture that says how to read them. sharp takes no profile beside raw pixels, so they become a PNG that is
 * not compressed, with the profile in it; one that cannot be used is ignored like that of any other picture. Make them as
 * small as they are wanted before: they lie in memory twice.
 */
export async function openProfiledPixels(pixels: Sharp, profile: ColourProfile): Promise<Sharp> {
  const png = await pixels.png({ compressionLevel: 0 }).toBuffer();
  const icc = profile === 'p3' ? await displayP3() : profile;
  return openPicture(
    Buffer.concat([
      png.subarray(0, PNG_HEADER_BYTES),
      profileChunk(icc),
      png.subarray(PNG_HEADER_BYTES),
    ]),
  );
}

/** The signature and the first chunk, IHDR. */
const PNG_HEADER_BYTES = 33;

/** PNG 1.2, 4.2.2.4: a name, its end, the way of compression (0 is zlib), the profile. It stands before the pixels. */
function profileChunk(icc: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(icc)]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(named.length - 4, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}

/** The profile that libvips has built in. */
async function displayP3(): Promise<Uint8Array> {
  const dot = openPixels(Buffer.alloc(3), { width: 1, height: 1, channels: 3 });
  const { icc } = await openPicture(await dot.withIccProfile('p3').png().toBuffer()).metadata();
  if (!icc) throw new Error('libvips attached no profile');
  return icc;
}
