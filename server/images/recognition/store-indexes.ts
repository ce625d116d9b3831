import type { PictureSignatures } from '../matching/picture-signatures.ts';
import { type PictureSearch, SearchFailure } from './picture-search.ts';
import type { PictureTrait, TraitKind } from './picture-traits.ts';
import type { Neighbours, PhotoSigns, Suspicion } from './store-index.ts';

/** Searches the pictures of each store, loading them when they are first asked for and when they changed. */
export interface StoreIndexes {
  open(storeId: string): Promise<OpenIndex>;
}

/** Calls reject with SearchFailure. */
export interface OpenIndex {
  pictures: number;
  /** The way that the store's pictures are compared, for each kind. */
  traits: Map<TraitKind, PictureTrait>;
  /** Not all pictures were looked at in every way yet. */
  partial: boolean;
  search(signs: PhotoSigns, limit: number): Promise<Suspicion>;
  neighbours(productId: string, limit: number): Promise<Neighbours>;
}

export interface StoreIndexesDeps {
  signatures: PictureSignatures;
  search: PictureSearch;
  traits: PictureTrait[];
}

/** A large index takes seconds to load, and while it is being made it changes all the time. */
const LARGE = 5_000;
const RENEW_LARGE_MS = 5 * 60_000;

interface Loaded {
  version: string;
  generation: number;
  at: number;
  pictures: number;
  traits: Map<TraitKind, PictureTrait>;
  partial: boolean;
}

export function storeIndexes(deps: StoreIndexesDeps): StoreIndexes {
  const loaded = new Map<string, Loaded>();
  const renewals = new Map<string, Promise<Loaded>>();
  /** Tells one loading from another. */
  let loadings = 0;

  /** Once for all who ask meanwhile. */
  function upToDate(storeId: string): Promise<Loaded> {
    const running = renewals.get(storeId);
    if (running) return running;
    const renewal = renewed(storeId).finally(() => renewals.delete(storeId));
    renewals.set(storeId, renewal);
    return renewal;
  }

  async function renewed(storeId: string): Promise<Loaded> {
    const known = loaded.get(storeId);
    const kept = known?.generation === deps.search.generation() ? known : undefined;
    if (kept && kept.pictures > LARGE && performance.now() - kept.at < RENEW_LARGE_MS) return kept;
    const version = await deps.signatures.version(storeId);
    if (kept?.version === version) return kept;
    loadings += 1;
    const now = await load(deps, storeId, { version, loading: loadings });
    loaded.set(storeId, now);
    return now;
  }

  return {
    async open(storeId) {
      const { pictures, traits, partial } = await upToDate(storeId);
      return {
        pictures,
        traits,
        partial,
        async search(signs, limit) {
          const found = await deps.search.ask({ task: 'search', storeId, signs, limit });
          return found ?? forget(storeId);
        },
        async neighbours(productId, limit) {
          const found = await deps.search.ask({ task: 'neighbours', storeId, productId, limit });
          return found ?? forget(storeId);
        },
      };
    },
  };

  /** The thread dropped the store since, to make room for others; the next photo loads it again. */
  function forget(storeId: string): never {
    loaded.delete(storeId);
    throw new SearchFailure('the pictures of the store are not loaded');
  }
}

async function load(
  { signatures, search, traits }: StoreIndexesDeps,
  storeId: string,
  { version, loading }: { version: string; loading: number },
): Promise<Loaded> {
  const complete = await signatures.completeSpaces(storeId);
  const chosen = new Map(
    (['look', 'shape', 'colour', 'text'] as const).flatMap((kind) => {
      const ofKind = traits.filter((trait) => trait.kind === kind);
      const trait = ofKind.find(({ space }) => complete.includes(space)) ?? ofKind[0];
      return trait ? [[kind, trait] as const] : [];
    }),
  );
  let gathered = 0;
  for (const [kind, { space }] of chosen) {
    for await (const values of signatures.values(storeId, space)) {
      await search.ask({ task: 'gather', storeId, loading, kind, values });
      gathered += values.length;
    }
  }
  const names = await signatures.names(storeId);
  const pictures = await search.ask({ task: 'load', storeId, loading, gathered, names });
  const generation = search.generation();
  const partial = [...chosen.values()].some(({ space }) => !complete.includes(space));
  return { version, generation, at: performance.now(), pictures, traits: chosen, partial };
}
