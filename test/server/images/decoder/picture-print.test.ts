import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isSamePicture,
  type PrintedPicture,
} from '../../../../server/images/decoder/picture-print.ts';
import { inPieces, openIntake } from '../intake/intake.ts';
import { drawing } from './drawings.ts';

let intake: Awaited<ReturnType<typeof openIntake>>;
beforeAll(async () => {
  intake = await openIntake();
});
afterAll(() => intake[Symbol.asyncDispose]());

async function printed(picture: Buffer): Promise<PrintedPicture> {
  await using file = await intake.incoming.receive(inPieces(picture));
  return await intake.decoder.reencode(file.path);
}

/** White, with lines of text as a phone's screen shows them. */
function screenshot(lines: string[]): Promise<Buffer> {
  const text = lines.map(
    (line, at) => `<text x="30" y="${60 + at * 40}" font-size="26">${line}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="585" height="1024"><rect width="585" height="1024" fill="#fff"/>${text.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

describe('the same picture', () => {
  it('is known again when it is smaller, paler in quality or of another kind', async () => {
    const picture = sharp(await drawing(1));
    const whole = await printed(await picture.clone().png().toBuffer());
    const others = [
      picture.clone().jpeg({ quality: 50 }),
      picture.clone().resize({ width: 401 }).webp({ quality: 70 }),
      picture.clone().resize({ width: 900 }).jpeg(),
    ];
    for (const other of others) {
      expect(isSamePicture(whole, await printed(await other.toBuffer()))).toBe(true);
    }
  });

  it('is not another one, nor the same on its head, mirrored, cut or stretched', async () => {
    const picture = sharp(await drawing(1));
    const whole = await printed(await picture.clone().png().toBuffer());
    const others = [
      sharp(await drawing(2)),
      picture.clone().rotate(180),
      picture.clone().flop(),
      picture.clone().extract({ left: 40, top: 40, width: 520, height: 520 }),
      picture.clone().resize({ width: 600, height: 500, fit: 'fill' }),
    ];
    for (const other of others) {
      expect(isSamePicture(whole, await printed(await other.png().toBuffer()))).toBe(false);
    }
  });

  it('is not a screenshot with another line of text', async () => {
    const lines = Array.from({ length: 20 }, (_, at) => `Line ${at} of an error message`);
    const one = await printed(await screenshot(lines));
    const other = await printed(await screenshot(lines.with(7, 'Something else happened')));
    expect(isSamePicture(one, await printed(await screenshot(lines)))).toBe(true);
    expect(isSamePicture(one, other)).toBe(false);
  });
});
