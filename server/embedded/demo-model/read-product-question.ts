import type { KnownProduct, KnownProducts } from './known-products.ts';
import { type PhraseSet, phrases, says } from './phrases.ts';
import { contentWords, hasLimit, type Search } from './read-search.ts';
import { findReference, type Reference, tokensOf } from './references.ts';
import { TOPICS, type TopicName } from './topics.ts';
import { fold, tokensWithin, type Utterance } from './utterance.ts';
import { SEEKING, WARES } from './vocabulary.ts';
import { findWishes, type Wish } from './wishes.ts';

export type About = TopicName | 'general' | 'price' | 'stock' | 'rating' | 'buy' | 'colours';

export interface ProductQuestion {
  about: About;
  wishes: Wish[];
  /** What is meant, when it is known from the conversation. */
  product?: KnownProduct;
  /** Its name, when it has to be looked up first. */
  name?: string;
}

const ASKED: [About, PhraseSet][] = [
  [
    'buy',
    phrases({
      en: `add to cart, add it to my cart, to my cart, order it, order this, i'll take, i will take, buy it, buy this, checkout, check out`,
      vi: `đặt hàng, đặt mua, chốt đơn, chốt, thêm vào giỏ, giỏ hàng, mua cái này, lấy cái này, mua cái đó, mua nó, lấy cái đó, lấy mẫu này, mua luôn`,
    }),
  ],
  [
    'stock',
    phrases({
      en: `in stock, still in stock, is it available, still available, available, how many left, how many are left, sold out, out of stock, do you still have it, do you still have`,
      vi: `còn hàng, còn hàng không, còn không, hết hàng chưa, hết hàng, còn mấy cái, còn bao nhiêu cái, còn bao nhiêu, có sẵn, có hàng, sẵn hàng, tình trạng hàng, hết chưa`,
    }),
  ],
  [
    'colours',
    phrases({
      en: `what colours, what colors, which colours, which colors, other colours, other colors, any other color, any other colour`,
      vi: `màu gì, màu nào, những màu nào, mấy màu, có màu gì, màu khác`,
    }),
  ],
  [
    'rating',
    phrases({
      en: `rating, ratings, reviews, review, rated, how good is, is it good, is it any good, stars`,
      vi: `đánh giá, review, mấy sao, có tốt không, có tốt, có ngon không, tốt không, ổn không`,
    }),
  ],
  [
    'price',
    phrases({
      en: `how much is, how much does it cost, how much, what does it cost, price of, the price, what price, how expensive, cost`,
      vi: `giá bao nhiêu, bao nhiêu tiền, giá thế nào, giá sao, nhiêu tiền, bao nhiêu, giá của, giá cả`,
    }),
  ],
  [
    'general',
    phrases({
      en: `tell me about, tell me more, more about, more info, more information, details, detail, describe, description, information about, info on, specs, specifications, what is special, know about, features, how is, what about, how about`,
      vi: `thông tin, chi tiết, mô tả, giới thiệu, nói thêm, nói về, kể về, cho biết thêm, biết thêm, cấu hình, thông số, thế nào, như thế nào, ra sao, thì sao, có gì hay, tính năng, đặc điểm, xem`,
    }),
  ],
];
const GENERIC = phrases({
  en: 'any, some, which, what kind',
  vi: 'nào, các, những, loại nào, mẫu nào',
});

/** Undefined when the sentence is not about one product. `product` and `name` are both absent when nobody can tell which. */
export function readProductQuestion(
  utterance: Utterance,
  known: KnownProducts,
  search: Search,
): ProductQuestion | undefined {
  const reference = findReference(utterance, known);
  const about = askedAbout(utterance, known);
  const wishes = findWishes(utterance);
  const question = { about: about ?? 'general', wishes };
  const wares = says(utterance, WARES);
  const [product] = reference.products;
  if (product && meansKnownProduct(utterance, { reference, about, search })) {
    return { ...question, product };
  }
  if (product && reference.named) return undefined;
  if (reference.points && !wares && !hasLimit(search) && reference.products.length === 0) {
    const rest = contentWords(utterance, [...reference.tokens, ...askingTokens(utterance)]);
    return rest === '' || about ? question : undefined;
  }
  if (!about) return undefined;
  return withoutReference(utterance, { known, search, question });
}

