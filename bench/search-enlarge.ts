import type { Product } from '../shared/product.ts';
import { seededRandom } from './seeded-random.ts';

/** A word that fewer products have is a name or a model number: those grow with a catalog, all others only recur. */
const RARE = 4;
/** So many copies share a made-up word, so that new words are rare too, but not all unique. */
const SHARING = 3;
/**
 * The share of recurring words, titles' apart, that another recurring word stands for. A title says what a thing is, and
 * a variation is rated as its original: a toner that is called a mouse would be rated wrongly.
 */
const SWAPPED = 0.12;

/**
 * `count` distinct products: first the given ones, then variations of them, in turns. A recurring word stays in as large a
 * share of the products as before, because it is kept or, outside titles, swapped for another drawn by its frequency; a rare one
 * becomes a made-up word, a number another number. Ids of variations are the original's, "~" and a number.
 */
export function* enlargeCatalog(products: Product[], count: number): Generator<Product> {
  yield* products.slice(0, count);
  const vocabulary = countWords(products);
  for (let index = products.length; index < count; index += 1) {
    const original = products[index % products.length]!;
    yield vary(original, vocabulary, Math.floor(index / products.length));
  }
}

/** The id of the product that this one varies. */
export function originalId(id: string): string {
  return id.split('~')[0]!;
}

interface Vocabulary {
  products: Map<string, number>;
  /** Each recurring word as often as it occurs. */
  recurring: string[];
}

const WORD = /[\p{L}\p{N}]+/gu;

function countWords(products: Product[]): Vocabulary {
  const counts = new Map<string, number>();
  const all: string[] = [];
  for (const product of products) {
    const words = textsOf(product).join(' ').toLowerCase().match(WORD) ?? [];
    all.push(...words);
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const recurring = all.filter((word) => (counts.get(word) ?? 0) >= RARE && !/\d/.test(word));
  return { products: counts, recurring };
}

function textsOf({ title, description, metadata }: Product): string[] {
  return [title, description.plain ?? '', ...Object.values(metadata?.attributes ?? {})];
}

function vary(product: Product, vocabulary: Vocabulary, copy: number): Product {
  const id = `${product.metadata?.external_id ?? product.id}~${copy}`;
  const random = seededRandom(id);
  const other = (text: string, swapped = SWAPPED) =>
    varyText(text, vocabulary, { copy, random, swapped });
  const attributes = Object.entries(product.metadata?.attributes ?? {});
  const factor = 0.5 + random();
  const price = (amount: number) => Math.round(amount * factor);
  return {
    ...product,
    id,
    handle: `${product.handle}-${copy}`,
    title: other(product.title, 0).slice(0, 500),
    description: { plain: other(product.description.plain ?? '') },
    variants: product.variants.map((variant) => ({
      ...variant,
      id: `${variant.id}~${copy}`,
      sku: variant.sku && `${variant.sku}-${copy}`,
      price: { ...variant.price, amount: price(variant.price.amount) },
      list_price: undefined,
    })),
    metadata: {
      ...product.metadata,
      external_id: id,
      attributes: Object.fromEntries(attributes.map(([name, value]) => [name, other(value)])),
    },
  };
}

function varyText(
  text: string,
  { products, recurring }: Vocabulary,
  { copy, random, swapped }: { copy: number; random: () => number; swapped: number },
): string {
  return text.replace(WORD, (word) => {
    const isRare = (products.get(word.toLowerCase()) ?? 0) < RARE;
    if (/\d/.test(word)) {
      return isRare ? word.replace(/\d/g, () => String(Math.floor(random() * 10))) : word;
    }
    if (isRare) return madeUp(`${word.toLowerCase()} ${Math.floor(copy / SHARING)}`);
    return random() < swapped ? recurring[Math.floor(random() * recurring.length)]! : word;
  });
}

const SYLLABLES =
  'ba be bo ca ce co da de do fa fe fi ga ge go ha he ka ki ko la le lo ma me mi na ne no pa pe ra re ri ro sa se so ta te ti to va ve vi za zo'.split(
    ' ',
  );

/** Always the same for the same key. */
function madeUp(key: string): string {
  const random = seededRandom(key);
  const length = 3 + Math.floor(random() * 2);
  return Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]!).join('');
}
