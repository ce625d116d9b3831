/** Finds the shop's own product on a shopper's photo. */
export interface PhotoMatcher {
  /** `photo`: the bytes of a picture in one of the formats that are taken in. Rejects with the signal's reason. */
  match(photo: Buffer, options: MatchOptions): Promise<PhotoMatch>;
}

/** The same with all that was looked at closely, for those who want to know why. */
export interface PhotoRanker {
  rank(photo: Buffer, options: RankOptions): Promise<PhotoRanking>;
}

export interface RankOptions extends MatchOptions {
  /** Whether the photo is a shopper's: of those the store learns what its photos look like. */
  learns: boolean;
}

export interface PhotoRanking extends PhotoMatch {
  /** How likely the photo shows anything of ours, 0 to 1; below some 0.3 the outcome is `none`. */
  ours: number;
  /** The likest products, best first, also when the outcome is `none`; some 12, whatever the limit. */
  ranked: MatchedProduct[];
}

export interface MatchOptions {
  /** Whose products are looked through. */
  storeId: string;
  /** How many items at most. */
  limit: number;
  signal: AbortSignal;
}

export interface PhotoMatch {
  /** `verified`: the very product; `candidates`: show them and ask; `none`: nothing of ours looks like it. */
  outcome: 'verified' | 'candidates' | 'none';
  /** Best first; empty when the outcome is `none`. */
  items: MatchedProduct[];
  /** Signals that could not be used this time, by name. */
  degraded: string[];
}

export interface MatchedProduct {
  productId: string;
  /** 0 to 1. */
  score: number;
  because: MatchReasons;
}

/** What speaks for a product, by the picture of it that fits best. */
export interface MatchReasons {
  /** How alike the things on both pictures are: 1 is the same, 0 no nearer than any two pictures of the store. */
  shape: number;
  /** How alike their colours are, likewise. */
  colour: number;
  /** Words read off the photo that the product's name has or that were read off its pictures. */
  text: string[];
  /** Places of the catalog's picture that were found again in the photo, all in the same pose. */
  inliers: number;
}
