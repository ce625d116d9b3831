import type { ShopperIdentity } from '../shop/shoppers.ts';
import type { Store } from '../shop/store.ts';
import type { OurTimeEnv } from './answer-in-time.ts';
import type { NodeBindings } from './node-answer.ts';

/** What middleware leaves for routes. */
export interface VisitorEnv {
  Bindings: NodeBindings;
  Variables: { visitor: AuthenticatedVisitor } & OurTimeEnv['Variables'];
}

export interface AuthenticatedVisitor {
  visitorId: string;
  store: Store;
  /** Set when the shop's signed token said who it is. */
  customerRef?: string;
}

/** For public routes that need no visitor: the store is named by `?store=KEY` or by a visitor's token. */
export interface StoreEnv {
  Variables: {
    store: Store;
    /** Empty without a visitor's token. */
    shopper: Pick<ShopperIdentity, 'visitorId' | 'customerRef'>;
  };
}
