/** The vectors of products, and which are to be made. Several processes may share the work. */
export interface ProductVectors {
  /**
   * Up to `limit` products whose words changed since their vector was made, or that have none in this space; nobody else
   * gets them for two minutes.
   */
  claim(space: string, limit: number): Promise<ClaimedProduct[]>;
  /** Each may have been changed again meanwhile: then it is claimed once more, later. */
  put(space: string, made: MadeVector[]): Promise<void>;
  /** Gives back what could not be made. */
  release(productIds: string[]): Promise<void>;
  /** What tells whether anything changed. */
  state(storeId: string, space: string): Promise<VectorState>;
  /** Vectors that changed at `since` or later, in batches; all of them without it. */
  changed(storeId: string, space: string, since?: string): AsyncIterable<StoredVector[]>;
}

export interface ClaimedProduct {
  productId: string;
  revision: number;
  /** What the vector is made of. */
  text: string;
  /** Of the text that the present vector is of; undefined when it is of another space or missing. */
  hash: Buffer | undefined;
}

export interface MadeVector {
  productId: string;
  revision: number;
  hash: Buffer;
  /** Null: the model refuses this text. `unchanged`: the text is the one that was sent before. */
  vector: Float32Array | null | 'unchanged';
}

export interface VectorState {
  count: number;
  /** When the latest one was written, as the database says it; empty when there is none. */
  latest: string;
  /** Of the first one; 0 when there is none. */
  dimensions: number;
}

export interface StoredVector {
  productId: string;
  vector: Float32Array;
}
