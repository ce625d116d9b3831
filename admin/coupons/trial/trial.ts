import type { CouponDraft, CouponDraftTrial } from '../../../shared/admin-coupons.ts';
import type { AdminProductRow } from '../../../shared/admin-products.ts';
import type { ShopperLanguage } from '../../../shared/language.ts';

/** A line of the cart that is tried. */
export interface CartLine {
  /** Tells lines apart: a product can stand there twice. */
  key: string;
  productId: string;
  title: string;
  /** Those that can be chosen. */
  variants: { id: string; title: string }[];
  variantId: string | undefined;
  quantity: number;
}

/** A cart, and who takes it when. */
export interface Trial {
  lines: CartLine[];
  /** Undefined: somebody whom the shop has not identified. */
  customer: { orders: number; redemptions: number } | undefined;
  otherCodes: string[];
  /** As the store's clocks show it; empty: now. */
  at: string;
  /** What the shopper reads. */
  language: ShopperLanguage;
}

export const MOST_QUANTITY = 999;
const MOST_OTHER_CODES = 4;
let made = 0;

export function cartLine({ id, title, variants }: AdminProductRow): CartLine {
  made += 1;
  return {
    key: `line ${made}`,
    productId: id,
    title,
    variants: variants.map((variant) => ({ id: variant.id, title: variant.title })),
    variantId: variants[0]?.id,
    quantity: 1,
  };
}

/** The question to the server; undefined while the cart is empty. */
export function trialOf(trial: Trial, coupon: CouponDraft): CouponDraftTrial | undefined {
  if (trial.lines.length === 0) return undefined;
  return {
    coupon,
    items: trial.lines.map(({ productId, variantId, quantity }) => ({
      product_id: productId,
      variant_id: variantId,
      quantity,
    })),
    customer: trial.customer ?? null,
    other_codes: trial.otherCodes.slice(0, MOST_OTHER_CODES),
    locale: trial.language,
    ...(trial.at && { at: trial.at }),
  };
}
