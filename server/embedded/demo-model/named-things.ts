import type { KnownProduct } from './known-products.ts';
import { tokensOf } from './phrases.ts';
import { TOPICS } from './topics.ts';
import { fold, type Utterance } from './utterance.ts';
import { WARES } from './vocabulary.ts';

const MEASURES = /^(?:nam|thang|ngay|gio|tieng|phut|years?|months?|days?|hours?|minutes?)$/;

/** A word that is neither a kind of ware nor a property: a brand or a model. */
export function holdsProperName(utterance: Utterance, name: string): boolean {
  const ordinary = new Set(
    [WARES, ...TOPICS.map((topic) => topic.named)].flatMap((set) =>
      [...tokensOf(utterance, set)].map((index) => utterance.tokens[index]?.folded ?? ''),
    ),
  );
  return fold(name)
    .split(/[\s-]+/)
    .some((word) => /\p{L}/u.test(word) && !ordinary.has(word) && !MEASURES.test(word));
}

/** Names a kind of ware that is not what is meant: "what about a sleeping bag for it?". */
export function speaksOfOthers(
  utterance: Utterance,
  meant: { tokens: ReadonlySet<number>; products: KnownProduct[] },
): boolean {
  const known = fold(
    meant.products
      .flatMap(({ title, seen }) => [title, ...(seen?.categories ?? []).map(({ value }) => value)])
      .join(' '),
  );
  return [...tokensOf(utterance, WARES)].some((index) => {
    const word = utterance.tokens[index]?.folded ?? '';
    return !meant.tokens.has(index) && !known.includes(word.replace(/s$/, ''));
  });
}
