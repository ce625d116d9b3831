import { afterEach, describe, expect, it } from 'vitest';
import {
  type PictureSearch,
  SearchFailure,
  threadedPictureSearch,
} from '../../../../server/images/recognition/picture-search.ts';
import { encodeVector } from '../../../../server/images/recognition/vectors.ts';

const storeId = 'store';
const nothing = { look: [], shape: [], colour: [], text: [], names: [] };
let search: PictureSearch;
afterEach(() => search.stop());

describe('the thread that searches', () => {
  const load = () => search.ask({ task: 'load', storeId, signatures: nothing });
  const hang = () => search.ask({ task: 'search', storeId, signs: {}, limit: 1 });

  function open(limits: { limitMs?: number; idleLimitMs?: number }) {
    const script = new URL('./hanging-thread.ts', import.meta.url);
    search = threadedPictureSearch({ script, ...limits });
  }

  it('is replaced when it hangs, and says so by its generation', async () => {
    open({ limitMs: 1_000 });
    const first = await load();
    const before = search.generation();
    await expect(hang()).rejects.toThrow(SearchFailure);
    expect(await load()).not.toBe(first);
    expect(search.generation()).toBeGreaterThan(before);
  });

  it('passes on that it failed, and lives', async () => {
    open({});
    const first = await load();
    const failed = search.ask({ task: 'neighbours', storeId, productId: 'one', limit: 1 });
    await expect(failed).rejects.toThrow('a fault');
    expect(await load()).toBe(first);
  });

  it('ends when nobody asks, and starts again when somebody does', async () => {
    open({ idleLimitMs: 1 });
    const first = await load();
    await expect.poll(load, { timeout: 10_000 }).not.toBe(first);
  });

  it('refuses when stopped, and fails what waits', async () => {
    open({});
    await load();
    const waiting = hang().catch((error: unknown) => error);
    await search.stop();
    expect(await waiting).toBeInstanceOf(SearchFailure);
    await expect(load()).rejects.toThrow(SearchFailure);
  });
});

it('searches what was loaded, store by store', async () => {
  search = threadedPictureSearch();
  const shape = [
    { productId: 'one', url: '/one', value: encodeVector(Float32Array.of(1, 0)) },
    { productId: 'two', url: '/two', value: encodeVector(Float32Array.of(0, 1)) },
  ];
  const loading = { task: 'load', storeId, signatures: { ...nothing, shape } } as const;
  expect(await search.ask(loading)).toBe(2);
  const signs = { shape: { vector: Float32Array.of(0.1, 1) } };
  const found = await search.ask({ task: 'search', storeId, signs, limit: 1 });
  expect(found?.suspects).toMatchObject([{ productId: 'two' }]);
  const elsewhere = { task: 'search', storeId: 'other', signs, limit: 1 } as const;
  expect(await search.ask(elsewhere)).toBeUndefined();
});
