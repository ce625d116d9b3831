import type {
  BulkChange,
  PriceEnding,
  ProductChange,
  VariantChange,
} from '../../shared/admin-products.ts';
import type { ProductFacts, VariantFacts } from './product-facts.ts';

/** What a bulk edit means for one product. Deleting is not a change: see `ProductBulkEditor`. */
export function productChangeOf(product: ProductFacts, change: BulkChange): ProductChange {
  const { brand, add_tags, remove_tags, add_categories, remove_categories } = change;
  const touchesVariants =
    change.price ?? change.list_price ?? change.stock ?? change.availability ?? false;
  return {
    ...(brand === undefined ? {} : { brand }),
    ...(add_tags || remove_tags ? { tags: edited(product.tags, add_tags, remove_tags) } : {}),
    ...(add_categories || remove_categories
      ? { categories: edited(product.categories, add_categories, remove_categories) }
      : {}),
    ...(touchesVariants
      ? { variants: product.variants.map((variant) => variantChangeOf(variant, change)) }
      : {}),
  };
}

function edited(list: string[], added: string[] = [], removed: string[] = []): string[] {
  return [...new Set([...list.filter((item) => !removed.includes(item)), ...added])];
}

function variantChangeOf(variant: VariantFacts, change: BulkChange): VariantChange {
  const { list_price: listPrice, stock, availability } = change;
  return {
    id: variant.id,
    ...(change.price ? { price: newPrice(variant.price, change.price) } : {}),
    ...(listPrice
      ? { list_price: listPrice.kind === 'set' ? listPrice.amount : variant.price }
      : {}),
    ...(stock ? { stock: newStock(variant.stock, stock) } : {}),
    ...(availability ? { availability } : {}),
  };
}

/**
 * A price changed by basis points (hundredths of a percent), rounded to the minor unit with halves up, then to the
 * nearest price of the wanted ending. Computed in whole numbers, so that no binary fraction decides a rounding.
 */
export function newPrice(price: number, change: NonNullable<BulkChange['price']>): number {
  if (change.kind === 'set') return change.amount;
  const exact = BigInt(price) * BigInt(10_000 + change.basis_points);
  const rounded = (exact + 5_000n) / 10_000n;
  return Number(change.ending ? nearestEnding(rounded, change.ending) : rounded);
}

/** Of two that are equally near the lower one; never below zero. */
function nearestEnding(price: bigint, ending: PriceEnding): bigint {
  const step = BigInt(ending.step);
  const value = BigInt(ending.value);
  if (price <= value) return value;
  const lower = price - ((price - value) % step);
  const upper = lower + step;
  return price - lower <= upper - price ? lower : upper;
}

/** What is taken away stops at none left. What is not counted stays so when something is added. */
function newStock(stock: number | null, change: NonNullable<BulkChange['stock']>): number | null {
  if (change.kind === 'set') return change.amount;
  return stock === null ? null : Math.max(0, stock + change.amount);
}
