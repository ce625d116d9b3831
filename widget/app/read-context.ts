import type { PageContext } from '../../shared/page-context.ts';
import type { AisleContext } from '../index.d.ts';

const LONGEST_PAGE = 200;
const MOST_ITEMS = 20;

/** What the page told, as the server takes it. */
export function readContext(context: AisleContext | null): PageContext | undefined {
  if (!context) return undefined;
  const { productId, page, cart } = context;
  return {
    product_id: id(productId),
    page: page?.slice(0, LONGEST_PAGE),
    cart: cart?.slice(0, MOST_ITEMS).map((item) => ({
      product_id: `${item.productId}`,
      variant_id: id(item.variantId),
      quantity: item.quantity,
    })),
  };
}

/** Many shops count their products. */
function id(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : `${value}`;
}
