import { ofSameKind } from './best-fits.ts';
import { currentTurn, type Dialogue, earlierTurns } from './dialogue.ts';
import type { KnownProduct, KnownProducts } from './known-products.ts';
import { holdsProperName, speaksOfOthers } from './named-things.ts';
import { type PhraseSet, phrases, says, tokensOf } from './phrases.ts';
import { segmentsBetween } from './product-names.ts';
import { contentWords, hasLimit, readSearch, type Search } from './read-search.ts';
import { findReference, type Reference } from './references.ts';
import { TOPICS, type TopicName } from './topics.ts';
import { fold, readUtterance, type Utterance } from './utterance.ts';
import { CHEAPEST, WARES, WHOLE_SHOP } from './vocabulary.ts';

export interface ComparisonQuestion {
  products: KnownProduct[];
  /** What has to be looked up first: names of products ("the Ridge 2 and the Vale 3") … */
  names: string[];
  /** … or a search whose first results are compared ("your two cheapest tents"). */
  search?: Search;
  count: number;
  criterion?: Criterion;
}

/** `reverse`: asked for the heavier, the dearer. */
export interface Criterion {
  about: TopicName | 'price' | 'rating';
  reverse: boolean;
}

const MOST = 5;

export const COMPARE = phrases({
  en: `compare, comparison, difference between, differences between, what's the difference, what is the difference, how do they differ, versus, vs, side by side`,
  vi: `so sánh, vs, khác nhau, khác gì, khác biệt, đối chiếu`,
});
/** Asks to choose among things that were shown. */
const WHICH = phrases({
  en: `which one, which is, which of, which has, which should, which would, which do, what is the better, better one, is better, which`,
  vi: `cái nào, mẫu nào, con nào, chiếc nào, máy nào, em nào, loại nào, nên mua, nên chọn, nên lấy, chọn cái nào`,
});
const MORE_THAN = phrases({
  en: `lighter, lightest, heavier, heaviest, better, best, bigger, biggest, larger, largest, roomier, warmer, warmest, colder, longer, longest, brighter, brightest, smaller, smallest, cheaper, cheapest, more expensive, most expensive, stronger, faster, fastest, should i buy, should i choose, should i get, should i take, do you recommend, would you recommend, more, most, least`,
  vi: `nhẹ hơn, nhẹ nhất, nặng hơn, nặng nhất, tốt hơn, tốt nhất, rẻ hơn, rẻ nhất, đắt hơn, đắt nhất, lớn hơn, to hơn, ấm hơn, ấm nhất, lâu hơn, lâu nhất, trâu hơn, trâu nhất, mạnh hơn, mạnh nhất, sáng hơn, sáng nhất, nhỏ hơn, ngon hơn, ngon nhất, hơn, nhất, nên mua, nên chọn, nên lấy`,
});
const PRICE = phrases({
  en: `cheaper, cheapest, price, less expensive, costs less, more expensive, most expensive`,
  vi: `rẻ hơn, rẻ nhất, giá, đắt hơn, đắt nhất`,
});
const RATING = phrases({
  en: `better, best, rated, reviews, rating, should i buy, should i get, should i choose, should i take, recommend`,
  vi: `đánh giá, tốt hơn, tốt nhất, ngon hơn, nên mua, nên chọn, nên lấy`,
});
const REVERSE = phrases({
  en: `heavier, heaviest, more expensive, most expensive, pricier`,
  vi: `nặng hơn, nặng nhất, đắt hơn, đắt nhất, mắc hơn`,
});
const THREE = phrases({ en: 'three, 3', vi: 'ba, 3' });

/** Undefined when nothing is to be compared. Without products, names and search nobody can tell what. */
export function readComparison(
  utterance: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): ComparisonQuestion | undefined {
  const compares = says(utterance, COMPARE);
  const chooses = says(utterance, WHICH) && says(utterance, MORE_THAN);
  if (!compares && (!chooses || says(utterance, WHOLE_SHOP))) return undefined;
  const criterion = readCriterion(utterance);
  const count = says(utterance, THREE) ? 3 : 2;
  const reference = findReference(utterance, known);
  const names = reference.points ? [] : namesIn(utterance);
  if (names.length >= 2) return { products: [], names, count, criterion };
  const search = readSearch(utterance, dialogue.currency);
  const limited = hasLimit(search) || (compares && says(utterance, CHEAPEST));
  const shown = { ...known, list: kindAskedFor(known.list, dialogue) };
  const products = chosenProducts(reference, shown, compares);
  const others = speaksOfOthers(utterance, { tokens: tokensOf(utterance, WHICH), products });
  if (!compares && (hasLimit(search) || others || products.length < 2)) return undefined;
  if (compares && says(utterance, WARES) && !reference.named && (limited || products.length < 2)) {
    return { products: [], names: [], search: comparedSearch(utterance, search), count };
  }
  const unseen = compares ? namesIn(utterance).filter((name) => !isAmong(name, products)) : [];
  const both = [...products, ...unseen].length >= 2 ? unseen : [];
  return { products: products.slice(0, MOST), names: both, count, criterion };
}

