import sharp, { type Sharp } from 'sharp';

/** What happens to a shop's picture on its way through a shopper's phone. Each gives a JPEG. */
export type PhotoEdit = (picture: Buffer) => Promise<Buffer>;

/** Ten edits; `mirror` and `rotated 90°` are the hard ones. Nothing in them is random. */
export const PHOTO_EDITS: Record<string, PhotoEdit> = {
  'JPEG 35': async (picture) => onWhite(picture).jpeg({ quality: 35 }).toBuffer(),
  'resized 20 %': async (picture) => {
    const { width } = await sharp(picture).metadata();
    return onWhite(picture)
      .resize({ width: Math.round(width * 0.2) })
      .jpeg()
      .toBuffer();
  },
  'cropped 10 %': (picture) => crop(picture, 0.1),
  'cropped 30 %': (picture) => crop(picture, 0.3),
  'brighter, paler': (picture) =>
    onWhite(picture).modulate({ brightness: 1.2, saturation: 0.7 }).jpeg().toBuffer(),
  'rotated 8°': (picture) => onWhite(picture).rotate(8, { background: '#fff' }).jpeg().toBuffer(),
  'rotated 90°': (picture) => onWhite(picture).rotate(90).jpeg().toBuffer(),
  screenshot,
  'photo of it': photograph,
  mirror: (picture) => onWhite(picture).flop().jpeg().toBuffer(),
};

function onWhite(picture: Buffer): Sharp {
  return sharp(picture).flatten({ background: '#fff' });
}

/** Cuts `share` off both sides' lengths, more on the left and the top. */
async function crop(picture: Buffer, share: number): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  return onWhite(picture)
    .extract({
      left: Math.round(width * share * 0.6),
      top: Math.round(height * share * 0.6),
      width: Math.round(width * (1 - share)),
      height: Math.round(height * (1 - share)),
    })
    .jpeg()
    .toBuffer();
}

/** A phone's screen: a dark bar, the picture, lines of text as bars, a button. */
async function screenshot(picture: Buffer): Promise<Buffer> {
  const product = await onWhite(picture)
    .resize({ width: 300, height: 380, fit: 'inside' })
    .toBuffer();
  const bars = [
    { left: 0, top: 0, width: 390, height: 80, colour: '#222222' },
    { left: 20, top: 520, width: 250, height: 16, colour: '#333333' },
    { left: 20, top: 550, width: 180, height: 22, colour: '#111111' },
    { left: 20, top: 600, width: 350, height: 50, colour: '#0066cc' },
    { left: 20, top: 680, width: 330, height: 10, colour: '#888888' },
    { left: 20, top: 700, width: 300, height: 10, colour: '#888888' },
  ];
  const drawn = await Promise.all(
    bars.map(async ({ left, top, width, height, colour }) => {
      const bar = sharp({ create: { width, height, channels: 3, background: colour } });
      return { left, top, input: await bar.png().toBuffer() };
    }),
  );
  return sharp({ create: { width: 390, height: 844, channels: 3, background: '#ffffff' } })
    .composite([...drawn, { left: 45, top: 110, input: product }])
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** A photo of a screen or a page: slanted, a little soft, in yellow light, on a brown table. */
async function photograph(picture: Buffer): Promise<Buffer> {
  const table = '#6b5a4a';
  const flat = await onWhite(picture).resize(700, 700, { fit: 'inside' }).toBuffer();
  const slanted = await sharp(flat)
    .affine(
      [
        [0.9, 0.12],
        [-0.08, 0.82],
      ],
      { background: table },
    )
    .blur(1.5)
    .toBuffer();
  return sharp(slanted)
    .extend({ top: 60, bottom: 90, left: 40, right: 60, background: table })
    .linear([0.95, 0.85, 0.7], [10, 5, 0])
    .jpeg({ quality: 60 })
    .toBuffer();
}
