import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageFromDataUrl } from '../../../../server/images/intake/image-from-data-url.ts';
import { pixelBomb, plainJpeg } from '../matching/pictures.ts';
import { openIntake, someOwner } from './intake.ts';

let intake: Awaited<ReturnType<typeof openIntake>>;
beforeAll(async () => {
  intake = await openIntake();
});
afterAll(() => intake[Symbol.asyncDispose]());

const dataUrl = (bytes: Buffer, type = 'image/jpeg') =>
  `data:${type};base64,${bytes.toString('base64')}`;

describe('a photo inside a message', () => {
  it('is taken in like an upload', async () => {
    const owner = someOwner();
    const image = await imageFromDataUrl(intake, owner, dataUrl(await plainJpeg()));
    expect(image).toMatchObject({ ...owner, width: 64, height: 48 });
    expect(await intake.images.get(owner, image.id)).toEqual(image);
  });

  it('has the same limits', async () => {
    const bomb = imageFromDataUrl(intake, someOwner(), dataUrl(pixelBomb(10_001, 5_000)));
    await expect(bomb).rejects.toMatchObject({ code: 'image_too_many_pixels' });
    const huge = imageFromDataUrl(intake, someOwner(), dataUrl(Buffer.alloc(30_000_000)));
    await expect(huge).rejects.toMatchObject({ code: 'payload_too_large' });
    const html = imageFromDataUrl(intake, someOwner(), dataUrl(Buffer.from('<script>'.repeat(20))));
    await expect(html).rejects.toMatchObject({ code: 'unsupported_image' });
  });

  it.each([
    'data:text/html;base64,AAAA',
    'data:image/svg+xml,<svg/>',
    'data:image/png,rawbytes',
    'data:image/png;base64,',
    'data:image/png;base64,A*A=',
    'data:image/png;base64,AAAAA',
    'data:image/png;charset=x;base64,AAAA',
    'http://127.0.0.1/x.png',
  ])('is not %j', async (url) => {
    await expect(imageFromDataUrl(intake, someOwner(), url)).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect(await intake.filesLeft()).toEqual([]);
  });
});
