import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptUpload } from '../../../../server/images/intake/accept-upload.ts';
import { colourAt, jpegOfSize, plainJpeg, pngChunk, redAndBlue } from '../matching/pictures.ts';
import { inPieces, openIntake, someShopper } from './intake.ts';

const MEBIBYTES_20 = 20_971_520;

let intake: Awaited<ReturnType<typeof openIntake>>;
let shopper: ReturnType<typeof someShopper>;
beforeAll(async () => {
  intake = await openIntake();
});
afterAll(() => intake[Symbol.asyncDispose]());
beforeEach(() => {
  shopper = someShopper(intake);
});

describe('how much may be sent', () => {
  it('takes 20 MiB to the byte', async () => {
    const image = await shopper.accept(await jpegOfSize(MEBIBYTES_20), MEBIBYTES_20);
    expect(image).toMatchObject({ mediaType: 'image/jpeg', width: 64, height: 48 });
    expect(await intake.filesLeft()).toEqual([]);
  });

  it('refuses a byte more before reading, when the length says so', async () => {
    let touched = false;
    const body = {
      [Symbol.asyncIterator]: () => {
        touched = true;
        return inPieces(new Uint8Array())[Symbol.asyncIterator]();
      },
    };
    const refused = acceptUpload(intake, shopper.owner, { body, contentLength: MEBIBYTES_20 + 1 });
    await expect(refused).rejects.toMatchObject({ code: 'payload_too_large' });
    expect(touched).toBe(false);
  });

  it('refuses a byte more when no length was said, and keeps nothing', async () => {
    await expect(shopper.accept(await jpegOfSize(MEBIBYTES_20 + 1))).rejects.toMatchObject({
      code: 'payload_too_large',
    });
    expect(await intake.filesLeft()).toEqual([]);
    expect(await intake.images.sentSince(shopper.owner, new Date(0))).toEqual({
      photos: 0,
      bytes: 0,
    });
  });

  it('stops reading an endless body soon after the limit', async () => {
    const head = await plainJpeg();
    let sent = 0;
    async function* endless() {
      yield head;
      for (;;) {
        sent += 1_000_000;
        yield new Uint8Array(1_000_000);
      }
    }
    const refused = acceptUpload(intake, shopper.owner, { body: endless(), contentLength: 10 });
    await expect(refused).rejects.toMatchObject({ code: 'payload_too_large' });
    expect(sent).toBeLessThan(MEBIBYTES_20 + 2_000_000);
  });
});

describe('what is a picture', () => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';
  const svgWithReference =
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/x.png"/></svg>';
  const svgWithEntity =
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>';
  const rubbishHeic = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic'),
    Buffer.alloc(100),
  ]);
  const notPictures: [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['two bytes of a JPEG', Buffer.from([0xff, 0xd8])],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['PHP', Buffer.from('<?php system($_GET[0]); ?>')],
    ['ELF', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(200)])],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
    ['ZIP', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(200)])],
    ['SVG', Buffer.from(svg)],
    ['SVG behind a declaration', Buffer.from(`<?xml version="1.0"?>${svg}`)],
    ['SVG in UTF-16', utf16(svg)],
    ['SVG with a picture from elsewhere', Buffer.from(svgWithReference)],
    ['SVG with an entity from a file', Buffer.from(svgWithEntity)],
    ['TIFF', Buffer.concat([Buffer.from('II*\0\b\0\0\0', 'latin1'), Buffer.alloc(100)])],
    ['BMP', Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)])],
    ['a GIF header before HTML', Buffer.from('GIF89a/*<html><script>alert(1)</script>*/=1;')],
    ['a JPEG header before HTML', Buffer.from('\xff\xd8\xff<script>alert(1)</script>', 'latin1')],
    ['a PNG header before rubbish', Buffer.from('\x89PNG\r\n\x1a\nrubbish', 'latin1')],
    ['a HEIC header before nothing', rubbishHeic],
  ];

  it.each(notPictures)('refuses %s', async (_, bytes) => {
    await expect(shopper.accept(bytes)).rejects.toMatchObject({ code: 'unsupported_image' });
    expect(await intake.filesLeft()).toEqual([]);
  });

  it('refuses a picture whose end is missing, in words a shopper understands', async () => {
    const jpeg = await sharp(await redAndBlue(400, 400))
      .jpeg()
      .toBuffer();
    await expect(shopper.accept(jpeg.subarray(0, jpeg.length / 2))).rejects.toThrow('incomplete');
  });

  it('takes JPEG, PNG, WebP, GIF and AVIF and always keeps JPEG', async () => {
    const picture = sharp(await redAndBlue());
    const sent = await Promise.all([
      picture.clone().jpeg().toBuffer(),
      picture.clone().png().toBuffer(),
      picture.clone().webp().toBuffer(),
      picture.clone().gif().toBuffer(),
      picture.clone().avif({ effort: 0 }).toBuffer(),
    ]);
    for (const bytes of sent) {
      const kept = await shopper.acceptAndRead(bytes);
      expect(await sharp(kept).metadata()).toMatchObject({
        format: 'jpeg',
        width: 120,
        height: 80,
      });
      const [red, , blue] = await colourAt(kept, 20, 40);
      expect(red).toBeGreaterThan(230);
      expect(blue).toBeLessThan(30);
    }
  });

  it('takes the first frame of a moving picture', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#00ff00', '#0000ff'].map((background) =>
        sharp({ create: { width: 40, height: 30, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = sharp(frames, { join: { animated: true } });
    const sent = [await moving.clone().gif().toBuffer(), await moving.clone().webp().toBuffer()];
    for (const bytes of sent) {
      expect((await sharp(bytes).metadata()).pages).toBe(3);
      const kept = await shopper.acceptAndRead(bytes);
      expect(await sharp(kept).metadata()).toMatchObject({ width: 40, height: 30 });
      expect((await colourAt(kept, 20, 15))[0]).toBeGreaterThan(230);
    }
  });
});

