import { nameOf } from './known-products.ts';
import { type Move, resultsOf, type Scene } from './scene.ts';
import { productsOf, type SeenProduct } from './tool-results.ts';
import { fold } from './utterance.ts';

/** A product as the shopper meant it: known by id, or by a name that has to be looked up. */
export interface WantedProduct {
  id?: string;
  title: string;
}

export type Resolved = { move: Move } | { products: ResolvedProduct[]; missing: string[] };

interface ResolvedProduct
  extends Pick<SeenProduct, 'id' | 'title'>,
    Partial<Pick<SeenProduct, 'brand' | 'options'>> {}

/** Names become ids by a search each, all at once. `missing` holds the names that the shop does not know. */
export function resolveProducts(scene: Scene, wanted: WantedProduct[]): Resolved {
  const named = wanted.filter(({ id }) => id === undefined);
  const searches = resultsOf(scene, 'search_products');
  const pending = named.filter(({ title }) => !searches.some(({ args }) => args.query === title));
  if (pending.length > 0) {
    return {
      move: {
        call: pending.map(({ title }) => ({
          name: 'search_products',
          args: { query: title, limit: 3 },
        })),
      },
    };
  }
  const found = wanted.map(({ id, title }) => {
    if (id !== undefined) return { id, title };
    const result = searches.find(({ args }) => args.query === title);
    return result && closest(title, productsOf(result));
  });
  return {
    products: found.filter((product) => product !== undefined),
    missing: wanted.flatMap(({ title }, index) => (found[index] ? [] : [title])),
  };
}

/** The result whose title shares most words with the name; of equals what can be bought, then the search's own order. */
function closest(name: string, products: SeenProduct[]): SeenProduct | undefined {
  const words = fold(name).split(/\s+/);
  const score = (product: SeenProduct) => {
    const title = fold(`${product.brand ?? ''} ${nameOf(product)}`).split(/\s+/);
    return words.filter((word) => title.includes(word)).length;
  };
  const canBuy = ({ availability }: SeenProduct) => Number(availability.available);
  return products.toSorted((a, b) => score(b) - score(a) || canBuy(b) - canBuy(a))[0];
}

/** A product that is called by half of the words at least. */
export function namesSame(name: string, product: ResolvedProduct): boolean {
  const words = fold(name).split(/\s+/);
  const title = fold(`${product.brand ?? ''} ${nameOf(product)}`).split(/\s+/);
  return 2 * words.filter((word) => title.includes(word)).length >= words.length;
}