/** What is another kind of thing than what was looked for is not compared with it. */
function kindAskedFor(list: KnownProduct[], dialogue: Dialogue): KnownProduct[] {
  const last = earlierTurns(dialogue)
    .flatMap(({ results }) => results)
    .findLast(({ name }) => name === 'search_products');
  const { query } = last?.args ?? {};
  const { language } = currentTurn(dialogue).utterance;
  const seen = list.flatMap((product) => product.seen ?? []);
  if (typeof query !== 'string' || seen.length < list.length) return list;
  const fits = new Set(ofSameKind(seen, readUtterance(query, language)).map(({ id }) => id));
  const fitting = list.filter(({ id }) => id !== undefined && fits.has(id));
  return fitting.length > 1 ? fitting : list;
}

/** "Compare them" and "which is lighter" mean the list; one product alone is compared with the one before. */
function chosenProducts(
  reference: Reference,
  { list, focus }: KnownProducts,
  compares: boolean,
): KnownProduct[] {
  const [first, second] = reference.products;
  if (second) return reference.products;
  if (compares && first && focus && first.id !== focus.id) return [focus, first];
  if (compares && first && reference.named) return [first];
  return list.slice(0, compares ? 2 : MOST);
}

function comparedSearch(utterance: Utterance, search: Search): Search {
  const dropped = [...tokensOf(utterance, COMPARE), ...tokensOf(utterance, COUNT)];
  return { ...search, query: hasLimit(search) ? search.query : contentWords(utterance, dropped) };
}

const JOINTS = phrases({
  en: 'and, with, or, vs, versus, to, against',
  vi: 'và, với, hay, hoặc, vs, so với',
});
const COUNT = phrases({ en: 'two, three, top', vi: 'hai, ba, 2, 3, hai mẫu, ba mẫu' });

/** "the Ridge 2 and the Vale 3" → two names: what stands between the joints, without the asking. */
function namesIn(utterance: Utterance): string[] {
  const asking = [COMPARE, WHICH, MORE_THAN, COUNT].flatMap((set) => [...tokensOf(utterance, set)]);
  const names = segmentsBetween(utterance, JOINTS).map((segment) => {
    const others = [...utterance.tokens.keys()].filter((index) => !segment.includes(index));
    return contentWords(utterance, [...asking, ...others]);
  });
  // "Tent or hammock" are names too, as long as they are two different things.
  const found = [
    ...new Set(names.filter((name) => holdsProperName(utterance, name) || isWare(name))),
  ];
  return found.length >= 2 ? found.slice(0, MOST) : [];
}

function isWare(name: string): boolean {
  return says(readUtterance(name, 'en'), WARES) || says(readUtterance(name, 'vi'), WARES);
}

function isAmong(name: string, products: KnownProduct[]): boolean {
  const words = fold(name).split(/\s+/);
  return products.some(({ title }) =>
    words.some((word) => word.length > 2 && fold(title).includes(word)),
  );
}

const BEST_RATED = phrases({
  en: `best rated, top rated, highest rated, best reviews`,
  vi: `đánh giá tốt nhất, đánh giá cao nhất`,
});

/** "The best rated tent": of all of a kind, not of those that were shown; "máy" may be any kind. */
export function asksForBestRated(utterance: Utterance): boolean {
  const kinds = [...tokensOf(utterance, WARES)].map((index) => utterance.tokens[index]?.folded);
  return kinds.some((kind) => kind !== 'may') && says(utterance, BEST_RATED);
}

function readCriterion(utterance: Utterance): Criterion | undefined {
  if (!says(utterance, MORE_THAN)) return undefined;
  const reverse = says(utterance, REVERSE);
  const aboutSets: [Criterion['about'], PhraseSet][] = [
    ...TOPICS.map((topic): [TopicName, PhraseSet] => [topic.name, topic.asked]),
    ...TOPICS.map((topic): [TopicName, PhraseSet] => [topic.name, topic.named]),
    ['price', PRICE],
    ['rating', RATING],
  ];
  const about = aboutSets.find(([, set]) => says(utterance, set))?.[0];
  return about && { about, reverse };
}
