import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHOTO_EDITS } from '../../../../bench/photo-edits.ts';
import { AppError } from '../../../../server/errors.ts';
import { lookAlikeMatcher } from '../../../../server/images/matching/look-alike-matcher.ts';
import type { PhotoMatch } from '../../../../server/images/matching/photo-matcher.ts';
import { threadedPictureSearch } from '../../../../server/images/recognition/picture-search.ts';
import type { PictureTrait } from '../../../../server/images/recognition/picture-traits.ts';
import { RecogniserError } from '../../../../server/images/recognition/recogniser.ts';
import { drawing } from '../decoder/drawings.ts';
import { openMatching } from './matching.ts';

/** Every look is some 0.2 s of computing, more where many tests run at once. */
const SLOW = { timeout: 60_000 };
const PATIENCE = () => AbortSignal.timeout(60_000);
const RED = 0;
const BLUE = 200;
const STORE = 'store';
let matching: ReturnType<typeof openMatching>;

beforeAll(async () => {
  matching = openMatching();
  const shown = [];
  for (let seed = 1; seed <= 4; seed += 1) {
    shown.push({ productId: `product ${seed}`, bytes: await drawing(seed, { hue: seed * 40 }) });
  }
  shown.push({ productId: 'red sibling', bytes: await drawing(50, { hue: RED }) });
  shown.push({ productId: 'blue sibling', bytes: await drawing(50, { hue: BLUE }) });
  shown.push({ productId: 'twin', bytes: await drawing(60) });
  shown.push({ productId: 'other twin', bytes: await drawing(60) });
  await matching.show(STORE, shown);
});
afterAll(() => matching[Symbol.asyncDispose]());

function look(photo: Buffer, limit = 5): Promise<PhotoMatch> {
  return matching.matcher.match(photo, { storeId: STORE, limit, signal: PATIENCE() });
}

describe("a photo of one of the shop's pictures", SLOW, () => {
  it.each(Object.entries(PHOTO_EDITS))('is recognised: %s', async (_, edit) => {
    const photo = await edit(await drawing(3, { hue: 120 }));
    expect(await look(photo)).toEqual({
      outcome: 'verified',
      items: [
        {
          productId: 'product 3',
          score: expect.closeTo(1, 0),
          because: expect.objectContaining({ text: [], inliers: expect.any(Number) }),
        },
      ],
      degraded: [],
    });
  });

  it('is told from the same thing in another colour', async () => {
    for (const edit of [PHOTO_EDITS['JPEG 35'], PHOTO_EDITS.screenshot]) {
      const match = await look(await edit!(await drawing(50, { hue: BLUE })));
      expect(match.items[0]?.productId).toBe('blue sibling');
    }
  });

  it('is a question when two products have the same picture', async () => {
    const match = await look(
      await sharp(await drawing(60))
        .jpeg()
        .toBuffer(),
    );
    expect(match.outcome).toBe('candidates');
    expect(match.items.map(({ productId }) => productId).sort()).toEqual(['other twin', 'twin']);
  });

  it('lists no more than was asked for', async () => {
    const photo = await sharp(await drawing(60))
      .jpeg()
      .toBuffer();
    expect((await look(photo, 1)).items).toHaveLength(1);
  });
});

describe('a photo of something else', SLOW, () => {
  it('is none of ours', async () => {
    const outcomes = new Set<string>();
    for (let seed = 101; seed <= 105; seed += 1) {
      const match = await look(
        await sharp(await drawing(seed, { hue: seed * 17 }))
          .jpeg()
          .toBuffer(),
      );
      outcomes.add(match.outcome);
    }
    expect(outcomes.has('verified')).toBe(false);
    expect(outcomes.has('none')).toBe(true);
  });

  it('is none of ours when there is nothing on it', async () => {
    const blank = sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } });
    expect(await look(await blank.jpeg().toBuffer())).toEqual({
      outcome: 'none',
      items: [],
      degraded: [],
    });
  });
});

