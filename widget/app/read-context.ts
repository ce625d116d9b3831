import type { PageContext } from '../../shared/page-context.ts';
import type { AisleContext } from '../index.d.ts';

type CartItem = NonNullable<AisleContext['cart']>[number];
type CartLine = NonNullable<PageContext['cart']>[number];

const LONGEST_PAGE = 200;
const MOST_ITEMS = 20;
const MOST_PIECES = 999;

/** What the page told, as the server takes it. What is of no such shape is left out, and the rest counts. */
export function readContext(context: AisleContext | null): PageContext | undefined {
  if (!context) return undefined;
  const { productId, page, cart } = context;
  return {
    product_id: name(productId),
    // Not within a pair of surrogates.
    page: name(page)
      ?.slice(0, LONGEST_PAGE)
      .replace(/[\uD800-\uDBFF]$/, ''),
    cart: Array.isArray(cart) ? cart.flatMap(line).slice(0, MOST_ITEMS) : undefined,
  };
}

function line(item: CartItem | null): CartLine[] {
  const product_id = name(item?.productId);
  const quantity = Math.min(Math.trunc(Number(item?.quantity ?? 1)), MOST_PIECES);
  if (!product_id || !(quantity >= 1)) return [];
  return [{ product_id, variant_id: name(item?.variantId), quantity }];
}

/** Many shops count their products. */
function name(value: unknown): string | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value) ? `${value}` : undefined;
}
