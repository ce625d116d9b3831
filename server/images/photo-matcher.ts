import type { ImageOwner } from './images.ts';

/** Finds the shop's own product on a shopper's photo. */
export interface PhotoMatcher {
  /** Undefined when the photo is not there or not the owner's. */
  match(
    owner: Required<ImageOwner>,
    imageId: string,
    options: MatchOptions,
  ): Promise<PhotoMatch | undefined>;
}

export interface MatchOptions {
  limit: number;
  signal: AbortSignal;
}

export interface PhotoMatch {
  /** `verified`: the very product; `candidates`: show them and ask; `none`: nothing of ours looks like it. */
  outcome: 'verified' | 'candidates' | 'none';
  /** Best first; empty when the outcome is `none`. `score` is 0 to 1. */
  items: { productId: string; score: number }[];
  /** Signals that could not be used this time, by name. */
  degraded: string[];
}
