import { expect, it } from 'vitest';
import { SPACE } from '../../../../server/images/look-alike/signature.ts';
import { keepPicturesIndexed } from '../../../../server/images/matching/keep-pictures-indexed.ts';
import type { PictureTrait } from '../../../../server/images/recognition/picture-traits.ts';
import type { Store, Stores } from '../../../../server/shop/store.ts';
import { drawing } from '../decoder/drawings.ts';
import { openMatching } from './matching.ts';

const PATIENCE = { timeout: 10_000 };

function storesNamed(ids: string[]): Stores {
  const stores = ids.map((id) => ({ id }) as Store);
  return {
    byKey: async () => undefined,
    get: async () => undefined,
    list: async () => stores,
    create: async () => Promise.reject(new Error('not in this test')),
  };
}

it("indexes every store's pictures at once and stops when told", async () => {
  await using matching = openMatching({ kinds: ['look'] });
  const picture = await drawing(1);
  for (const store of ['one', 'two']) {
    matching.signatures.setPictures(store, [{ productId: 'tent', url: '/tent' }]);
  }
  const errors: unknown[] = [];
  const stop = keepPicturesIndexed({
    ...matching,
    stores: storesNamed(['one', 'two']),
    source: async () => picture,
    onError: (error) => errors.push(error),
  });
  await expect.poll(() => matching.signatures.completeSpaces('two'), PATIENCE).toEqual([SPACE]);
  await stop();
  expect(await matching.signatures.completeSpaces('one')).toEqual([SPACE]);
  expect(errors).toEqual([]);
});

it('looks at pictures in the slower ways only later', async () => {
  await using matching = openMatching({ kinds: ['look'] });
  matching.signatures.setPictures('one', [{ productId: 'tent', url: '/tent' }]);
  const picture = await drawing(1);
  const slow: PictureTrait = {
    kind: 'shape',
    space: 'shape:slow',
    async describe() {
      expect(await matching.signatures.completeSpaces('one')).toEqual([SPACE]);
      return { value: Buffer.from('seen') };
    },
  };
  const stop = keepPicturesIndexed({
    ...matching,
    traits: [slow, ...matching.traits],
    stores: storesNamed(['one']),
    source: async () => picture,
    onError: (error) => expect.unreachable(String(error)),
    thoroughAfterMs: 1,
  });
  const complete = () => matching.signatures.completeSpaces('one');
  await expect.poll(complete, PATIENCE).toEqual([SPACE, 'shape:slow']);
  await stop();
});

it('reports what goes wrong and goes on living', async () => {
  await using matching = openMatching({ kinds: ['look'] });
  const broken = { ...storesNamed([]), list: async () => Promise.reject(new Error('no database')) };
  const errors: unknown[] = [];
  const stop = keepPicturesIndexed({
    ...matching,
    stores: broken,
    onError: (error) => errors.push(error),
  });
  await expect.poll(() => errors, PATIENCE).toMatchObject([{ message: 'no database' }]);
  await stop();
});
