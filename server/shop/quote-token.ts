import { CompactSign, compactVerify, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import type { Quote } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import type { SecretKey } from './secret-key.ts';

/**
 * What a signed quote says. Its form is a JWT (RFC 7519) whose registered claims are the store (`aud`), the customer
 * (`sub`), the quote (`jti`) and when it ends (`exp`, in seconds since 1970); amounts are in minor units of `currency`.
 */
export const QuoteClaims = z.strictObject({
  aud: z.uuid(),
  sub: z.string().optional(),
  jti: z.uuid(),
  exp: z.int(),
  currency: z.string(),
  line_items: z.array(
    z.strictObject({
      product_id: z.string(),
      variant_id: z.string(),
      quantity: z.int(),
      unit_price: z.int(),
      discount: z.int(),
      available: z.boolean(),
    }),
  ),
  /** Coupons that were taken off, in this order. */
  discounts: z.array(z.strictObject({ code: z.string(), amount: z.int() })),
  subtotal: z.int(),
  discount: z.int(),
  total: z.int(),
});
export type QuoteClaims = z.infer<typeof QuoteClaims>;

/** What of the claims is about money and goods: two quotes that agree in it cost the same. */
export type QuotedCart = Omit<QuoteClaims, 'aud' | 'sub' | 'jti' | 'exp'>;

export interface QuoteTokens {
  sign(claims: QuoteClaims): Promise<string>;
  /** Says nothing about whether it is too old. Throws AppError `invalid_request` for what we have not signed. */
  read(token: string): Promise<QuoteClaims>;
}

const ALGORITHM = 'HS256';
const TYPE = 'aisle-quote+jwt';

/** JWS in its compact form, with a key of its own for each store. */
export function quoteTokens({ deriveKey, fingerprint }: SecretKey): QuoteTokens {
  const keyOf = (storeId: string) => deriveKey(`quotes of the store ${storeId}`);
  return {
    sign(claims) {
      return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: fingerprint })
        .sign(keyOf(claims.aud));
    },

    async read(token) {
      try {
        if (decodeProtectedHeader(token).kid !== fingerprint) throw foreignToken();
        const { payload } = await compactVerify(
          token,
          (_, unverified) => keyOf(Audience.parse(decodeJson(unverified.payload)).aud),
          { algorithms: [ALGORITHM] },
        );
        return QuoteClaims.parse(JSON.parse(new TextDecoder().decode(payload)));
      } catch (error) {
        throw error instanceof AppError ? error : badToken();
      }
    },
  };
}

const Audience = z.object({ aud: z.uuid() });

function decodeJson(payload: string | Uint8Array): unknown {
  return JSON.parse(Buffer.from(String(payload), 'base64url').toString());
}

/** What of a quote is signed: the lines, discounts and totals, in minor units of its currency. */
export function quotedCart({ currency, line_items, discounts, ...quote }: Quote): QuotedCart {
  return {
    currency,
    line_items: line_items.map((line) => ({
      product_id: line.product_id ?? '',
      variant_id: line.variant_id ?? '',
      quantity: line.quantity,
      unit_price: line.unit_price,
      discount: line.discount,
      available: line.available ?? false,
    })),
    discounts: discounts.applied.map(({ code, amount }) => ({ code, amount })),
    subtotal: quote.subtotal,
    discount: quote.discount,
    total: quote.total,
  };
}

function badToken(): AppError {
  return new AppError('invalid_request', 'The token is not one of our quotes.', {
    errors: [{ pointer: '/token', detail: 'is not a quote that was signed here' }],
  });
}

function foreignToken(): AppError {
  const detail =
    'The token was signed with another SECRET_KEY: all processes of an installation need the same.';
  return new AppError('invalid_request', detail, {
    errors: [{ pointer: '/token', detail: 'was signed with another key' }],
  });
}
