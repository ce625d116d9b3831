import { AppError } from '../../server/errors.ts';
import { newId } from '../../server/shop/new-id.ts';
import type { Store, Stores } from '../../server/shop/store.ts';

/** Stores in memory. */
export class FakeStores implements Stores {
  readonly #stores: Store[] = [];

  async byKey(key: string): Promise<Store | undefined> {
    return this.#stores.find((store) => store.key === key);
  }

  async get(storeId: string): Promise<Store | undefined> {
    return this.#stores.find(({ id }) => id === storeId);
  }

  async list(): Promise<Store[]> {
    return [...this.#stores];
  }

  async create(fresh: Omit<Store, 'id' | 'version' | 'identitySecret'>): Promise<Store> {
    if (await this.byKey(fresh.key)) throw new AppError('conflict', 'The key is taken.');
    const store = { ...fresh, id: newId(), version: 1, identitySecret: 'secret' };
    this.#stores.push(store);
    return store;
  }
}
