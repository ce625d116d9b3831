/** Browsers, known by secret tokens of which only the hash is kept. */
export interface Visitors {
  create(visitor: NewVisitor): Promise<void>;
  /** Undefined when there is none or its time is over. */
  byTokenHash(tokenHash: Buffer): Promise<Visitor | undefined>;
  /**
   * Gives the customer of a store another token. A customer is one visitor, however many devices they come from: what
   * the one who shows `shown` said anonymously becomes theirs, and `shown` is no longer good. Who is another customer
   * already, or of another store, is left alone.
   */
  identify(customer: IdentifiedCustomer): Promise<{ visitorId: string; continues: boolean }>;
  /** This token alone is no longer good; what was said stays. */
  revoke(tokenHash: Buffer): Promise<void>;
}

export interface Visitor {
  id: string;
  storeId: string;
  /** Who the shop says it is; absent for the anonymous. */
  customerRef?: string;
  /** What the network is called that the visitor came from (see `networkNames`). */
  network?: string;
  /** Of the token that was asked about, or is made. */
  expiresAt: Date;
}

export type NewVisitor = Visitor & { tokenHash: Buffer };

/** `id`: of the visitor, should the customer need a new one. */
export interface IdentifiedCustomer extends NewVisitor {
  customerRef: string;
  /** The hash of the token that this browser had before; it need not be good. */
  shown: Buffer | undefined;
}
