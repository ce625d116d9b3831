import type { Quote, QuoteRequest } from '../../shared/quote.ts';
import type { Catalog } from './catalog.ts';
import type { Clock } from './clock.ts';
import type { Coupons } from './coupon.ts';
import type { Store } from './store.ts';

export interface QuoteDeps {
  catalog: Catalog;
  coupons: Coupons;
  clock: Clock;
}

/** Stub signatures; the catalog engineer fills this file in. */
export declare function quoteCart(deps: QuoteDeps, store: Store, request: QuoteRequest): Promise<Quote>;
export declare function quoteStatedPrice(deps: QuoteDeps, store: Store, request: { amount: number; coupon_code?: string }): Promise<Quote>;
