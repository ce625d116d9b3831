import type { Quote } from '../../shared/quote.ts';
import type { Clock } from './clock.ts';
import { newId } from './new-id.ts';
import { type QuoteTokens, quotedCart } from './quote-token.ts';

export interface QuoteSigning {
  tokens: QuoteTokens;
  /** How long a quote is good for, in milliseconds. */
  quoteLifeMs: number;
  clock: Clock;
}

/** A quote with a token of its own, and when that ends (to the second). Lasts at least `quoteLifeMs` less a second. */
export async function signQuote(
  { tokens, quoteLifeMs, clock }: QuoteSigning,
  quote: Quote,
  { storeId, customerRef }: { storeId: string; customerRef?: string },
): Promise<Quote> {
  const quoteId = newId();
  const exp = Math.floor((clock.now().getTime() + quoteLifeMs) / 1_000);
  const token = await tokens.sign({
    aud: storeId,
    sub: customerRef,
    jti: quoteId,
    exp,
    ...quotedCart(quote),
  });
  const expires_at = new Date(exp * 1_000).toISOString();
  return { ...quote, quote_id: quoteId, expires_at, token };
}
