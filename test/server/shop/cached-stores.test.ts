import { describe, expect, it } from 'vitest';
import { cachedStores } from '../../../server/shop/cached-stores.ts';
import type { Store, Stores } from '../../../server/shop/store.ts';
import { aStore } from '../../fixtures/store.ts';

function cached() {
  let now = 0;
  let list: Store[] | Error = [aStore({ name: 'Before' })];
  let reads = 0;
  const read = async () => {
    reads++;
    if (list instanceof Error) throw list;
    return list;
  };
  const stores = { list: read, create: async () => aStore() } as Partial<Stores> as Stores;
  return {
    stores: cachedStores(stores, { now: () => new Date(now) }),
    reads: () => reads,
    pass: (ms: number) => {
      now += ms;
    },
    become: (next: Store[] | Error) => {
      list = next;
    },
  };
}

describe('stores that every request asks for', () => {
  it('are read once for many who ask at a time', async () => {
    const { stores, reads } = cached();
    const { key, id } = aStore();
    const found = await Promise.all([stores.byKey(key), stores.get(id), stores.list()]);
    expect(found[0]).toEqual(found[1]);
    expect(reads()).toBe(1);
  });

  it('show a change after two seconds', async () => {
    const { stores, pass, become } = cached();
    const { key } = aStore();
    await stores.list();
    become([aStore({ name: 'After' })]);
    pass(1_999);
    expect((await stores.byKey(key))?.name).toBe('Before');
    pass(1);
    expect((await stores.byKey(key))?.name).toBe('After');
  });

  it('show a new store at once', async () => {
    const { stores, become } = cached();
    await stores.list();
    const made = aStore({ key: 'new' });
    become([made]);
    await stores.create(made);
    expect(await stores.byKey('new')).toEqual(made);
  });

  it('are asked for again after the database was away', async () => {
    const { stores, become } = cached();
    become(new Error('away'));
    await expect(stores.list()).rejects.toThrow('away');
    become([aStore()]);
    expect(await stores.list()).toHaveLength(1);
  });
});
