import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Pictures that tests make for themselves. */

export function plainJpeg(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#3366aa' } })
    .jpeg()
    .toBuffer();
}

const MAX_COMMENT = 65_533;

/** A valid JPEG of exactly `bytes` bytes: comments (ITU T.81 COM) stand after its first marker. */
export async function jpegOfSize(bytes: number, picture?: Buffer): Promise<Buffer> {
  const jpeg = picture ?? (await plainJpeg());
  const comments: Buffer[] = [];
  for (let left = bytes - jpeg.length; left > 0; ) {
    // What is left after a comment must be nothing or room for another marker and length.
    let body = Math.min(left - 4, MAX_COMMENT);
    if (left - 4 - body > 0 && left - 4 - body < 4) body -= 4;
    const header = Buffer.from([0xff, 0xfe, 0, 0]);
    header.writeUInt16BE(body + 2, 2);
    comments.push(header, Buffer.alloc(body, 'x'));
    left -= 4 + body;
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]);
}

/** A PNG that says it is `width` × `height`, one bit a pixel, all black: tiny as a file, huge in memory. */
export function pixelBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** PNG 1.2, 3.2: length, type, data, CRC-32 of type and data. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Left half red, right half blue. */
export async function redAndBlue(width = 120, height = 80): Promise<Buffer> {
  const half = Math.floor(width / 2);
  const blue = await sharp({
    create: { width: width - half, height, channels: 3, background: '#0000ff' },
  })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } })
    .composite([{ input: blue, left: half, top: 0 }])
    .png()
    .toBuffer();
}

/** The colour at a place, as `[red, green, blue]`. */
export async function colourAt(picture: Buffer, x: number, y: number): Promise<number[]> {
  const { data } = await sharp(picture)
    .removeAlpha()
    .extract({ left: x, top: y, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}
