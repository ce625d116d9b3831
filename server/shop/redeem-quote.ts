import type { Redemption, RedemptionRequest } from '../../shared/redemption.ts';
import { AppError } from '../errors.ts';
import type { Redemptions } from './redemptions.ts';
import type { Store } from './store.ts';
import { quoteAgain, readQuote, type SignedQuote, type VerifyDeps } from './verify-quote.ts';

export type RedeemDeps = VerifyDeps & { redemptions: Redemptions };

/**
 * Uses the coupons of a signed quote for an order. The same order again changes nothing and gives what is there, however
 * old the quote is by then. Throws AppError `quote_expired`, `quote_changed` or `coupon_exhausted` (both with what it
 * would cost now), `idempotency_conflict` when the order was made of another quote, `conflict` when the quote is another
 * order's or the order was given up, and `invalid_request` when it was made for another customer or store.
 */
export async function redeemQuote(
  deps: RedeemDeps,
  store: Store,
  { token, order_id: orderId, customer_ref, hold_seconds }: RedemptionRequest,
): Promise<Redemption> {
  const signed = await readQuote(deps, token);
  const { claims } = signed;
  if (claims.aud !== store.id) throw wrong('/token', 'is a quote of another store');
  if (customer_ref !== undefined && claims.sub !== undefined && customer_ref !== claims.sub) {
    throw wrong('/customer_ref', 'is not whom the quote was made for');
  }
  const known = await deps.redemptions.find(store.id, orderId);
  if (known) return stillHeld(known, claims.jti);

  const customerRef = customer_ref ?? claims.sub;
  const now = await quoteAgain(deps, signed, { customerRef });
  if (!now.stands) {
    const { quote, usedUp } = now;
    if (usedUp !== undefined) throw exhausted(usedUp, { quote });
    throw new AppError('quote_changed', 'It would cost something else now.', { quote });
  }
  const { currency, subtotal, discount, total, discounts } = claims;
  const result = await deps.redemptions.redeem(store.id, {
    orderId,
    quoteId: claims.jti,
    customerRef,
    currency,
    subtotal,
    discount,
    total,
    coupons: discounts.filter(({ amount }) => amount > 0),
    holdMs: hold_seconds === undefined ? undefined : hold_seconds * 1_000,
  });
  switch (result.kind) {
    case 'redeemed':
      return stillHeld(result.redemption, claims.jti);
    case 'quote_used':
      throw new AppError('conflict', 'Another order was made of this quote.');
    case 'exhausted':
      throw exhausted(result.code, await currentQuote(deps, signed, customerRef));
  }
}

function stillHeld(redemption: Redemption, quoteId: string): Redemption {
  const { quote_id, status } = redemption;
  if (quote_id !== quoteId) {
    throw new AppError('idempotency_conflict', 'This order was made of another quote.');
  }
  // A checkout that looks at our 200 alone would give a discount that no coupon pays for.
  if (status === 'cancelled' || status === 'expired') {
    throw new AppError('conflict', `The order is ${status}: it uses no coupons any more.`);
  }
  return redemption;
}

async function currentQuote(deps: RedeemDeps, signed: SignedQuote, customerRef?: string) {
  const { quote } = await quoteAgain(deps, signed, { customerRef });
  return { quote };
}

function exhausted(code: string, details: { quote: SignedQuoteNow }): AppError {
  return new AppError('coupon_exhausted', `The code ${code} cannot be used any more.`, details);
}

type SignedQuoteNow = Awaited<ReturnType<typeof quoteAgain>>['quote'];

function wrong(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', `${pointer.slice(1)} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
