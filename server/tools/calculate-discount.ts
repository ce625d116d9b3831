import { z } from 'zod';
import { formatPrice } from '../../shared/format-price.ts';
import { SHOPPER_LANGUAGES, shopperLanguageOf } from '../../shared/language.ts';
import { CouponCode, MOST_COUPONS, Quote, QuoteItem } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import { type QuoteDeps, quoteCart, quoteStatedPrice } from '../shop/quote-cart.ts';
import type { Shoppers } from '../shop/shoppers.ts';
import { StatedAmount, statedAmount } from './stated-amount.ts';
import { shopperLocale, type Tool, ToolError } from './tool.ts';

const Input = z
  .strictObject({
    coupon_code: CouponCode.optional().describe(
      'As the shopper wrote it. Without one it is what the items cost.',
    ),
    coupon_codes: z
      .array(CouponCode)
      .min(1)
      .max(MOST_COUPONS - 1)
      .optional()
      .describe('More codes for the same cart.'),
    items: z
      .array(QuoteItem)
      .min(1)
      .max(50)
      .optional()
      .describe("What is bought. The catalog's prices count."),
    original_price: StatedAmount.optional().describe(
      'Only when no product of the shop is meant: a price that the shopper stated.',
    ),
    language: z
      .enum(SHOPPER_LANGUAGES)
      .optional()
      .describe(
        'The language that the shopper writes in, when it is not that of page_context or the shop.',
      ),
  })
  .refine(({ items, original_price }) => (items === undefined) !== (original_price === undefined), {
    message: 'Give either items or original_price; without them check_coupon tells what a code is.',
  })
  .refine(
    ({ items, coupon_code, coupon_codes }) => (items ?? coupon_code ?? coupon_codes) !== undefined,
    { message: 'Give coupon_code with original_price.' },
  );

const Output = z.strictObject({
  quote: Quote,
  /** The same amounts as a person of this shop writes them. */
  display: z.strictObject({ subtotal: z.string(), discount: z.string(), total: z.string() }),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

export interface CalculateDiscountDeps extends QuoteDeps {
  shoppers: Shoppers;
}

export function calculateDiscount(deps: CalculateDiscountDeps): Tool<Input, Output> {
  return {
    name: 'calculate_discount',
    description:
      'Works out exactly what products cost together (items), and what coupons take off them or a price the shopper stated. When a coupon does not apply, quote.messages says why.',
    effect: 'read',
    input: Input,
    output: Output,
    async run({ items, original_price, language, ...codes }, context) {
      const { store, visitorId } = context;
      const asker = { ...(await deps.shoppers.get(store.id, visitorId)), store };
      const locale = localeOf(language, shopperLocale(context));
      const asked = { ...codes, locale };
      const amount = statedAmount(original_price ?? 0, store.currency);
      const quote = await (items
        ? quoteCart(deps, asker, { items, ...asked })
        : quoteStatedPrice(deps, asker, { amount, ...asked })
      ).catch(askAgain);
      const show = (minor: number) =>
        formatPrice({ amount: minor, currency: quote.currency }, store.locale);
      const { subtotal, discount, total } = quote;
      return {
        quote,
        display: { subtotal: show(subtotal), discount: show(discount), total: show(total) },
      };
    },
    // The token is for the shop's checkout; to a model it is a thousand tokens of nothing.
    tell: ({ quote: { token: _, ...quote }, display }) => ({ quote, display }),
    show: ({ quote }) => ({ type: 'data-quote', data: quote }),
  };
}

/** The shopper's own locale says more than its language, such as how amounts are written. */
function localeOf(language: Input['language'], shoppers: string): string {
  return language === undefined || language === shopperLanguageOf(shoppers) ? shoppers : language;
}

/** A cart that names no product of ours is the model's mistake to mend; too many wrong codes are for the shopper to hear. */
function askAgain(error: unknown): never {
  if (error instanceof AppError) throw new ToolError(error.message);
  throw error;
}
