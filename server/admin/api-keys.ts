/** Keys for machines, `aisle_` and 43 characters; only their SHA-256 is kept. */
export interface ApiKeys {
  /** Without a store the key opens every store of the installation. */
  create(key: { name: string; keyHash: Buffer; storeId?: string }): Promise<void>;
  /** Undefined when there is none or it was revoked. Counts as a use. */
  find(keyHash: Buffer): Promise<ApiKey | undefined>;
}

export interface ApiKey {
  id: string;
  name: string;
  storeId?: string;
}
