import type { Variant } from '../../shared/product.ts';
import type { StorefrontTexts } from './texts.ts';

/** Below this a shopper is told how many there are. */
const FEW = 6;

export function stockText(texts: StorefrontTexts, { availability, metadata }: Variant): string {
  const { available, status } = availability;
  if (!available) return texts.outOfStock;
  if (status === 'backorder') return texts.backorder;
  if (status === 'preorder') return texts.preorder;
  const stock = metadata?.stock;
  return stock !== undefined && stock > 0 && stock < FEW ? texts.fewLeft(stock) : texts.inStock;
}
