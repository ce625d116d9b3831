import type { NewProduct } from '../../shared/admin-products.ts';
import { foldText } from '../shop/fold-text.ts';
import { newId } from '../shop/new-id.ts';
import { changeProduct } from './change-product.ts';
import type { ProductFacts } from './product-facts.ts';

/** A new product as a merchant describes it, with an id of its own. Throws as `changeProduct` does. */
export function makeProduct({ variants, handle, ...given }: NewProduct): ProductFacts {
  const empty = emptyProduct(newId(), given.title);
  return changeProduct(empty, {
    ...given,
    handle: handle ?? handleOf(given.title),
    add_variants: variants,
  });
}

/** Nothing but a name, and no variant yet. */
export function emptyProduct(id: string, title: string): ProductFacts {
  return {
    id,
    handle: '',
    title,
    description: '',
    brand: null,
    url: null,
    tags: [],
    categories: [],
    options: [],
    attributes: [],
    media: [],
    variants: [],
    rating: null,
    external_id: null,
    metadata: {},
  };
}

const LONGEST_HANDLE = 80;

/** "Lều hai người" → "leu-hai-nguoi": letters and digits of any script, joined with hyphens. */
export function handleOf(title: string): string {
  const words = foldText(title).replace(/[^\p{L}\p{N}]+/gu, '-');
  const handle = words
    .slice(0, LONGEST_HANDLE)
    .toWellFormed()
    .replace(/^-+|-+$/g, '');
  return handle === '' ? 'product' : handle;
}
