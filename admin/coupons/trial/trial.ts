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

// What the server takes (shared/admin-coupons.ts, shared/quote.ts).
export const MOST_QUANTITY = 999;
export const MOST_LINES = 100;
export const MOST_OTHER_CODES = 4;
let made = 0;

export function cartLine({ id, title, variants }: AdminProductRow): CartLine {
  made += 1;
  return {
    key: `line ${made}`,
    productId: id,
    title,
    variants: variants.map((variant) => ({ id: variant.id, title: variant.title })),
    variantId: (variants.find(canBeBought) ?? variants[0])?.id,
    quantity: 1,
  };
}

/** As a quote takes the first that can be bought where a cart names none (server/shop/product.ts). */
function canBeBought({ availability }: AdminProductRow['variants'][number]): boolean {
  return availability !== 'out_of_stock' && availability !== 'discontinued';
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
    other_codes: trial.otherCodes,
    locale: trial.language,
    ...(trial.at && { at: trial.at }),
  };
}
