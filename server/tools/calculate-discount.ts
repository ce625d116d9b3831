import { z } from 'zod';
import { formatPrice } from '../../shared/format-price.ts';
import { Quote, QuoteItem } from '../../shared/quote.ts';
import { AppError } from '../errors.ts';
import { type QuoteDeps, quoteCart, quoteStatedPrice } from '../shop/quote-cart.ts';
import { StatedAmount, statedAmount } from './stated-amount.ts';
import { type Tool, ToolError } from './tool.ts';

const Input = z
  .strictObject({
    coupon_code: z.string().min(1).max(100).describe('As the shopper wrote it.'),
    items: z
      .array(QuoteItem)
      .min(1)
      .max(50)
      .optional()
      .describe("What the coupon is for. The catalog's prices count."),
    original_price: StatedAmount.optional().describe(
      'Only when no product of the shop is meant: a price that the shopper stated.',
    ),
  })
  .refine(({ items, original_price }) => (items === undefined) !== (original_price === undefined), {
    message: 'Give either items or original_price.',
  });

const Output = z.strictObject({
  quote: Quote,
  /** The same amounts as a person of this shop writes them. */
  display: z.strictObject({ subtotal: z.string(), discount: z.string(), total: z.string() }),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

export function calculateDiscount(deps: QuoteDeps): Tool<Input, Output> {
  return {
    name: 'calculate_discount',
    description:
      'Works out exactly what a coupon takes off: of products (items) or of a price the shopper stated. When the coupon does not apply, quote.messages says why.',
    effect: 'read',
    input: Input,
    output: Output,
    async run({ coupon_code, items, original_price }, { store }) {
      const quote = items
        ? await quoteCart(deps, store, { items, coupon_code }).catch(askAgain)
        : await quoteStatedPrice(deps, store, {
            amount: statedAmount(original_price ?? 0, store.currency),
            coupon_code,
          });
      const show = (amount: number) =>
        formatPrice({ amount, currency: quote.currency }, store.locale);
      const { subtotal, discount, total } = quote;
      return {
        quote,
        display: { subtotal: show(subtotal), discount: show(discount), total: show(total) },
      };
    },
    show: ({ quote }) => ({ type: 'data-quote', data: quote }),
  };
}

/** A cart that names no product of ours is the model's mistake to mend. */
function askAgain(error: unknown): never {
  if (error instanceof AppError) throw new ToolError(error.message);
  throw error;
}
