import type {
  AppliedDiscount,
  Quote,
  QuoteLine,
  QuoteMessage,
  RejectionCode,
} from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import { applyCoupons, type CouponShare } from './apply-coupons.ts';
import { type Coupon, normalizeCouponCode, type Shopper } from './coupon.ts';
import { type CouponRefusal, refuseCoupon } from './coupon-rules.ts';
import { sumOf } from './money.ts';
import { type QuoteLabels, quoteLabels } from './quote-labels.ts';

/** One line of a cart whose price is known. Amounts are in minor units. */
export interface PricedLine {
  /** Absent when the basis is a stated price. */
  productId?: string;
  variantId?: string;
  title: string;
  quantity: number;
  unitPrice: number;
  /** ISO 4217. */
  currency: string;
  /** Whether so many can be bought; absent when the basis is a stated price. */
  available?: boolean;
  /** The values of the product's categories. */
  categories: string[];
}

export interface QuoteQuestion {
  basis: Quote['basis'];
  currency: string;
  /** The language of rejections. */
  locale: string;
  lines: PricedLine[];
  /** The codes to try, as the shopper typed them. */
  codes: string[];
  /** What the store has under them. */
  coupons: Coupon[];
  shopper: Shopper;
  now: Date;
}

/** An anonymous one. */
export const NOBODY: Shopper = { orders: 0, redemptions: {} };

interface CountedLine extends PricedLine {
  subtotal: number;
}

/**
 * What a cart costs: a pure function of the lines, the coupons, the time and the shopper. Which coupons apply is in
 * `refuseCoupon`, what they take off in `applyCoupons`, how amounts are rounded in `money.ts`. A coupon that does not
 * apply leaves the price as it is and one message that says why.
 *
 * Throws AppError `invalid_request` when the cart comes to more than 2^53 - 1, and `currency_mismatch` when a line is not
 * in the currency asked for.
 */
export function computeQuote(question: QuoteQuestion): Quote {
  const lines = countLines(question);
  const codes = question.codes.map(normalizeCouponCode);
  const { shopper, now } = question;
  const refusals = codes.map((code, index): CouponRefusal | undefined => {
    if (codes.indexOf(code) < index) return { reason: 'already_given' };
    const coupon = question.coupons.find((found) => found.code === code);
    return refuseCoupon(coupon, { lines, shopper, now });
  });
  const usable = question.coupons.filter(
    ({ code }) => codes.includes(code) && !refusals[codes.indexOf(code)],
  );
  const taken = applyCoupons(usable, lines);
  const applied = taken.map(({ coupon }) => coupon.code);
  for (const { code } of usable) {
    if (!applied.includes(code))
      refusals[codes.indexOf(code)] = { reason: 'not_combinable', applied };
  }
  const labels = quoteLabels(question.locale, question.currency);
  const discounts = lines.map((_, index) => sumOf(taken.map(({ shares }) => shares[index] ?? 0)));
  const subtotal = sumOf(lines.map((line) => line.subtotal));
  const discount = sumOf(discounts);
  return {
    basis: question.basis,
    currency: question.currency,
    line_items: lines.map((line, index) => quoteLine(line, discounts[index] ?? 0)),
    subtotal,
    discount,
    total: subtotal - discount,
    discounts: { codes, applied: taken.map(appliedDiscount) },
    messages: refusals.flatMap((refusal, index) =>
      refusal ? [rejection(labels, refusal, { code: codes[index]!, index })] : [],
    ),
  };
}

function countLines({ lines, currency }: QuoteQuestion): CountedLine[] {
  const foreign = lines.find((line) => line.currency !== currency);
  if (foreign) {
    const detail = `${foreign.title} costs ${foreign.currency}, and this shop sells in ${currency}.`;
    throw new AppError('currency_mismatch', detail);
  }
  const subtotals = lines.map(({ unitPrice, quantity }) => BigInt(unitPrice) * BigInt(quantity));
  const total = subtotals.reduce((a, b) => a + b, 0n);
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new AppError('invalid_request', 'The cart comes to more than can be counted.');
  }
  return lines.map((line, index) => ({ ...line, subtotal: Number(subtotals[index]) }));
}

const REJECTION: Record<CouponRefusal['reason'], RejectionCode> = {
  invalid: 'discount_code_invalid',
  not_logged_in: 'discount_code_user_not_logged_in',
  nothing_eligible: 'discount_code_user_ineligible',
  minimum_not_met: 'discount_code_user_ineligible',
  already_given: 'discount_code_already_applied',
  not_combinable: 'discount_code_combination_disallowed',
};

function rejection(
  labels: QuoteLabels,
  refusal: CouponRefusal,
  { code, index }: { code: string; index: number },
): QuoteMessage {
  return {
    type: 'warning',
    code: REJECTION[refusal.reason],
    path: `$.discounts.codes[${index}]`,
    content: labels.refusal(code, refusal),
  };
}

function appliedDiscount({ coupon, amount, shares }: CouponShare): AppliedDiscount {
  const { code, title } = coupon;
  const allocations = shares.flatMap((share, index) =>
    share > 0 ? [{ path: `$.line_items[${index}]`, amount: share }] : [],
  );
  return { code, title, amount, method: 'across', allocations };
}

function quoteLine(line: CountedLine, discount: number): QuoteLine {
  const { productId, variantId, title, quantity, unitPrice, subtotal, available } = line;
  return {
    product_id: productId,
    variant_id: variantId,
    title,
    quantity,
    unit_price: unitPrice,
    subtotal,
    discount,
    total: subtotal - discount,
    available,
  };
}
