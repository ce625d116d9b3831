import { isDeepStrictEqual } from 'node:util';
import type { Quote } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import { isUsedUp, isUsedUpBy } from './coupon-rules.ts';
import { computeQuote } from './quote.ts';
import { type QuoteDeps, readLines } from './quote-cart.ts';
import { type QuoteClaims, quotedCart } from './quote-token.ts';
import { signQuote } from './sign-quote.ts';
import type { Store, Stores } from './store.ts';

export type VerifyDeps = Omit<QuoteDeps, 'guesses'> & { stores: Pick<Stores, 'get'> };

/** A token whose signature is right, what it says and of which store. */
export interface SignedQuote {
  token: string;
  claims: QuoteClaims;
  store: Store;
}

/** Says nothing about its age. Throws AppError `invalid_request` for what was not signed here. */
export async function readQuote(
  { tokens, stores }: Pick<VerifyDeps, 'tokens' | 'stores'>,
  token: string,
): Promise<SignedQuote> {
  const claims = await tokens.read(token);
  const store = await stores.get(claims.aud);
  if (!store) throw new AppError('not_found', 'The store of this quote does not exist any more.');
  return { token, claims, store };
}

/** A quote held against the catalog and the coupons as they are now. */
export type QuoteNow =
  | { stands: true; quote: Quote }
  /** `quote` is a new one, signed; `usedUp` a coupon that somebody, or the customer, has used too often meanwhile. */
  | { stands: false; quote: Quote; usedUp: string | undefined };

/**
 * Works the quote out anew for `customerRef`, or for whom it was made. Throws AppError `quote_expired`, and
 * `quote_changed` without a new quote when something in it cannot be bought here any more.
 */
export async function quoteAgain(
  deps: VerifyDeps,
  { token, claims, store }: SignedQuote,
  { customerRef = claims.sub }: { customerRef?: string } = {},
): Promise<QuoteNow> {
  const { aud: storeId, sub: _, jti, exp, ...cart } = claims;
  const now = deps.clock.now();
  if (now.getTime() >= exp * 1_000) {
    throw new AppError('quote_expired', 'The quote is too old: ask for a new one.');
  }
  const codes = cart.discounts.map(({ code }) => code);
  const items = cart.line_items.map(({ product_id, variant_id, quantity }) => ({
    product_id,
    variant_id,
    quantity,
  }));
  const [lines, found] = await Promise.all([
    readLines(deps, store, items).catch(goneIsChanged),
    deps.coupons.lookUp(storeId, { codes, customerRef }),
  ]);
  const { currency, locale } = store;
  const quote = computeQuote({ basis: 'catalog', currency, locale, codes, lines, ...found, now });
  if (isDeepStrictEqual(quotedCart(quote), cart)) {
    const expires_at = new Date(exp * 1_000).toISOString();
    return { stands: true, quote: { ...quote, quote_id: jti, expires_at, token } };
  }
  const usedUp = found.coupons.find(
    (coupon) => isUsedUp(coupon) || isUsedUpBy(coupon, found.shopper),
  );
  const signed = await signQuote(deps, quote, { storeId, customerRef });
  return { stands: false, quote: signed, usedUp: usedUp?.code };
}

/** The quote, when it still stands. Throws AppError as `quoteAgain` does, and `quote_changed` with the new quote. */
export async function verifyQuote(deps: VerifyDeps, signed: SignedQuote): Promise<Quote> {
  const { stands, quote } = await quoteAgain(deps, signed);
  if (stands) return quote;
  throw new AppError('quote_changed', 'It would cost something else now.', { quote });
}

function goneIsChanged(error: unknown): never {
  if (error instanceof AppError && error.code === 'not_found') {
    throw new AppError('quote_changed', error.message, { cause: error });
  }
  throw error;
}