describe('whose photo and whose pictures', SLOW, () => {
  it("never finds another store's products, and says when a store has no pictures", async () => {
    const options = { storeId: 'empty store', limit: 5, signal: PATIENCE() };
    expect(await matching.matcher.match(await drawing(1, { hue: 40 }), options)).toEqual({
      outcome: 'none',
      items: [],
      degraded: ['catalog_pictures_not_indexed'],
    });
  });

  it('finds a product from the moment that its picture is indexed, until it is gone', async () => {
    const shop = { storeId: 'changing store' };
    const picture = await drawing(70);
    const options = { ...shop, limit: 5, signal: PATIENCE() };
    const photo = await sharp(picture).jpeg().toBuffer();
    const other = { productId: 'other', bytes: await drawing(71) };
    const outcome = async () => (await matching.matcher.match(photo, options)).outcome;
    await matching.show(shop.storeId, [other]);
    expect(await outcome()).not.toBe('verified');
    await matching.show(shop.storeId, [other, { productId: 'new', bytes: picture }]);
    expect(await outcome()).toBe('verified');
    await matching.show(shop.storeId, [other]);
    expect(await outcome()).not.toBe('verified');
  });

  it('says when only some of what it knows could be compared', async () => {
    const deps = { ...matching, decoder: { ...matching.decoder, describe: busy } };
    const options = { storeId: STORE, limit: 5, signal: PATIENCE() };
    const { degraded, outcome } = await lookAlikeMatcher(deps).match(await drawing(1), options);
    expect({ degraded, outcome }).toEqual({ degraded: ['details_not_compared'], outcome: 'none' });
  });
});

describe('when ways of looking are missing', SLOW, () => {
  const missing = async () => Promise.reject(new RecogniserError('missing'));
  const photo = drawing(3, { hue: 120 }).then(PHOTO_EDITS['JPEG 35']);

  function matcherWith(describe: PictureTrait['describe'], deps = {}) {
    const traits = matching.traits.map((trait) =>
      trait.kind === 'look' ? trait : { ...trait, describe },
    );
    return lookAlikeMatcher({ ...matching, traits, ...deps });
  }
  const options = () => ({ storeId: STORE, limit: 5, signal: PATIENCE() });
  const ALL_MISSING = ['shapes_not_compared', 'colours_not_compared', 'text_not_read'];

  it('still recognises copies of pictures without the optional packages, and names what lacks', async () => {
    const match = await matcherWith(missing).match((await photo)!, options());
    expect(match.outcome).toBe('verified');
    expect(match.items[0]?.productId).toBe('product 3');
    expect(match.degraded).toEqual(ALL_MISSING);
  });

  it('goes on when they hang', async () => {
    const hanging = () => new Promise<never>(() => {});
    const matcher = matcherWith(hanging, { signalLimitMs: 3_000, totalLimitMs: 8_000 });
    const match = await matcher.match((await photo)!, options());
    expect(match.degraded).toEqual(expect.arrayContaining(ALL_MISSING));
  });

  it('answers that nothing could be compared when all are', async () => {
    const decoder = { ...matching.decoder, describe: busy };
    const matcher = matcherWith(missing, { decoder });
    expect(await matcher.match((await photo)!, options())).toEqual(NOT_COMPARED);
  });

  it('answers that nothing could be compared when the search is gone', async () => {
    const search = threadedPictureSearch();
    await search.stop();
    const matcher = lookAlikeMatcher({ ...matching, search });
    expect(await matcher.match((await photo)!, options())).toEqual(NOT_COMPARED);
  });

  it('stops when the shopper goes away', async () => {
    const gone = { ...options(), signal: AbortSignal.abort(new Error('gone')) };
    await expect(matching.matcher.match((await photo)!, gone)).rejects.toThrow('gone');
  });
});

const NOT_COMPARED = { outcome: 'none', items: [], degraded: ['pictures_not_compared'] };

async function busy(): Promise<never> {
  throw new AppError('rate_limited', 'busy');
}
