import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../server/shop/catalog.ts';
import { newId } from '../../../server/shop/new-id.ts';
import type { Store } from '../../../server/shop/store.ts';
import { findProductsLikePhoto } from '../../../server/tools/find-products-like-photo.ts';
import { type ToolContext, ToolError } from '../../../server/tools/tool.ts';
import type { Product } from '../../../shared/product.ts';
import { StoreSettings } from '../../../shared/store.ts';
import { drawing } from '../images/decoder/drawings.ts';
import { openMatching } from '../images/matching/matching.ts';

const store: Store = {
  id: newId(),
  key: 'shop',
  name: 'Shop',
  currency: 'USD',
  locale: 'en-US',
  timeZone: 'UTC',
  allowedOrigins: [],
  settings: StoreSettings.parse({}),
  identitySecret: 'secret',
  version: 1,
};
const context: ToolContext = {
  store,
  visitorId: newId(),
  conversationId: newId(),
  turnId: newId(),
  callId: 'call',
  signal: AbortSignal.timeout(60_000),
};
const owner = { storeId: store.id, visitorId: context.visitorId };

let matching: ReturnType<typeof openMatching>;
beforeAll(async () => {
  matching = openMatching();
  const shown = [];
  for (const seed of [1, 2, 3])
    shown.push({ productId: `tent-${seed}`, bytes: await drawing(seed) });
  shown.push({ productId: 'tent-4', bytes: await drawing(3) });
  await matching.show(store.id, shown);
});
afterAll(() => matching[Symbol.asyncDispose]());

function tool({
  sold = ['tent-1', 'tent-2', 'tent-3', 'tent-4'],
  worded = [],
}: {
  sold?: string[];
  worded?: string[];
} = {}) {
  return findProductsLikePhoto({
    photoMatcher: matching.matcher,
    images: matching.images,
    catalog: catalogOf(sold, worded),
  });
}

async function uploadJpeg(seed: number): Promise<string> {
  return matching.upload(
    owner,
    await sharp(await drawing(seed))
      .jpeg({ quality: 50 })
      .toBuffer(),
  );
}

describe('find_products_like_photo', () => {
  it('finds the product and shows its card', async () => {
    const find = tool();
    const output = await find.run({ image_id: await uploadJpeg(2) }, context);
    expect(find.output.parse(output)).toMatchObject({
      outcome: 'verified',
      products: [{ id: 'tent-2', price_range: { min: { amount: 19_900, display: '$199.00' } } }],
      degraded: [],
    });
    expect(find.show?.(output, context)).toMatchObject({
      type: 'data-products',
      data: { products: [{ id: 'tent-2' }] },
    });
  });

  it('gives products with one picture as candidates', async () => {
    const { outcome, products } = await tool().run({ image_id: await uploadJpeg(3) }, context);
    expect(outcome).toBe('candidates');
    expect(products.map(({ id }) => id).sort()).toEqual(['tent-3', 'tent-4']);
  });

  it('says that nothing is like it, and shows no card', async () => {
    const find = tool();
    const blank = sharp({ create: { width: 90, height: 90, channels: 3, background: '#fff' } });
    const image_id = await matching.upload(owner, await blank.jpeg().toBuffer());
    const output = await find.run({ image_id }, context);
    expect(output).toEqual({
      outcome: 'none',
      products: [],
      similar_by_words: [],
      degraded: [],
    });
    expect(find.show?.(output, context)).toBeUndefined();
    const [similar] = (await tool().run({ image_id: await uploadJpeg(2) }, context)).products;
    const only = { ...output, similar_by_words: [similar!] };
    expect(find.show?.(only, { ...context, locale: 'vi-VN' })).toMatchObject({
      data: { note: 'Tương tự, nhưng không phải món trong ảnh của bạn.' },
    });
  });

  it('puts the candidate first that words speak for too, and adds what only they find', async () => {
    const find = tool({ worded: ['tent-1', 'tent-4'] });
    const input = { image_id: await uploadJpeg(3), seen: ' dome tent ' };
    const output = await find.run(input, context);
    expect(output.outcome).toBe('candidates');
    expect(output.products.map(({ id }) => id)).toEqual(['tent-4', 'tent-3']);
    expect(output.similar_by_words.map(({ id }) => id)).toEqual(['tent-1']);
    expect(find.show?.(output, context)).toMatchObject({
      data: {
        products: [{ id: 'tent-4' }, { id: 'tent-3' }, { id: 'tent-1' }],
        note: 'These look like your photo; they may not be the same.',
      },
    });
  });

  it('lets no words contradict what the picture proves', async () => {
    const find = tool({ worded: ['tent-1'] });
    const output = await find.run({ image_id: await uploadJpeg(2), seen: 'tent' }, context);
    expect(find.show?.(output, context)).not.toMatchObject({ data: { note: expect.anything() } });
    expect(output).toMatchObject({ outcome: 'verified', similar_by_words: [] });
  });

  it('finds nothing that the shop no longer sells', async () => {
    const output = await tool({ sold: ['tent-1'] }).run({ image_id: await uploadJpeg(2) }, context);
    expect(output).toMatchObject({ outcome: 'none', products: [] });
  });

  it("tells the model when there is no such photo, also when it is another visitor's", async () => {
    const foreign = await matching.upload({ ...owner, visitorId: newId() }, await drawing(2));
    for (const image_id of [newId(), foreign, '../../etc/passwd']) {
      await expect(tool().run({ image_id }, context)).rejects.toThrow(ToolError);
    }
  });
});

/** Knows products by id, and finds the same ones whatever is asked. */
function catalogOf(ids: string[], worded: string[]): Catalog {
  return {
    search: async () => ({ products: worded.map(tent) }),
    get: async (_, ref) => (ids.includes(ref) ? tent(ref) : undefined),
    getMany: async (_, refs) => refs.filter((ref) => ids.includes(ref)).map(tent),
    categories: async () => [],
    brands: async () => [],
  };
}

function tent(id: string): Product {
  const price = { amount: 19_900, currency: 'USD' };
  return {
    id,
    handle: id,
    title: `Tent ${id}`,
    description: { plain: '' },
    price_range: { min: price, max: price },
    variants: [{ id: `${id}-only`, title: 'Only', price, availability: { available: true } }],
  };
}
