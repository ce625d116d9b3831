/** Anonymous browsers, known by a secret token of which only the hash is kept. */
export interface Visitors {
  create(visitor: NewVisitor): Promise<void>;
  /** Undefined when there is none or its time is over. */
  byTokenHash(tokenHash: Buffer): Promise<Visitor | undefined>;
}

export interface Visitor {
  id: string;
  storeId: string;
  /** Who the shop says it is; absent for the anonymous. */
  customerRef?: string;
  /** What the network is called that the visitor came from (see `networkNames`). */
  network?: string;
  expiresAt: Date;
}

export type NewVisitor = Visitor & { tokenHash: Buffer };
