import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { bitCount } from '../server/images/look-alike/find-pose.ts';
import { HASH_SIDE, perceptualHash } from '../server/images/look-alike/summarize-picture.ts';
import type { PhotoRanking } from '../server/images/matching/photo-matcher.ts';
import type { ShopPicture } from './photos-recognition.ts';

/** The floor: products in the order of how many bits of a perceptual hash differ. */
export async function hashRanker(
  pictures: ShopPicture[],
): Promise<(photo: Buffer) => Promise<PhotoRanking>> {
  const hashes = await Promise.all(pictures.map(async ({ file }) => hashOf(await readFile(file))));
  return async (photo) => {
    const hash = await hashOf(photo);
    const ranked = pictures
      .map(({ productId }, at) => ({
        productId,
        score:
          1 - (bitCount(hash[0]! ^ hashes[at]![0]!) + bitCount(hash[1]! ^ hashes[at]![1]!)) / 64,
        because: { shape: 0, colour: 0, text: [], inliers: 0 },
      }))
      .sort((one, other) => other.score - one.score);
    const ours = ranked[0]?.score ?? 0;
    return { outcome: 'candidates', items: ranked.slice(0, 5), ranked, ours, degraded: [] };
  };
}

async function hashOf(picture: Buffer): Promise<Uint32Array> {
  const { data, info } = await sharp(picture)
    .rotate()
    .flatten({ background: '#fff' })
    .greyscale()
    .resize(HASH_SIDE, HASH_SIDE, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return perceptualHash({ width: info.width, height: info.height, pixels: data });
}
