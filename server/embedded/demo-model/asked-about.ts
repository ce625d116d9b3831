import type { KnownProducts } from './known-products.ts';
import { type PhraseSet, phrases, says, tokensOf } from './phrases.ts';
import { contentWords } from './read-search.ts';
import type { Reference } from './references.ts';
import { TOPICS, type TopicName } from './topics.ts';
import { tokensWithin, type Utterance } from './utterance.ts';
import { WARES } from './vocabulary.ts';
import { findWishes } from './wishes.ts';

/** What somebody wants to know of a product. */
export type About = TopicName | 'general' | 'price' | 'stock' | 'rating' | 'buy' | 'colours';

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
      en: `in stock, still in stock, is it available, still available, available, how many left, how many do you have, how many are left, are left, is left, you have left, sold out, out of stock, do you still have it, do you still have`,
      vi: `còn hàng, còn hàng không, còn không, còn ko, còn k, còn hông, hết hàng chưa, hết hàng, còn mấy cái, còn bao nhiêu cái, còn bao nhiêu, có sẵn, có hàng, sẵn hàng, tình trạng hàng, hết chưa`,
    }),
  ],
  [
    'colours',
    phrases({
      en: `what colours, what colors, colours, colors, which colours, which colors, other colours, other colors, any other color, any other colour`,
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
      vi: `giá bao nhiêu, bao nhiêu tiền, giá thế nào, giá sao, nhiêu tiền, bao nhiêu, giá của, giá cả, giá bn, bn tiền, giá nhiêu, giá bnhiu, bnhiu`,
    }),
  ],
  [
    'general',
    phrases({
      en: `tell me about, tell me more, more about, more info, more information, details, detail, describe, description, information about, info on, specs, specifications, what is special, know about, features, how is, what about, how about`,
      vi: `thông tin, chi tiết, mô tả, giới thiệu, nói thêm, nói về, kể về, cho biết thêm, biết thêm, cấu hình, thông số, thế nào, như thế nào, ra sao, thì sao, có gì hay, tính năng, đặc điểm`,
    }),
  ],
];
/** "Giá?", "giá Minao Campus 14"; not "giá rẻ" or "giá đỡ". */
const PRICE_FIRST =
  /^\s*(?:price|gia)(?:\s*[?!.]*$|\s(?!(?:re|tot|mem|do|treo|de|duoi|tren|tu|tam|khoang|under|below|range|thap|dinh|cao|nao|ca)\b)\p{L})/u;
/** "Is the Basecamp 6 waterproof?" */
const ASKS_OF_ONE = /^\s*(?:is|does|has|can|will) the\b/;

/** A property that is only named ("32GB?", "in blue") is asked for when nothing else is said. */
export function askedAbout(utterance: Utterance, known: KnownProducts): About | undefined {
  const asked =
    TOPICS.find((topic) => says(utterance, topic.asked))?.name ??
    ASKED.find(([, set]) => says(utterance, set))?.[0];
  if (asked && asked !== 'general') return asked;
  if (PRICE_FIRST.test(utterance.folded)) return 'price';
  const named = TOPICS.filter((topic) => says(utterance, topic.named));
  const naming = named.flatMap((topic) => [...tokensOf(utterance, topic.named)]);
  const rest = contentWords(utterance, [
    ...naming,
    ...wishTokens(utterance),
    ...askingTokens(utterance),
  ]);
  if (named[0] && ASKS_OF_ONE.test(utterance.folded)) return named[0].name;
  const nothingElse = known.focus && rest === '' && !says(utterance, WARES);
  if (nothingElse && named[0]) return named[0].name;
  return asked ?? (nothingElse && findWishes(utterance).length > 0 ? 'general' : undefined);
}

export function wishTokens(utterance: Utterance): number[] {
  return findWishes(utterance).flatMap((wish) => tokensWithin(utterance, wish));
}

/** A property beside the pointing words is what is asked for. */
export function propertyNamed(
  utterance: Utterance,
  reference: Reference,
  about: About | undefined,
): About {
  if (about && about !== 'general') return about;
  const named = TOPICS.find((topic) =>
    [...tokensOf(utterance, topic.named)].some((index) => !reference.tokens.has(index)),
  );
  return named?.name ?? 'general';
}

/** Token indexes of the words that ask. */
export function askingTokens(utterance: Utterance): number[] {
  const sets = [...ASKED.map(([, set]) => set), ...TOPICS.map((topic) => topic.asked)];
  return sets.flatMap((set) => [...tokensOf(utterance, set)]);
}
