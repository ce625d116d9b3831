import { z } from 'zod';
import { formatPrice } from '../../shared/format-price.ts';
import { CouponCode, MOST_COUPONS } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import { categoryLabel } from '../shop/category.ts';
import { type CheckedCoupon, checkCoupons } from '../shop/check-coupons.ts';
import type { QuoteDeps } from '../shop/quote-cart.ts';
import { quoteLabels } from '../shop/quote-labels.ts';
import type { Shoppers } from '../shop/shoppers.ts';
import type { Store } from '../shop/store.ts';
import { shopperLocale, type Tool, ToolError } from './tool.ts';

const Input = z.strictObject({
  coupon_codes: z.array(CouponCode).min(1).max(MOST_COUPONS),
});

const Checked = z.strictObject({
  code: z.string(),
  valid: z.boolean(),
  /** Why not, for the shopper. */
  reason: z.string().optional(),
  /** What the merchant calls it. */
  title: z.string().optional(),
  /** "15%" or "$10.00", and the most that a share comes to. */
  takes_off: z.string().optional(),
  at_most: z.string().optional(),
  /** The least that what it is for must come to. */
  minimum: z.string().optional(),
  /** It is for these categories alone, … */
  categories: z.array(z.string()).optional(),
  /** … or for some products alone: which, `calculate_discount` tells. */
  some_products_only: z.boolean().optional(),
  /** The moment it ends, ISO 8601; absent when the merchant set none. */
  ends_at: z.string().optional(),
  combinable: z.boolean().optional(),
});
const Output = z.strictObject({ coupons: z.array(Checked) });

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

export interface CheckCouponDeps extends Pick<QuoteDeps, 'coupons' | 'guesses' | 'clock'> {
  shoppers: Shoppers;
}

/** Of codes that the shopper has; none is ever listed. */
export function checkCoupon(deps: CheckCouponDeps): Tool<Input, Output> {
  return {
    name: 'check_coupon',
    description:
      'Says whether coupon codes are valid now, where it is not said what for. What they take off products only calculate_discount says.',
    effect: 'read',
    input: Input,
    output: Output,
    async run({ coupon_codes }, context) {
      const { store, visitorId } = context;
      const asker = { ...(await deps.shoppers.get(store.id, visitorId)), store };
      const checked = await checkCoupons(deps, asker, coupon_codes).catch((error) => {
        // Too many wrong codes are for the shopper to hear.
        throw error instanceof AppError ? new ToolError(error.message) : error;
      });
      const locale = shopperLocale(context);
      return { coupons: checked.map((one) => tellCoupon(one, { store, locale })) };
    },
  };
}

function tellCoupon(
  checked: CheckedCoupon,
  { store, locale }: { store: Store; locale: string },
): z.infer<typeof Checked> {
  const { code } = checked;
  if ('refusal' in checked) {
    const reason = quoteLabels(locale, store.currency).refusal(code, checked.refusal);
    return { code, valid: false, reason };
  }
  const { discount, minimumSubtotal, scope, title, endsAt, combinable } = checked.coupon;
  const show = (amount: number) => formatPrice({ amount, currency: store.currency }, store.locale);
  const percent = new Intl.NumberFormat(store.locale, {
    style: 'percent',
    maximumFractionDigits: 2,
  });
  return {
    code,
    valid: true,
    title,
    takes_off:
      discount.kind === 'percent'
        ? percent.format(discount.basisPoints / 10_000)
        : show(discount.amount),
    at_most:
      discount.kind === 'percent' && discount.cap !== undefined ? show(discount.cap) : undefined,
    minimum: minimumSubtotal === undefined ? undefined : show(minimumSubtotal),
    categories: scope.kind === 'categories' ? scope.values.map(categoryLabel) : undefined,
    some_products_only: scope.kind === 'products' ? true : undefined,
    ends_at: endsAt?.toISOString(),
    combinable,
  };
}