describe('what is kept', () => {
  it('is upright and knows nothing of where it was taken', async () => {
    const sent = await sharp(await redAndBlue())
      .withExif({
        IFD0: { Make: 'SecretCamera', ImageDescription: 'SecretDescription' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '10/1 46/1 0/1' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SecretXmp</x:xmpmeta>')
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(sent).metadata()).orientation).toBe(6);
    const kept = await shopper.acceptAndRead(sent);
    const { width, height, exif, xmp, icc, iptc, orientation } = await sharp(kept).metadata();
    expect({ width, height }).toEqual({ width: 80, height: 120 });
    expect([exif, xmp, icc, iptc, orientation]).toEqual(Array(5).fill(undefined));
    expect(kept.includes('Secret')).toBe(false);
    // Orientation 6 turns clockwise: what was on the left is on top.
    expect((await colourAt(kept, 40, 10))[0]).toBeGreaterThan(230);
    expect((await colourAt(kept, 40, 110))[2]).toBeGreaterThan(230);
  });

  it('has no trace of a name in IPTC, a profile, a maker’s note, a comment or a small picture', async () => {
    const small = await plainJpeg(16, 12);
    const jpeg = await plainJpeg();
    // IPTC-IIM 2:80 (by-line) inside Photoshop's segment, ICC and EXIF only as far as their names go.
    const byLine = Buffer.from('\x1c\x02\x50\x00\x0bSecretName!', 'latin1');
    const sent = withSegments(jpeg, [
      [
        0xed,
        Buffer.concat([
          Buffer.from('Photoshop 3.0\0' + '8BIM\x04\x04\0\0\0\0\0\x10', 'latin1'),
          byLine,
        ]),
      ],
      [0xe2, Buffer.from('ICC_PROFILE\0\x01\x01SecretProfile', 'latin1')],
      [
        0xe1,
        Buffer.concat([
          Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0SecretMakerNote', 'latin1'),
          small,
        ]),
      ],
      [0xfe, Buffer.from('SecretComment')],
    ]);
    const kept = await shopper.acceptAndRead(sent);
    expect(sent.includes('SecretName') && sent.includes(small)).toBe(true);
    expect(kept.includes('Secret')).toBe(false);
    expect(kept.indexOf(Buffer.from([0xff, 0xd8, 0xff]), 2)).toBe(-1);
    expect(segmentsOf(kept)).not.toContain(0xe1);
  });

  it('holds nothing that stood behind or between the pixels', async () => {
    const script = Buffer.from('<script>alert("payload")</script>PK\x03\x04');
    const png = await redAndBlue();
    const text = pngChunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), script]));
    // After the signature and IHDR, before anything else.
    const withText = Buffer.concat([png.subarray(0, 33), text, png.subarray(33)]);
    const jpegWithTail = Buffer.concat([await plainJpeg(), script]);
    const gifWithTail = Buffer.concat([await sharp(png).gif().toBuffer(), script]);
    for (const bytes of [withText, jpegWithTail, gifWithTail]) {
      expect((await shopper.acceptAndRead(bytes)).includes('payload')).toBe(false);
    }
  });

  it('is at most 2048 px on its longer side', async () => {
    expect(await shopper.accept(await plainJpeg(5000, 1000))).toMatchObject({
      width: 2048,
      height: 410,
    });
  });

  it('has white where it was transparent', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const sent = await sharp({ create: { width: 20, height: 20, channels: 4, background: clear } })
      .png()
      .toBuffer();
    expect(await colourAt(await shopper.acceptAndRead(sent), 10, 10)).toEqual([255, 255, 255]);
  });

  it('comes out right from CMYK, 16 bit and grey', async () => {
    const picture = sharp(await redAndBlue());
    const sent = await Promise.all([
      picture.clone().toColourspace('cmyk').jpeg().toBuffer(),
      picture.clone().toColourspace('rgb16').png().toBuffer(),
      picture.clone().greyscale().jpeg().toBuffer(),
    ]);
    for (const bytes of sent) {
      expect(await sharp(await shopper.acceptAndRead(bytes)).metadata()).toMatchObject({
        space: 'srgb',
        channels: 3,
        depth: 'uchar',
      });
    }
  });
});

/** JPEG segments (ITU T.81 B.1.1.4) put right behind the first marker. */
function withSegments(jpeg: Buffer, segments: [marker: number, payload: Buffer][]): Buffer {
  const written = segments.map(([marker, payload]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(payload.length + 2, 2);
    return Buffer.concat([head, payload]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...written, jpeg.subarray(2)]);
}

/** The markers of all segments before the pixels. */
function segmentsOf(jpeg: Buffer): number[] {
  const markers: number[] = [];
  for (
    let at = 2;
    jpeg[at] === 0xff && jpeg[at + 1] !== 0xda;
    at += 2 + jpeg.readUInt16BE(at + 2)
  ) {
    markers.push(jpeg[at + 1]!);
  }
  return markers;
}
