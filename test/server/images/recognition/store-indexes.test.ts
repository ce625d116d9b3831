import { describe, expect, it } from 'vitest';
import {
  type PictureSearch,
  SearchFailure,
} from '../../../../server/images/recognition/picture-search.ts';
import type { PictureTrait } from '../../../../server/images/recognition/picture-traits.ts';
import { storeIndexes } from '../../../../server/images/recognition/store-indexes.ts';
import { fakePictureSignatures } from '../../../fakes/fake-picture-signatures.ts';

const storeId = 'store';
const shape: PictureTrait = {
  kind: 'shape',
  space: 'shape:1',
  describe: async () => ({ value: Buffer.alloc(8) }),
};

/** A search that keeps what it was asked, and fails while `broken`. */
function recordingSearch() {
  const asked: string[] = [];
  const search: PictureSearch & { broken: boolean } = {
    broken: false,
    async ask({ task }) {
      asked.push(task);
      if (search.broken) throw new SearchFailure('broken');
      return 1 as never;
    },
    generation: () => 1,
    stop: async () => {},
  };
  return { search, asked };
}

async function openStore() {
  const signatures = fakePictureSignatures();
  const { search, asked } = recordingSearch();
  const add = (url: string) =>
    signatures.put(storeId, {
      productId: 'one',
      url,
      space: shape.space,
      sha256: Buffer.alloc(32),
      value: Buffer.alloc(8),
    });
  await add('/one');
  return { indexes: storeIndexes({ signatures, search, traits: [shape] }), search, asked, add };
}

describe('the pictures of a store', () => {
  it('are loaded once for photos that come together, and again only when they changed', async () => {
    const { indexes, asked, add } = await openStore();
    await Promise.all([indexes.open(storeId), indexes.open(storeId)]);
    await indexes.open(storeId);
    expect(asked).toEqual(['gather', 'load']);
    await add('/two');
    await indexes.open(storeId);
    expect(asked).toEqual(['gather', 'load', 'gather', 'load']);
  });

  it('are loaded by the next photo when a loading failed', async () => {
    const { indexes, search, asked } = await openStore();
    search.broken = true;
    await expect(indexes.open(storeId)).rejects.toThrow(SearchFailure);
    search.broken = false;
    expect(await indexes.open(storeId)).toMatchObject({ pictures: 1 });
    expect(asked).toEqual(['gather', 'gather', 'load']);
  });
});
