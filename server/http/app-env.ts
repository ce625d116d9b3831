import type { Store } from '../shop/store.ts';

/** What middleware leaves for routes. */
export interface VisitorEnv {
  Variables: { visitor: AuthenticatedVisitor };
}

export interface AuthenticatedVisitor {
  visitorId: string;
  store: Store;
  /** Set when the shop's signed token said who it is. */
  customerRef?: string;
}
