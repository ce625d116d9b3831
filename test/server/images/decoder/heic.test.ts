import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptUpload } from '../../../../server/images/intake/accept-upload.ts';
import { inPieces, openIntake, someOwner } from '../intake/intake.ts';
import { colourAt } from '../matching/pictures.ts';

let intake: Awaited<ReturnType<typeof openIntake>>;
beforeAll(async () => {
  intake = await openIntake();
});
afterAll(() => intake[Symbol.asyncDispose]());

/** All were made of one picture of 120 × 80, red on the left and blue on the right, all but one in sRGB. */
function fixture(name: string): Promise<Buffer> {
  return readFile(`test/fixtures/heic/${name}.heic`);
}

async function taken(bytes: Buffer): Promise<Buffer> {
  const owner = someOwner();
  const image = await acceptUpload(intake, owner, { body: inPieces(bytes) });
  const kept = await intake.images.read(owner, image.id);
  if (!kept) throw new Error('the photo was not kept');
  return kept;
}

async function isRed(picture: Buffer, x: number, y: number): Promise<boolean> {
  const [red, , blue] = await colourAt(picture, x, y);
  return red! > 230 && blue! < 30;
}

/** The file's own statement of its size (`ispe`), which nothing else in it confirms. */
function claiming(heic: Buffer, width: number, height: number): Buffer {
  const claims = Buffer.from(heic);
  const at = claims.indexOf('ispe') + 8;
  claims.writeUInt32BE(width, at);
  claims.writeUInt32BE(height, at + 4);
  return claims;
}

describe('HEIC', () => {
  it('becomes JPEG like everything else', async () => {
    const kept = await taken(await fixture('plain'));
    const { format, width, height, space } = await sharp(kept).metadata();
    expect({ format, width, height, space }).toEqual({
      format: 'jpeg',
      width: 120,
      height: 80,
      space: 'srgb',
    });
    expect(await isRed(kept, 20, 40)).toBe(true);
    expect(await isRed(kept, 100, 40)).toBe(false);
  });

  it('is turned once, though both the container and EXIF say how, and loses all that EXIF and XMP say', async () => {
    const sent = await fixture('turned');
    for (const secret of ['Exif', 'SecretCamera', 'SecretXmp']) {
      expect(sent.includes(secret)).toBe(true);
    }
    const kept = await taken(sent);
    const { width, height, exif, xmp, icc, orientation } = await sharp(kept).metadata();
    expect({ width, height }).toEqual({ width: 80, height: 120 });
    expect([exif, xmp, icc, orientation]).toEqual(Array(4).fill(undefined));
    expect(kept.includes('Secret')).toBe(false);
    expect(await isRed(kept, 40, 20)).toBe(true);
    expect(await isRed(kept, 40, 100)).toBe(false);
  });

  it('is mirrored as the container says', async () => {
    const kept = await taken(await fixture('mirrored'));
    expect(await isRed(kept, 20, 40)).toBe(false);
    expect(await isRed(kept, 100, 40)).toBe(true);
  });

  it('shows the colours that its profile means, whether it is there or named', async () => {
    const sent = await fixture('display-p3');
    const named = Buffer.from(sent);
    // ITU-T H.273's numbers of the primaries and the curve.
    named.write('nclx\0\x0c\0\x0d', named.indexOf('prof'), 'latin1');
    const unknown = Buffer.from(sent);
    unknown.write('none', unknown.indexOf('acsp'), 'latin1');
    expect(await isRed(await taken(sent), 20, 40)).toBe(true);
    expect(await isRed(await taken(named), 20, 40)).toBe(true);
    // What red of sRGB is called in Display P3.
    const [red, green] = await colourAt(await taken(unknown), 20, 40);
    expect(red).toBeLessThan(240);
    expect(green).toBeGreaterThan(40);
  });

  it('is taken with a profile that makes no sense', async () => {
    const sent = await fixture('display-p3');
    const spoilt = Buffer.from(sent);
    const tags = spoilt.indexOf('acsp') + 92;
    spoilt.fill(0xff, tags, tags + 340);
    const [red] = await colourAt(await taken(spoilt), 20, 40);
    expect(red).toBeGreaterThan(220);
  });

  it('is refused by its claimed size before anything is decoded', async () => {
    const bomb = claiming(await fixture('plain'), 16_000, 16_000);
    await expect(taken(bomb)).rejects.toMatchObject({ code: 'image_too_many_pixels' });
  });

  it('is refused when it is damaged, and the next picture is taken', async () => {
    const heic = await fixture('plain');
    await expect(taken(heic.subarray(0, 500))).rejects.toMatchObject({ code: 'unsupported_image' });
    const nested = Buffer.from(heic);
    nested.writeUInt32BE(0x7fffffff, nested.indexOf('iprp') - 4);
    await expect(taken(nested)).rejects.toMatchObject({ code: 'unsupported_image' });
    expect(await isRed(await taken(heic), 20, 40)).toBe(true);
    expect(await intake.filesLeft()).toEqual([]);
  });
});
