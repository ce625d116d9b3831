import type { ProductVectors, VectorState } from './product-vectors.ts';
import { VectorIndex } from './vector-index.ts';

export interface StoreVectorsDeps {
  vectors: ProductVectors;
  space: string;
  /** Bytes for all stores of this process together. */
  memoryBytes: number;
  /** Told once a store. */
  onTooLarge(facts: { storeId: string; products: number; dimensions: number }): void;
  onError(error: unknown): void;
}

export interface StoreVectors {
  /** What is in memory now; undefined while nothing is, and for a store that does not fit. Looks for news in the background. */
  of(storeId: string): VectorIndex | undefined;
  /** Resolves when everything that `of` has begun is done. */
  settled(): Promise<void>;
}

interface Loaded {
  index: VectorIndex | undefined;
  state: VectorState | undefined;
  checkedAt: number;
  loading: Promise<void> | undefined;
  isTooLarge: boolean;
}

/** How old what is in memory may be. */
const FRESH_MS = 15_000;

/** Vectors in memory, a store at a time, kept as fresh as a quarter of a minute while somebody searches. */
export function storeVectors(
  deps: StoreVectorsDeps,
  { now = () => performance.now() }: { now?: () => number } = {},
): StoreVectors {
  const loaded = new Map<string, Loaded>();

  async function refresh(storeId: string, entry: Loaded): Promise<void> {
    const state = await deps.vectors.state(storeId, deps.space);
    if (!fits(storeId, state)) {
      if (!entry.isTooLarge) deps.onTooLarge({ storeId, products: state.count, ...state });
      Object.assign(entry, { index: undefined, state: undefined, isTooLarge: true });
      return;
    }
    entry.isTooLarge = false;
    if (isSame(entry.state, state)) return;
    const before = entry.index?.dimensions === state.dimensions ? entry.index : undefined;
    let index = before ?? new VectorIndex(state.dimensions, state.count);
    await fill(storeId, index, before && entry.state?.latest);
    if (index.size > state.count) {
      // Some were deleted: those that are left have to be read anew.
      index = new VectorIndex(state.dimensions, state.count);
      await fill(storeId, index);
    }
    Object.assign(entry, { index, state });
  }

  async function fill(storeId: string, index: VectorIndex, since?: string): Promise<void> {
    for await (const batch of deps.vectors.changed(storeId, deps.space, since)) {
      for (const item of batch) index.set(item);
    }
  }

  /** The other stores keep what they have. */
  function fits(storeId: string, { count, dimensions }: VectorState): boolean {
    let bytes = count * dimensions;
    for (const [other, { index }] of loaded) {
      if (other !== storeId && index) bytes += index.size * index.dimensions;
    }
    return bytes <= deps.memoryBytes;
  }

  return {
    of(storeId) {
      const entry = loaded.get(storeId) ?? fresh();
      loaded.set(storeId, entry);
      if (!entry.loading && now() - entry.checkedAt >= FRESH_MS) {
        entry.checkedAt = now();
        entry.loading = refresh(storeId, entry)
          .catch(deps.onError)
          .finally(() => {
            entry.loading = undefined;
          });
      }
      return entry.index;
    },
    async settled() {
      await Promise.all([...loaded.values()].map(({ loading }) => loading));
    },
  };
}

function fresh(): Loaded {
  return {
    index: undefined,
    state: undefined,
    checkedAt: Number.NEGATIVE_INFINITY,
    loading: undefined,
    isTooLarge: false,
  };
}

function isSame(one: VectorState | undefined, other: VectorState): boolean {
  return one !== undefined && one.count === other.count && one.latest === other.latest;
}
