import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  forkedRecogniser,
  type Recogniser,
} from '../../../../server/images/recognition/recogniser.ts';
import { COLOUR_DIMENSIONS, MOBILENET_DIM } from '../../../../server/images/recognition/spaces.ts';

const MEDIA = path.resolve(import.meta.dirname, '../../../../demo/media/outdoor');
const SLOW = { timeout: 60_000 };

let recogniser: Recogniser;
beforeAll(() => {
  recogniser = forkedRecogniser();
});
afterAll(() => recogniser.stop());

const media = (name: string) => readFile(path.join(MEDIA, `${name}.webp`));

function alike(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}

describe('the recogniser', SLOW, () => {
  it('sees that one thing in two colours has one shape', async () => {
    const see = async (name: string) => recogniser.see('shape', await media(name));
    const chair = await see('basalt-folding-camp-chair');
    const otherChair = await see('basalt-folding-camp-chair-pine');
    const rope = await see('anchor-9-8-climbing-rope');
    expect(chair).toHaveLength(MOBILENET_DIM);
    expect(alike(chair, chair)).toBeCloseTo(1, 4);
    expect(alike(chair, otherChair)).toBeGreaterThan(alike(chair, rope) + 0.1);
  });

  it('sees that two things have one colour, however dim the light and whatever the size of the ground', async () => {
    const see = async (picture: Buffer) => recogniser.see('colour', picture);
    const apple = await see(await disc('#c01020', 60));
    const large = await see(await disc('#c01020', 140));
    const dim = sharp(await disc('#c01020', 60)).linear(0.6, 0);
    const pear = await see(await disc('#80a020', 60));
    expect(apple).toHaveLength(COLOUR_DIMENSIONS);
    expect(alike(apple, large)).toBeGreaterThan(0.95);
    expect(alike(apple, await see(await dim.jpeg().toBuffer()))).toBeGreaterThan(0.9);
    expect(alike(apple, pear)).toBeLessThan(0.7);
  });

  it('reads what is printed on a thing', async () => {
    const lines = await recogniser.see('text', await print('TENT FIELD'));
    const words = lines.flatMap((line) => line.text.split(' '));
    expect(words.sort()).toEqual(['FIELD', 'TENT']);
    for (const { confidence } of lines) expect(confidence).toBeGreaterThan(0.5);
    expect(await recogniser.see('text', await disc('#c01020', 60))).toEqual([]);
  });

  it('says when a picture cannot be read', async () => {
    const broken = recogniser.see('shape', Buffer.from('no picture'));
    await expect(broken).rejects.toMatchObject({ reason: 'unreadable' });
    expect(await recogniser.see('colour', await disc('#c01020', 60))).toBeDefined();
  });
});

it('says when an optional package is missing', async () => {
  const jobs = {
    run: async () => ({ ok: false, reason: 'missing' }),
    stop: async () => {},
  };
  const seen = forkedRecogniser(jobs).see('shape', Buffer.from('picture'));
  await expect(seen).rejects.toMatchObject({ name: 'RecogniserError', reason: 'missing' });
});

function disc(colour: string, radius: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">
    <rect width="300" height="300" fill="#fff"/><circle cx="150" cy="150" r="${radius}" fill="${colour}"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** Strokes of capital letters in a box of 4 × 6: a machine may have no fonts. */
const STROKES: Record<string, string> = {
  T: 'M0 0h4M2 0v6',
  E: 'M4 0H0v6h4M0 3h3',
  N: 'M0 6V0l4 6V0',
  F: 'M4 0H0v6M0 3h3',
  I: 'M2 0v6',
  L: 'M0 0v6h4',
  D: 'M0 0v6h2l2 -2v-2l-2 -2z',
};

function print(text: string): Promise<Buffer> {
  const letters = [...text].map((letter, at) =>
    letter === ' '
      ? ''
      : `<path transform="translate(${20 + at * 36} 60) scale(6)" d="${STROKES[letter]}" fill="none" stroke="#111" stroke-width="0.9"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="160"><rect width="420" height="160" fill="#f4ead0"/>${letters.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