export function askedTopic(utterance: Utterance): TopicName | undefined {
  return TOPICS.find((topic) => says(utterance, topic.asked))?.name;
}

/** A property that is only named ("32GB?", "in blue") is asked for when nothing else is said. */
function askedAbout(utterance: Utterance, known: KnownProducts): About | undefined {
  const asked = askedTopic(utterance) ?? ASKED.find(([, set]) => says(utterance, set))?.[0];
  if (asked && asked !== 'general') return asked;
  const named = TOPICS.filter((topic) => says(utterance, topic.named));
  const naming = named.flatMap((topic) => [...tokensOf(utterance, topic.named)]);
  const rest = contentWords(utterance, [
    ...naming,
    ...wishTokens(utterance),
    ...askingTokens(utterance),
  ]);
  const nothingElse = known.focus && rest === '' && !says(utterance, WARES);
  if (nothingElse && named[0]) return named[0].name;
  return asked ?? (nothingElse && findWishes(utterance).length > 0 ? 'general' : undefined);
}

function wishTokens(utterance: Utterance): number[] {
  return findWishes(utterance).flatMap((wish) => tokensWithin(utterance, wish));
}

/**
 * A name may also start a search ("any laptop from Vexora"), and "it" may be a thing that is still to be found
 * ("I want a tent, is it possible under $100?").
 */
function meansKnownProduct(
  utterance: Utterance,
  { reference, about, search }: { reference: Reference; about: About | undefined; search: Search },
): boolean {
  const seeks = says(utterance, SEEKING);
  if (reference.named)
    return about !== undefined || (!hasLimit(search) && (!seeks || says(utterance, ONLY_THIS)));
  const wares = says(utterance, WARES);
  if (hasLimit(search)) return !wares && !seeks;
  return !wares || !seeks || about !== undefined || findWishes(utterance).length > 0;
}

const ONLY_THIS = phrases({ en: 'the, this, that', vi: 'cái, chiếc, mẫu, con, này, đó' });

function withoutReference(
  utterance: Utterance,
  { known, search, question }: { known: KnownProducts; search: Search; question: ProductQuestion },
): ProductQuestion | undefined {
  if (hasLimit(search)) return undefined;
  const name = contentWords(utterance, [...askingTokens(utterance), ...wishTokens(utterance)]);
  const ownQuestion = name === '' || (!says(utterance, WARES) && isOnlyNamed(utterance, name));
  if (ownQuestion) return known.focus ? { ...question, product: known.focus } : question;
  const generic = says(utterance, GENERIC) || !holdsProperName(utterance, name);
  return generic ? undefined : { ...question, name };
}

/** Only properties are left ("battery", "RAM"): no name of a product. */
function isOnlyNamed(utterance: Utterance, name: string): boolean {
  return !holdsProperName(utterance, name);
}

function askingTokens(utterance: Utterance): number[] {
  const sets = [...ASKED.map(([, set]) => set), ...TOPICS.map((topic) => topic.asked)];
  return sets.flatMap((set) => [...tokensOf(utterance, set)]);
}

/** A word that is neither a kind of ware nor a property: a brand or a model. */
function holdsProperName(utterance: Utterance, name: string): boolean {
  const ordinary = new Set(
    [WARES, ...TOPICS.map((topic) => topic.named)].flatMap((set) =>
      [...tokensOf(utterance, set)].map((index) => utterance.tokens[index]?.folded ?? ''),
    ),
  );
  return fold(name)
    .split(/[\s-]+/)
    .some((word) => /\p{L}/u.test(word) && !ordinary.has(word));
}
