import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../bench/seeded-random.ts';
import { damaged, ENDS_OF_DAMAGED, wholePictures } from '../decoder/damaged-pictures.ts';
import { pixelBomb, plainJpeg, pngChunk, redAndBlue } from '../matching/pictures.ts';
import { openIntake, someShopper } from './intake.ts';

let intake: Awaited<ReturnType<typeof openIntake>>;
let shopper: ReturnType<typeof someShopper>;
beforeAll(async () => {
  intake = await openIntake();
});
afterAll(() => intake[Symbol.asyncDispose]());
beforeEach(() => {
  shopper = someShopper(intake);
});

describe('bombs', () => {
  it.each([
    [16_383, 16_383],
    [30_000, 30_000],
    [50_001, 1_000],
  ])('refuses %i × %i pixels by the header', async (width, height) => {
    await expect(shopper.accept(pixelBomb(width, height))).rejects.toMatchObject({
      code: 'image_too_many_pixels',
    });
  });

  it('takes exactly 50 million pixels', async () => {
    expect(await shopper.accept(pixelBomb(10_000, 5_000))).toMatchObject({
      width: 2048,
      height: 1024,
    });
  });

  it('says of an AVIF that does not fit into memory that it has too many pixels', async () => {
    const [, , , , avif] = await wholePictures();
    const at = avif!.indexOf('ispe') + 8;
    avif!.writeUInt32BE(6_001, at);
    avif!.writeUInt32BE(4_000, at + 4);
    await expect(shopper.accept(avif!)).rejects.toMatchObject({
      code: 'image_too_many_pixels',
      message: expect.stringContaining('24 million'),
    });
  });

  it('refuses a GIF of 44 bytes that claims four thousand million pixels', async () => {
    const header = Buffer.from('GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
    const frame = Buffer.from(',\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;', 'latin1');
    await expect(shopper.accept(Buffer.concat([header, frame]))).rejects.toMatchObject({
      code: expect.stringMatching(/^(image_too_many_pixels|unsupported_image)$/),
    });
  });

  it('takes the first of ten thousand frames', async () => {
    const two = await sharp([await plainJpeg(1, 1), await redAndBlue(1, 1)], {
      join: { animated: true },
    })
      .gif()
      .toBuffer();
    const frame = two.subarray(two.indexOf(Buffer.from([0x21, 0xf9, 4])), -1);
    const frames = Array.from({ length: 5_000 }, () => frame);
    const head = two.subarray(0, two.indexOf(frame));
    const gif = Buffer.concat([head, ...frames, Buffer.from([0x3b])]);
    expect((await sharp(gif).metadata()).pages).toBe(10_000);
    expect(await shopper.accept(gif)).toMatchObject({ width: 1, height: 1 });
  });

  it('never unpacks 100 MB of text inside a PNG into what is kept', async () => {
    const png = await redAndBlue();
    const packed = deflateSync(Buffer.alloc(100_000_000, 'x'));
    const text = pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), packed]));
    const bomb = Buffer.concat([png.subarray(0, 33), text, png.subarray(33)]);
    const kept = await shopper.acceptAndRead(bomb).catch((error) => error.code);
    expect(kept === 'unsupported_image' || kept.length < 10_000).toBe(true);
    expect(await shopper.accept(png)).toMatchObject({ width: 120 });
  });

  it('survives five hundred damaged files of each kind', { timeout: 60_000 }, async () => {
    const [jpeg, png, webp] = await wholePictures();
    const random = seededRandom('damaged pictures');
    const ends = new Set<string>();
    for (const bytes of [jpeg!, png!, webp!]) {
      for (let round = 0; round < 500; round += 1) {
        ends.add(
          await someShopper(intake)
            .accept(damaged(bytes, random))
            .then(
              () => 'taken',
              (error) => error.code,
            ),
        );
      }
    }
    expect([...ends].filter((end) => !ENDS_OF_DAMAGED.includes(end))).toEqual([]);
    expect(await intake.filesLeft()).toEqual([]);
    expect(await shopper.accept(await plainJpeg())).toMatchObject({ width: 64 });
  });
});
