import { z } from 'zod';
import type { Catalog } from '../shop/catalog.ts';
import { ProductSummary, showProducts, summarizeProduct } from './product-summary.ts';
import { StatedAmount, statedAmount } from './stated-amount.ts';
import type { Tool } from './tool.ts';

const Input = z.strictObject({
  query: z
    .string()
    .max(300)
    .describe('What the shopper looks for, in their own words. May be empty to browse a category.'),
  category: z.string().max(200).optional(),
  brand: z.string().max(200).optional(),
  min_price: StatedAmount.optional(),
  max_price: StatedAmount.optional(),
  available_only: z.boolean().optional().describe('Only what can be bought now.'),
  limit: z.int().min(1).max(20).optional().describe('6 when absent.'),
});

const Output = z.strictObject({
  products: z.array(ProductSummary),
  /** More match than are listed. */
  more: z.boolean(),
  /** The shop's categories, when nothing was found: what it does sell. */
  categories: z.array(z.string()).optional(),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

const DEFAULT_LIMIT = 6;

export function searchProducts(catalog: Catalog): Tool<Input, Output> {
  return {
    name: 'search_products',
    description:
      "Searches this shop's catalog. Understands typos, missing diacritics, English and Vietnamese. Put a budget into min_price and max_price, not into query. Returns products with the only prices that may be quoted.",
    effect: 'read',
    input: Input,
    output: Output,
    async run(input, { store }) {
      const page = await catalog.search(store.id, {
        text: input.query.trim() || undefined,
        categories: input.category === undefined ? undefined : [input.category],
        brands: input.brand === undefined ? undefined : [input.brand],
        minPrice: statedAmount(input.min_price, store.currency),
        maxPrice: statedAmount(input.max_price, store.currency),
        available: input.available_only,
        limit: input.limit ?? DEFAULT_LIMIT,
      });
      const found = {
        more: page.nextCursor !== undefined,
        products: page.products.map((product) => summarizeProduct(product, store.locale)),
      };
      if (page.products.length > 0) return found;
      const categories = await catalog.categories(store.id);
      return { ...found, categories: categories.map(({ value }) => value) };
    },
    show: ({ products }) => showProducts(products),
  };
}
