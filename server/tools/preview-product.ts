import type { CardProduct } from '../../shared/card.ts';
import type { AdminLanguage } from '../../shared/language.ts';
import type { Product } from '../../shared/product.ts';
import { productFacts } from './get-product-info.ts';
import { productSentences } from './product-sentences.ts';
import { productCard } from './product-summary.ts';

export interface PreviewedProduct {
  card: CardProduct;
  told: Record<string, unknown>;
  sentences: string[];
}

/** What a shopper would see of a product and the assistant be told; the very functions that conversations use. */
export function previewProduct(
  product: Product,
  { locale, language }: { locale: string; language: AdminLanguage },
): PreviewedProduct {
  const told = productFacts(product, locale);
  return {
    card: productCard(told.product),
    told,
    sentences: productSentences(told, language),
  };
}
