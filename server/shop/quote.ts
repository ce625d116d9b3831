import type { AppliedDiscount, Quote, QuoteLine, QuoteMessage } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import { isInCategory } from './category.ts';
import { type Coupon, normalizeCouponCode } from './coupon.ts';
import { quoteLabels } from './quote-labels.ts';

/** One line of a cart whose price is known. Amounts are in minor units. */
export interface PricedLine {
  /** Absent when the basis is a stated price. */
  productId?: string;
  variantId?: string;
  title: string;
  quantity: number;
  unitPrice: number;
  /** The values of the product's categories. */
  categories: string[];
}

export interface QuoteQuestion {
  basis: Quote['basis'];
  currency: string;
  /** The store's; the language of rejections. */
  locale: string;
  lines: PricedLine[];
  /** As the shopper typed it; absent when there is none to try. */
  couponCode?: string;
  /** What the store has under that code. */
  coupon?: Coupon;
  now: Date;
}

interface CountedLine extends PricedLine {
  subtotal: number;
}

/**
 * What a cart costs, with at most one coupon. The rule for the discount, all in integers:
 * 1. The eligible subtotal is the sum of the lines that the coupon's scope covers.
 * 2. A percentage is taken of it once and rounded half up to the minor unit; an amount is taken as it is.
 * 3. It is never more than the coupon's cap or the eligible subtotal.
 * 4. It is spread over the eligible lines in proportion to their subtotals: everyone's share rounded down,
 *    then one unit each to the largest remainders, the earlier line first where two are equal.
 *
 * A coupon that does not apply leaves the full price and one message that says why.
 * Throws AppError `invalid_request` when the cart comes to more than 2^53 - 1.
 */
export function computeQuote(question: QuoteQuestion): Quote {
  const lines = countLines(question.lines);
  const eligible = eligibleIndexes(lines, question.coupon);
  const rejection = rejectCoupon(question, lines, eligible);
  const applied = rejection ? undefined : applyCoupon(question.coupon, lines, eligible);
  const discounts = applied?.discounts ?? lines.map(() => 0);
  const line_items = lines.map((line, index) => quoteLine(line, discounts[index] ?? 0));
  const subtotal = sum(lines.map((line) => line.subtotal));
  const discount = sum(discounts);
  return {
    basis: question.basis,
    currency: question.currency,
    line_items,
    subtotal,
    discount,
    total: subtotal - discount,
    discounts: {
      codes: question.couponCode === undefined ? [] : [normalizeCouponCode(question.couponCode)],
      applied: applied ? [applied.discount] : [],
    },
    messages: rejection ? [rejection] : [],
  };
}

function countLines(lines: PricedLine[]): CountedLine[] {
  const subtotals = lines.map(({ unitPrice, quantity }) => BigInt(unitPrice) * BigInt(quantity));
  const total = subtotals.reduce((a, b) => a + b, 0n);
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new AppError('invalid_request', 'The cart comes to more than can be counted.');
  }
  return lines.map((line, index) => ({ ...line, subtotal: Number(subtotals[index]) }));
}

function eligibleIndexes(lines: CountedLine[], coupon: Coupon | undefined): number[] {
  if (!coupon) return [];
  return lines.flatMap((line, index) => (covers(coupon.scope, line) ? [index] : []));
}

function covers(scope: Coupon['scope'], line: CountedLine): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'products':
      return line.productId !== undefined && scope.productIds.includes(line.productId);
    case 'categories':
      return scope.values.some((named) =>
        line.categories.some((value) => isInCategory(value, named)),
      );
  }
}

/** Undefined when the coupon applies, or when there is none to try. */
function rejectCoupon(
  { couponCode, coupon, currency, locale, now }: QuoteQuestion,
  lines: CountedLine[],
  eligible: number[],
): QuoteMessage | undefined {
  if (couponCode === undefined) return undefined;
  const labels = quoteLabels(locale, currency);
  const code = normalizeCouponCode(couponCode);
  const reject = (reason: QuoteMessage['code'], content: string): QuoteMessage => ({
    type: 'warning',
    code: reason,
    path: '$.discounts.codes[0]',
    content,
  });
  if (!coupon?.active) return reject('discount_code_invalid', labels.invalid(code));
  if (coupon.startsAt && now < coupon.startsAt) {
    return reject('discount_code_invalid', labels.invalid(code));
  }
  if (coupon.endsAt && now >= coupon.endsAt) {
    return reject('discount_code_expired', labels.expired(code));
  }
  if (coupon.usageLimit !== undefined && coupon.timesUsed >= coupon.usageLimit) {
    return reject('discount_code_invalid', labels.invalid(code));
  }
  if (eligible.length === 0) {
    return reject('discount_code_user_ineligible', labels.nothingEligible(code, coupon.scope));
  }
  const eligibleSubtotal = sum(eligible.map((index) => lines[index]!.subtotal));
  const minimum = coupon.minimumSubtotal ?? 0;
  if (eligibleSubtotal < minimum) {
    const content = labels.minimumNotMet(code, { minimum, missing: minimum - eligibleSubtotal });
    return reject('discount_code_user_ineligible', content);
  }
  return undefined;
}

function applyCoupon(
  coupon: Coupon | undefined,
  lines: CountedLine[],
  eligible: number[],
): { discounts: number[]; discount: AppliedDiscount } | undefined {
  if (!coupon) return undefined;
  const weights = eligible.map((index) => lines[index]!.subtotal);
  const amount = discountOn(sum(weights), coupon.discount);
  const shares = spread(amount, weights);
  const discounts = lines.map((_, index) => shares[eligible.indexOf(index)] ?? 0);
  const allocations = discounts.flatMap((share, index) =>
    share > 0 ? [{ path: `$.line_items[${index}]`, amount: share }] : [],
  );
  const { code, title } = coupon;
  return { discounts, discount: { code, title, amount, method: 'across', allocations } };
}

/** Steps 2 and 3 of the rule. */
function discountOn(eligibleSubtotal: number, discount: Coupon['discount']): number {
  if (discount.kind === 'amount') return Math.min(discount.amount, eligibleSubtotal);
  const rounded = (BigInt(eligibleSubtotal) * BigInt(discount.basisPoints) + 5_000n) / 10_000n;
  return Math.min(Number(rounded), discount.cap ?? eligibleSubtotal, eligibleSubtotal);
}

/** Step 4 of the rule: `amount` in parts proportional to `weights` that add up to it. */
function spread(amount: number, weights: number[]): number[] {
  const whole = BigInt(sum(weights));
  if (whole === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = exact.map((share) => Number(share / whole));
  const left = amount - sum(shares);
  const remainders = exact.map((share, index) => ({ index, remainder: share % whole }));
  remainders.sort((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  for (const { index } of remainders.slice(0, left)) shares[index]! += 1;
  return shares;
}

function quoteLine(line: CountedLine, discount: number): QuoteLine {
  const { productId, variantId, title, quantity, unitPrice, subtotal } = line;
  return {
    product_id: productId,
    variant_id: variantId,
    title,
    quantity,
    unit_price: unitPrice,
    subtotal,
    discount,
    total: subtotal - discount,
  };
}

function sum(amounts: number[]): number {
  return amounts.reduce((a, b) => a + b, 0);
}
