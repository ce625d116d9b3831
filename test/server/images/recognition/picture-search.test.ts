import { afterEach, describe, expect, it } from 'vitest';
import {
  type PictureSearch,
  SearchFailure,
  threadedPictureSearch,
} from '../../../../server/images/recognition/picture-search.ts';
import { encodeVector } from '../../../../server/images/recognition/vectors.ts';

const storeId = 'store';
const empty = { task: 'load' as const, storeId, loading: 1, gathered: 0, names: [] };
let search: PictureSearch;
afterEach(() => search.stop());

describe('the thread that searches', () => {
  const load = () => search.ask(empty);
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

describe('what is loaded', () => {
  const page = (productId: string, ...vector: number[]) => ({
    task: 'gather' as const,
    storeId,
    loading: 1,
    kind: 'shape' as const,
    values: [{ productId, url: `/${productId}`, value: encodeVector(Float32Array.from(vector)) }],
  });
  const signs = { shape: { vector: Float32Array.of(0.1, 1) } };
  const asking = { task: 'search', storeId, signs, limit: 1 } as const;

  it('is searched store by store, once it came whole', async () => {
    search = threadedPictureSearch();
    await search.ask(page('one', 1, 0));
    expect(await search.ask(asking)).toBeUndefined();
    await search.ask(page('two', 0, 1));
    expect(await search.ask({ ...empty, gathered: 2 })).toBe(2);
    expect((await search.ask(asking))?.suspects).toMatchObject([{ productId: 'two' }]);
    expect(await search.ask({ ...asking, storeId: 'other' })).toBeUndefined();
  });

  it('stays as it was while another loading is not whole, and takes nothing from one given up', async () => {
    search = threadedPictureSearch();
    await search.ask(page('one', 1, 0));
    await search.ask({ ...empty, gathered: 1 });
    await search.ask({ ...page('lost', 0, 1), loading: 2 });
    await search.ask({ ...page('two', 0, 1), loading: 3 });
    const missing = search.ask({ ...empty, loading: 3, gathered: 2 });
    await expect(missing).rejects.toThrow(SearchFailure);
    expect((await search.ask(asking))?.suspects).toMatchObject([{ productId: 'one' }]);
  });
});
