import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { forkedImageDecoder } from '../../../../server/images/decoder/image-decoder.ts';
import { MODEL_PHOTO_SIZE } from '../../../../shared/photo-size.ts';

const decoder = forkedImageDecoder();
afterAll(() => decoder.stop());

async function shrunk(width: number, height: number, detail: 'low' | 'high') {
  const picture = sharp({ create: { width, height, channels: 3, background: '#c33' } });
  const { jpeg, ...size } = await decoder.shrink(
    await picture.jpeg().toBuffer(),
    MODEL_PHOTO_SIZE[detail],
  );
  expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', ...size });
  return [size.width, size.height];
}

it('makes a photo as small as a glance needs, in proportion', async () => {
  expect(await shrunk(2048, 1024, 'low')).toEqual([768, 384]);
});

it('leaves a closer look as many pixels as a model looks at, and a long receipt its length', async () => {
  expect(await shrunk(2048, 1536, 'high')).toEqual([1448, 1086]);
  expect(await shrunk(700, 2048, 'high')).toEqual([700, 2048]);
});

it('makes nothing larger', async () => {
  expect(await shrunk(300, 20, 'low')).toEqual([300, 20]);
});

it('says so when it is no picture', async () => {
  await expect(decoder.shrink(Buffer.from('no'), MODEL_PHOTO_SIZE.low)).rejects.toMatchObject({
    code: 'unsupported_image',
  });
});
