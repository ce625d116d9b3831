import type { KnownProduct } from './known-products.ts';
import { type PhraseSet, phrases, tokensOf } from './phrases.ts';
import { fold, type Utterance } from './utterance.ts';
import { WARES } from './vocabulary.ts';

const JOINING = phrases({
  en: 'and, or, vs, versus, with, than',
  vi: 'và, với, hay, hoặc, vs, hơn',
});
/** Words too common to name a product by themselves. */
const COMMON = new Set('long mid low high air pro plus mini slim code book first sao'.split(' '));

interface Naming {
  product: KnownProduct;
  /** Words of its title that were said. */
  said: Set<string>;
}

/**
 * A product is named by its proper name ("Alder", "Vexora Strike") and told from its likes by the other
 * words of its title, those on the same side of an "and". Of two that fit equally the later one is meant.
 */
export function namedProducts(
  utterance: Utterance,
  all: KnownProduct[],
): { products: KnownProduct[]; tokens: Set<number> } {
  const products: KnownProduct[] = [];
  const tokens = new Set<number>();
  for (const segment of segmentsBetween(utterance, JOINING)) {
    const word = (index: number) => utterance.tokens[index]?.folded ?? '';
    for (const { product, said } of namingsIn(segment.map(word), all)) {
      products.push(product);
      for (const index of segment) if (said.has(word(index))) tokens.add(index);
    }
  }
  return { products, tokens };
}

/** The one that is called by the first word of its name; undefined when it may be a kind of thing or several. */
export function namedAlone(utterance: Utterance, all: KnownProduct[]): KnownProduct | undefined {
  const [only, ...others] = namedProducts(utterance, all).products;
  const [first] = only ? properNames(only.title) : [];
  const isSaid = utterance.tokens.some(({ folded }) => folded === first);
  return isSaid && others.length === 0 ? only : undefined;
}

/** Token indexes, parted where a phrase of the set or a comma stands. */
export function segmentsBetween(utterance: Utterance, joints: PhraseSet): number[][] {
  const parting = tokensOf(utterance, joints);
  const segments: number[][] = [[]];
  for (const index of utterance.tokens.keys()) {
    const { tokens, raw } = utterance;
    const gap = raw.slice(tokens[index - 1]?.end ?? 0, tokens[index]?.start);
    if (parting.has(index) || gap.startsWith(', ')) segments.push([]);
    if (!parting.has(index)) segments.at(-1)?.push(index);
  }
  return segments;
}

function namingsIn(spoken: string[], all: KnownProduct[]): Naming[] {
  const namings = all.flatMap((product) => readNaming(product, spoken, all) ?? []);
  return namings.filter(
    (naming, index) =>
      !namings.some(
        (other, otherIndex) =>
          other !== naming &&
          naming.said.isSubsetOf(other.said) &&
          (other.said.size > naming.said.size || otherIndex < index),
      ),
  );
}

function readNaming(
  product: KnownProduct,
  spoken: string[],
  all: KnownProduct[],
): Naming | undefined {
  const said = new Set(
    wordsOf(product.title)
      .map(fold)
      .filter((word) => spoken.includes(word)),
  );
  const names = properNames(product.title).filter((name) => said.has(name));
  const [name] = names;
  if (!name) return undefined;
  const alone = said.size === 1;
  const shared = all.filter(({ title }) => properNames(title).includes(name)).length > 1;
  return alone && (shared || COMMON.has(name) || name.length < 4) ? undefined : { product, said };
}

/** The first two capitalised words before a number: what the maker calls it. Folded. */
function properNames(title: string): string[] {
  const names: string[] = [];
  for (const word of wordsOf(title)) {
    if (/\d/.test(word) && names.length > 0) break;
    const named = /^\p{Lu}.*\p{Ll}/u.test(word) && !WARES.has(fold(word));
    if (named && names.push(fold(word)) === 2) break;
  }
  return names;
}

function wordsOf(title: string): string[] {
  return title.match(/[\p{L}\p{N}]+/gu) ?? [];
}
