import type { Storages } from '../../widget/state/saved-session.ts';

type KeyValueStore = ReturnType<Storages['tab']>;

/** A browser's localStorage and the sessionStorage of one tab; another tab shares the first. */
export class FakeStorages implements Storages {
  readonly #shared: KeyValueStore;
  readonly #tab = keyValueStore();

  constructor(firstTab?: FakeStorages) {
    this.#shared = firstTab?.shared() ?? keyValueStore();
  }

  shared(): KeyValueStore {
    return this.#shared;
  }

  tab(): KeyValueStore {
    return this.#tab;
  }
}

function keyValueStore(): KeyValueStore {
  const memory = new Map<string, string>();
  return {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
    removeItem: (key) => void memory.delete(key),
  };
}
