import { z } from 'zod';
import type { PhotoMatcher } from '../images/matching/photo-matcher.ts';
import type { Images } from '../images/storage/images.ts';
import type { Catalog } from '../shop/catalog.ts';
import type { Store } from '../shop/store.ts';
import { sentence } from '../words/sentence.ts';
import { ProductSummary, showProducts, summarizeProduct } from './product-summary.ts';
import { shopperLocale, type Tool, ToolError } from './tool.ts';

export const FIND_PRODUCTS_LIKE_PHOTO = 'find_products_like_photo';

const Input = z.strictObject({
  image_id: z
    .string()
    .min(1)
    .max(100)
    .describe('The id that stands beside the photo in the conversation.'),
  seen: z
    .string()
    .max(300)
    .optional()
    .describe(
      'The thing in words, for a search: brand, model, what its label says, kind, colour. Only what you see or the shopper said; no guesses.',
    ),
});

const Output = z.strictObject({
  outcome: z
    .enum(['verified', 'candidates', 'none'])
    .describe('By pictures alone: the very product; products that look like it; nothing like it.'),
  /** Best first. Their pictures look like the photo. */
  products: z.array(ProductSummary),
  similar_by_words: z
    .array(ProductSummary)
    .describe('Found with `seen` alone: similar things at best, never the same one.'),
  degraded: z
    .array(z.string())
    .describe('Ways of comparing that failed this time: with some, none then means unknown.'),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

/** Cards that one photo comes to. */
const LIMIT = 5;

export interface PhotoSearchDeps {
  photoMatcher: PhotoMatcher;
  images: Pick<Images, 'read'>;
  catalog: Catalog;
}

/** Compares a photo with the shop's pictures and, in words, with its catalog. */
export function findProductsLikePhoto(deps: PhotoSearchDeps): Tool<Input, Output> {
  return {
    name: FIND_PRODUCTS_LIKE_PHOTO,
    description:
      "Finds this shop's products on a shopper's photo. Call it for each photo of a thing that the shopper may want, with what you see on it in `seen`: pictures and words are compared together. Trust its outcome over your eyes. verified: name the product, and what to check before buying it (size, flavour, variant), since siblings look alike. candidates: say that you are not sure, that these look like it, and ask which one it is. none: say that no picture of this shop shows it; what is in `similar_by_words` is similar, not the same, and must be called so.",
    effect: 'read',
    input: Input,
    output: Output,
    async run({ image_id, seen = '' }, { store, visitorId, signal }) {
      const photo = await deps.images.read({ storeId: store.id, visitorId }, image_id);
      if (!photo) throw new ToolError(`There is no photo ${image_id} in this conversation.`);
      const [match, byWords] = await Promise.all([
        deps.photoMatcher.match(photo, { storeId: store.id, limit: LIMIT, signal }),
        searchFor(deps.catalog, store, seen),
      ]);
      const ids = match.items.map(({ productId }) => productId);
      const alike = ids.length > 0 ? await deps.catalog.getMany(store.id, ids) : [];
      // What was found may have left the catalog a moment ago.
      const outcome = alike.length > 0 ? match.outcome : 'none';
      const summaries = alike.map((product) => summarizeProduct(product, store.locale));
      const products = outcome === 'candidates' ? confirmedFirst(summaries, byWords) : summaries;
      return {
        outcome,
        products,
        similar_by_words: outcome === 'verified' ? [] : othersAmong(byWords, products),
        degraded: match.degraded,
      };
    },
    show({ outcome, products, similar_by_words }, context) {
      const shown = [...products, ...similar_by_words];
      if (outcome === 'verified') return showProducts(shown);
      // Whatever the model makes of it, nobody takes them for the very thing.
      const name = outcome === 'candidates' ? 'likeYourPhoto' : 'notOnYourPhoto';
      return showProducts(shown, { note: sentence(name, shopperLocale(context)) });
    },
  };
}

async function searchFor(catalog: Catalog, store: Store, seen: string): Promise<ProductSummary[]> {
  const text = seen.trim();
  if (text === '') return [];
  const page = await catalog.search(store.id, { text, relax: true, limit: LIMIT });
  return page.products.map((product) => summarizeProduct(product, store.locale));
}

/** Words that agree with a picture say more than its place among the pictures. */
function confirmedFirst(alike: ProductSummary[], byWords: ProductSummary[]): ProductSummary[] {
  const worded = new Set(byWords.map(({ id }) => id));
  return alike.toSorted((one, other) => Number(worded.has(other.id)) - Number(worded.has(one.id)));
}

function othersAmong(byWords: ProductSummary[], products: ProductSummary[]): ProductSummary[] {
  const known = new Set(products.map(({ id }) => id));
  return byWords.filter(({ id }) => !known.has(id)).slice(0, LIMIT - products.length);
}
