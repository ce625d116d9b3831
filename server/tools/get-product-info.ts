import { z } from 'zod';
import { Product } from '../../shared/product.ts';
import type { Catalog } from '../shop/catalog.ts';
import {
  ProductSummary,
  ShownPrice,
  showPrice,
  showProducts,
  summarizeProduct,
} from './product-summary.ts';
import { type Tool, ToolError } from './tool.ts';

const Input = z.strictObject({
  product_id: z.string().min(1).max(300).describe('An id from another tool, a handle or a SKU.'),
});

const VariantFacts = z.strictObject({
  id: z.string(),
  sku: z.string().optional(),
  title: z.string(),
  price: ShownPrice,
  list_price: ShownPrice.optional(),
  availability: Product.shape.variants.element.shape.availability,
  /** How many are left; absent when the shop does not count. */
  stock: z.int().min(0).optional(),
  options: z.record(z.string(), z.string()),
});

const Output = z.strictObject({
  product: ProductSummary,
  description: z.string(),
  tags: z.array(z.string()),
  variants: z.array(VariantFacts),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;
/** All that a model is told of one product. */
export type ProductFactsTold = Output;

export function getProductInfo(catalog: Catalog): Tool<Input, Output> {
  return {
    name: 'get_product_info',
    description:
      'Everything the shop knows about one product: description, all variants with price and stock, attributes. Use it before answering a question about one product.',
    effect: 'read',
    input: Input,
    output: Output,
    async run({ product_id }, { store }) {
      const product = await catalog.get(store.id, product_id);
      if (!product) throw new ToolError(`There is no product ${product_id} in this shop.`);
      return productFacts(product, store.locale);
    },
    show: ({ product }) => showProducts([product]),
  };
}

export function productFacts(product: Product, locale: string): Output {
  return {
    product: summarizeProduct(product, locale),
    description: product.description.plain,
    tags: product.tags ?? [],
    variants: product.variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      title: variant.title,
      price: showPrice(variant.price, locale),
      list_price: variant.list_price && showPrice(variant.list_price, locale),
      availability: variant.availability,
      stock: variant.metadata?.stock,
      options: Object.fromEntries((variant.options ?? []).map(({ name, label }) => [name, label])),
    })),
  };
}
