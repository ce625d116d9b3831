import sharp from 'sharp';
import { jpegOfSize } from '../test/server/images/matching/pictures.ts';
import { seededRandom } from './seeded-random.ts';

const WIDTH = 4_000;
const HEIGHT = 3_000;

/** A JPEG of exactly `bytes` bytes with as much to decode as a phone's photo: 12 million pixels, none like its neighbours. */
export async function noisyPhoto(bytes: number): Promise<Buffer> {
  const random = seededRandom('noise');
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let at = 0; at < pixels.length; at += 4)
    pixels.writeUInt32LE(Math.floor(random() * 2 ** 32), at);
  const photo = await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .blur(1)
    .jpeg({ quality: 85 })
    .toBuffer();
  return jpegOfSize(bytes, photo);
}
