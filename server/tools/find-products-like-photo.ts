import { z } from 'zod';
import type { PhotoMatcher } from '../images/photo-matcher.ts';
import type { Catalog } from '../shop/catalog.ts';
import { ProductSummary, showProducts, summarizeProduct } from './product-summary.ts';
import { type Tool, ToolError } from './tool.ts';

const Input = z.strictObject({
  image_id: z.string().min(1).max(100).describe('The id that stands beside the photo in the conversation.'),
});

const Output = z.strictObject({
  outcome: z
    .enum(['verified', 'candidates', 'none'])
    .describe('verified: this very product; candidates: ask which one; none: nothing of this shop.'),
  products: z.array(ProductSummary),
  /** Ways of looking that failed this time. */
  degraded: z.array(z.string()),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

const LIMIT = 5;

export function findProductsLikePhoto(deps: { photoMatcher: PhotoMatcher; catalog: Catalog }): Tool<Input, Output> {
  return {
    name: 'find_products_like_photo',
    description:
      "Finds this shop's products that look like a photo the shopper sent. Trust its outcome: with none, say that the shop has nothing that looks like it.",
    effect: 'read',
    input: Input,
    output: Output,
    async run({ image_id }, { store, visitorId, signal }) {
      const owner = { storeId: store.id, visitorId };
      const match = await deps.photoMatcher.match(owner, image_id, { limit: LIMIT, signal });
      if (!match) throw new ToolError(`There is no photo ${image_id} in this conversation.`);
      const products = await deps.catalog.getMany(store.id, match.items.map(({ productId }) => productId));
      return {
        outcome: match.outcome,
        products: products.map((product) => summarizeProduct(product, store.locale)),
        degraded: match.degraded,
      };
    },
    show: ({ products }) => showProducts(products),
  };
}
