import { z } from 'zod';
import type { Images } from '../images/images.ts';
import type { PhotoMatcher } from '../images/photo-matcher.ts';
import type { Catalog } from '../shop/catalog.ts';
import { ProductSummary, showProducts, summarizeProduct } from './product-summary.ts';
import { type Tool, ToolError } from './tool.ts';

const Input = z.strictObject({
  image_id: z
    .string()
    .min(1)
    .max(100)
    .describe('The id that stands beside the photo in the conversation.'),
});

const Output = z.strictObject({
  outcome: z
    .enum(['verified', 'candidates', 'none'])
    .describe(
      "verified: the photo shows this product's picture; candidates: ask which one; none: no picture of this shop is like it.",
    ),
  /** Best first. */
  products: z.array(ProductSummary),
  degraded: z
    .array(z.string())
    .describe('When not empty, the pictures could not be compared now: none then means unknown.'),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

const LIMIT = 5;

export function findProductsLikePhoto(deps: {
  photoMatcher: PhotoMatcher;
  images: Pick<Images, 'read'>;
  catalog: Catalog;
}): Tool<Input, Output> {
  return {
    name: 'find_products_like_photo',
    description:
      "Finds this shop's products whose pictures a shopper's photo shows: screenshots, saved pictures, photos of a page. Trust its outcome. It does not know a thing by sight, so with none also describe what you see to search_products before you say that the shop has nothing like it.",
    effect: 'read',
    input: Input,
    output: Output,
    async run({ image_id }, { store, visitorId, signal }) {
      const photo = await deps.images.read({ storeId: store.id, visitorId }, image_id);
      if (!photo) throw new ToolError(`There is no photo ${image_id} in this conversation.`);
      const options = { storeId: store.id, limit: LIMIT, signal };
      const match = await deps.photoMatcher.match(photo, options);
      const ids = match.items.map(({ productId }) => productId);
      const products = ids.length > 0 ? await deps.catalog.getMany(store.id, ids) : [];
      return {
        // What was found may have left the catalog a moment ago.
        outcome: products.length > 0 ? match.outcome : 'none',
        products: products.map((product) => summarizeProduct(product, store.locale)),
        degraded: match.degraded,
      };
    },
    show: ({ products }) => showProducts(products),
  };
}
