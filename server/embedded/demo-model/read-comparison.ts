import type { Dialogue } from './dialogue.ts';
import type { KnownProduct, KnownProducts } from './known-products.ts';
import { type PhraseSet, phrases, says } from './phrases.ts';
import { contentWords, hasLimit, readSearch, type Search } from './read-search.ts';
import { findReference, tokensOf } from './references.ts';
import { TOPICS, type TopicName } from './topics.ts';
import type { Utterance } from './utterance.ts';
import { CHEAPEST, WARES } from './vocabulary.ts';

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

const COMPARE = phrases({
  en: `compare, comparison, difference between, differences between, what's the difference, what is the difference, how do they differ, versus, vs, side by side`,
  vi: `so sánh, khác nhau, khác gì, khác biệt, đối chiếu`,
});
/** Asks to choose among things that were shown. */
const WHICH = phrases({
  en: `which one, which is, which of, which has, which should, which would, which do, what is the better, better one, is better, which`,
  vi: `cái nào, mẫu nào, con nào, chiếc nào, máy nào, em nào, loại nào, nên mua, nên chọn, nên lấy, chọn cái nào`,
});
const MORE_THAN = phrases({
  en: `lighter, lightest, heavier, heaviest, better, best, bigger, biggest, larger, largest, roomier, warmer, warmest, longer, longest, cheaper, cheapest, more expensive, most expensive, stronger, faster, fastest, should i buy, should i choose, should i get, should i take, do you recommend, would you recommend, more, most, least`,
  vi: `nhẹ hơn, nhẹ nhất, nặng hơn, nặng nhất, tốt hơn, tốt nhất, rẻ hơn, rẻ nhất, đắt hơn, đắt nhất, lớn hơn, to hơn, ấm hơn, ấm nhất, lâu hơn, lâu nhất, trâu hơn, trâu nhất, mạnh hơn, mạnh nhất, ngon hơn, ngon nhất, hơn, nhất, nên mua, nên chọn, nên lấy`,
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
  const chooses = known.list.length > 1 && says(utterance, WHICH) && says(utterance, MORE_THAN);
  if (!compares && !chooses) return undefined;
  const criterion = readCriterion(utterance);
  const count = says(utterance, THREE) ? 3 : 2;
  const reference = findReference(utterance, known);
  const search = readSearch(utterance, dialogue.currency);
  if (chooses && !compares && hasLimit(search)) return undefined;
  const products = chosenProducts(reference.products, known, { compares, named: reference.named });
  const wantsNew =
    says(utterance, WARES) &&
    (says(utterance, CHEAPEST) || hasLimit(search) || products.length < 2);
  if (compares && wantsNew && !reference.named) {
    const names = namesIn(utterance);
    if (names.length >= 2) return { products: [], names, count, criterion };
    return { products: [], names: [], search: comparedSearch(utterance, search), count };
  }
  if (products.length >= 2)
    return { products: products.slice(0, MOST), names: [], count, criterion };
  const names = compares ? namesIn(utterance) : [];
  const others = names.filter((name) => !products.some(({ title }) => sharesWord(title, name)));
  return { products, names: others, count, criterion };
}

/** "Compare them" and "which is lighter" mean the list; one product alone is compared with the one before. */
function chosenProducts(
  referred: KnownProduct[],
  { list, focus }: KnownProducts,
  { compares, named }: { compares: boolean; named: boolean },
): KnownProduct[] {
  if (referred.length >= 2) return referred;
  if (compares && referred.length === 1 && named) {
    return focus && focus.id !== referred[0]?.id ? [focus, ...referred] : referred;
  }
  if (compares && referred.length === 1 && focus && referred[0]?.id !== focus.id)
    return [focus, ...referred];
  return list.slice(0, compares ? 2 : MOST);
}

function comparedSearch(utterance: Utterance, search: Search): Search {
  const dropped = [...tokensOf(utterance, COMPARE), ...tokensOf(utterance, COUNT)];
  const query = contentWords(utterance, dropped);
  return { ...search, query: hasLimit(search) ? search.query : query };
}

const COUNT = phrases({ en: 'two, three, top', vi: 'hai, ba, 2, 3, hai mẫu, ba mẫu' });

/** "the Ridge 2 and the Vale 3" → two names. */
function namesIn(utterance: Utterance): string[] {
  const start = Math.max(
    0,
    ...[...tokensOf(utterance, COMPARE)]
      .filter((index) => index < 6)
      .map((index) => utterance.tokens[index]?.end ?? 0),
  );
  const end = utterance.raw.length;
  const isInfix = /\b(?:vs|versus)\b/i.test(utterance.raw);
  const text = utterance.raw.slice(isInfix ? 0 : start, end);
  const parts = text.split(
    /\s+(?:and|with|or|vs\.?|versus|và|với|hay|hoặc|va|voi)\s+|\s*[,&]\s*/iu,
  );
  const names = parts.map(withoutFiller).filter((name) => /\p{L}{2}|\d/u.test(name));
  return parts.length >= 2 && names.length >= 2 ? names.slice(0, MOST) : [];
}

function withoutFiller(part: string): string {
  return part
    .replace(
      /^(?:please|the|a|an|your|between|compare|so sánh|giữa|con|cái|mẫu|máy|chiếc|in|of)\s+/giu,
      '',
    )
    .replace(/[?!.,;:]+$/u, '')
    .trim();
}

function sharesWord(title: string, name: string): boolean {
  const words = new Set(title.toLowerCase().split(/\s+/));
  return name
    .toLowerCase()
    .split(/\s+/)
    .some((word) => word.length > 2 && words.has(word));
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
