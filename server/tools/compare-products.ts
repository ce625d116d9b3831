import { z } from 'zod';
import type { Catalog } from '../shop/catalog.ts';
import { ProductSummary, showProducts, summarizeProduct } from './product-summary.ts';
import { type Tool, ToolError } from './tool.ts';

const Input = z.strictObject({
  product_ids: z
    .array(z.string().min(1).max(300))
    .min(2)
    .max(5)
    .describe('Ids, handles or SKUs of two to five products.'),
});

const Output = z.strictObject({
  products: z.array(ProductSummary),
  /** One row an attribute that any of them has; `values` in the order of `products`, null where the shop does not say. */
  attributes: z.array(z.strictObject({ name: z.string(), values: z.array(z.string().nullable()) })),
  /** What was asked for and does not exist. */
  unknown: z.array(z.string()),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

/** More lines than this nobody reads in a chat. */
const MOST_SHOWN = 20;

export function compareProducts(catalog: Catalog): Tool<Input, Output> {
  return {
    name: 'compare_products',
    description:
      'Sets two to five products side by side: prices, availability and every attribute.',
    effect: 'read',
    input: Input,
    output: Output,
    async run({ product_ids }, { store }) {
      const refs = [...new Set(product_ids)];
      const found = await Promise.all(refs.map((ref) => catalog.get(store.id, ref)));
      const unique = new Map(found.flatMap((product) => (product ? [[product.id, product]] : [])));
      const products = [...unique.values()].map((product) =>
        summarizeProduct(product, store.locale),
      );
      if (products.length < 2)
        throw new ToolError('Fewer than two of these products exist in this shop.');
      const names = new Set(products.flatMap(({ attributes }) => Object.keys(attributes)));
      return {
        products,
        attributes: [...names].map((name) => ({
          name,
          values: products.map(({ attributes }) => attributes[name] ?? null),
        })),
        unknown: refs.filter((_, index) => !found[index]),
      };
    },
    show({ products, attributes }) {
      const comparison = attributes.slice(0, MOST_SHOWN);
      return showProducts(products, comparison.length > 0 ? { comparison } : {});
    },
  };
}
