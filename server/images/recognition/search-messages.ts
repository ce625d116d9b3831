import type { Neighbours, PhotoSigns, StoreSignatures, Suspicion } from './store-index.ts';

/** What is said between the server and the search's thread. */
export type SearchRequest =
  | { task: 'load'; storeId: string; signatures: StoreSignatures }
  | { task: 'search'; storeId: string; signs: PhotoSigns; limit: number }
  | { task: 'neighbours'; storeId: string; productId: string; limit: number };

export interface SearchResults {
  /** How many pictures there are. */
  load: number;
  /** Undefined when the store was not loaded. */
  search: Suspicion | undefined;
  neighbours: Neighbours | undefined;
}

export type SearchAnswer = { id: number; result: unknown } | { id: number; error: string };
