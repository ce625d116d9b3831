import type { PictureValue } from '../matching/picture-signatures.ts';
import type { TraitKind } from './picture-traits.ts';
import type { Neighbours, PhotoSigns, StoreSignatures, Suspicion } from './store-index.ts';

/**
 * What is said between the server and the search's thread. A store's signatures come a page at a time (`gather`), so that
 * neither holds up the server nor lies there in memory whole; `load` takes those of the same `loading` into use.
 */
export type SearchRequest =
  | { task: 'gather'; storeId: string; loading: number; kind: TraitKind; values: PictureValue[] }
  | { task: 'load'; storeId: string; loading: number; gathered: number; names: StoreNames }
  | { task: 'search'; storeId: string; signs: PhotoSigns; limit: number }
  | { task: 'neighbours'; storeId: string; productId: string; limit: number };

type StoreNames = StoreSignatures['names'];

export interface SearchResults {
  gather: undefined;
  /** How many pictures there are. Fails when the thread does not have all that was `gathered`: it may be a new one. */
  load: number;
  /** Undefined when the store was not loaded. */
  search: Suspicion | undefined;
  neighbours: Neighbours | undefined;
}

export type SearchAnswer = { id: number; result: unknown } | { id: number; error: string };
