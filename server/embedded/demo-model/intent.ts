import { findPieces } from './counts.ts';
import { currentTurn, type Dialogue, earlierTurns } from './dialogue.ts';
import { boldNames, type KnownProducts } from './known-products.ts';
import { findPhrases, type PhraseSet, says, tokensOf } from './phrases.ts';
import { type ComparisonQuestion, type Criterion, readComparison } from './read-comparison.ts';
import { type CouponRequest, readCouponRequest } from './read-coupon-request.ts';
import { type ProductQuestion, readProductQuestion } from './read-product-question.ts';
import {
  contentWords,
  isBrowsing,
  readCategoryChoice,
  readRefinement,
  readSearch,
  type Search,
  soundsLikeSearch,
} from './read-search.ts';
import { findReference } from './references.ts';
import {
  ACKNOWLEDGE,
  CAPABILITIES,
  COMPLAINT,
  GOODBYE,
  GREETING,
  IDENTITY,
  INJECTION,
  NEGOTIATION,
  OFF_TOPIC,
  PROMISE,
  SHOP_MATTERS,
  THANKS,
} from './small-talk-phrases.ts';
import { topicNamed } from './topics.ts';
import { type Utterance, wantedOf } from './utterance.ts';
import { DISLIKE, SEEKING, WARES } from './vocabulary.ts';

export type Intent =
  | { kind: 'photo' }
  | { kind: 'coupon'; question: CouponRequest }
  | { kind: 'comparison'; question: ComparisonQuestion }
  | { kind: 'product'; question: ProductQuestion }
  | { kind: 'search'; search: Search }
  | { kind: SmallTalk };

export type SmallTalk =
  | 'greeting'
  | 'thanks'
  | 'goodbye'
  | 'acknowledgement'
  | 'identity'
  | 'capabilities'
  | 'injection'
  | 'off-topic'
  | 'shop-matters'
  | 'negotiation'
  | 'promise'
  | 'complaint'
  | 'too-long'
  | 'unclear';

/** Longer than anybody asks a shop. */
const LONGEST_QUESTION = 1500;
const PERCENT_OFF = /\d\s?(?:%|percent|phan tram)|[$€£]\s?\d+ off|\d+k? off/;

/** What the last message wants. The order of the questions is the order of certainty. */
export function understand(dialogue: Dialogue, known: KnownProducts): Intent {
  const { utterance, photos } = currentTurn(dialogue);
  if (photos.length > 0) return { kind: 'photo' };
  if (utterance.raw.length > LONGEST_QUESTION) return { kind: 'too-long' };
  if (says(utterance, INJECTION)) return { kind: 'injection' };
  const coupon = readCouponRequest(utterance, dialogue, known);
  if (coupon) return { kind: 'coupon', question: coupon };
  const talk = readFirmSmallTalk(utterance, known);
  if (talk) return { kind: talk };
  return readShopping(utterance, dialogue, known) ?? { kind: readCourtesy(utterance) };
}

function readShopping(
  said: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): Intent | undefined {
  const wanted = wantedOf(said);
  // "Is it not waterproof?" asks of a thing, and says no to none.
  const seeks = wanted && (says(wanted, WARES) || !findReference(wanted, known).points);
  const utterance = seeks ? wanted : said;
  const category = readCategoryChoice(utterance, dialogue);
  const search = readSearch(utterance, dialogue.currency);
  if (category) return { kind: 'search', search: { ...search, query: '', category } };
  const comparison = readComparison(utterance, dialogue, known);
  if (comparison) return { kind: 'comparison', question: comparison };
  const refined = readRefinement(utterance, dialogue, known);
  const points = findReference(utterance, known).points && !says(utterance, DISLIKE);
  if (refined && !wasAboutOneProduct(dialogue) && !points)
    return { kind: 'search', search: refined };
  const question = readProductQuestion(utterance, known, search);
  if (question) return severalAtOnce(utterance, known, question) ?? { kind: 'product', question };
  if (refined) return { kind: 'search', search: refined };
  const offers = search.onSale && search.query === '';
  if ((isBrowsing(utterance) || offers) && !says(utterance, WARES))
    return { kind: 'search', search: { ...search, query: '' } };
  return soundsLikeSearch(utterance, search) && !isCourtesy(utterance)
    ? { kind: 'search', search }
    : undefined;
}

/** "How heavy are they?" is answered side by side. */
function severalAtOnce(
  utterance: Utterance,
  known: KnownProducts,
  { about }: ProductQuestion,
): Intent | undefined {
  const { products } = findReference(utterance, known);
  if (products.length < 2 || findPieces(utterance)) return undefined;
  const criterion =
    topicNamed(about) || about === 'price' || about === 'rating' ? about : undefined;
  return {
    kind: 'comparison',
    question: {
      products,
      names: [],
      count: products.length,
      criterion: criterion && { about: criterion as Criterion['about'], reverse: false },
    },
  };
}

/** Small talk that is meant even when products are named beside it. */
function readFirmSmallTalk(utterance: Utterance, known: KnownProducts): SmallTalk | undefined {
  if (leads(utterance, OFF_TOPIC)) return 'off-topic';
  if (says(utterance, SHOP_MATTERS)) return 'shop-matters';
  if (says(utterance, COMPLAINT)) return 'complaint';
  if (says(utterance, PROMISE)) return 'promise';
  const pointed = findReference(utterance, known).points;
  const wares = says(utterance, WARES);
  if ((!wares || pointed) && PERCENT_OFF.test(utterance.folded)) return 'negotiation';
  if ((!wares || pointed) && says(utterance, NEGOTIATION)) return 'negotiation';
  if (says(utterance, IDENTITY)) return 'identity';
  if (!wares && isMainly(utterance, CAPABILITIES)) return 'capabilities';
  return undefined;
}

/** Before any ware is named: "a poem about tents" is off topic, "a laptop to write code" is not. */
function leads(utterance: Utterance, set: PhraseSet): boolean {
  const start = findPhrases(utterance, set)[0]?.from;
  const ware = findPhrases(utterance, WARES)[0]?.from ?? Number.POSITIVE_INFINITY;
  return start !== undefined && start < ware;
}

function readCourtesy(utterance: Utterance): SmallTalk {
  if (says(utterance, THANKS)) return 'thanks';
  if (says(utterance, GOODBYE)) return 'goodbye';
  if (says(utterance, GREETING)) return 'greeting';
  return isMainly(utterance, ACKNOWLEDGE) ? 'acknowledgement' : 'unclear';
}

/** "Ok fine, show me boots" is more than that. */
function isCourtesy(utterance: Utterance): boolean {
  const turns = /^\s*(?:no|nope|actually|khong|thoi)\b/.test(utterance.folded);
  if (says(utterance, WARES) && (turns || says(utterance, SEEKING))) return false;
  return [THANKS, GOODBYE, GREETING, ACKNOWLEDGE].some((set) => isMainly(utterance, set));
}

/** Nothing, or next to nothing, is said besides. */
function isMainly(utterance: Utterance, set: PhraseSet): boolean {
  const { tokens } = utterance;
  const rest = contentWords(utterance, tokensOf(utterance, set));
  return says(utterance, set) && !/\d|\s\S/.test(rest) && (rest === '' || tokens.length < 4);
}

/** Then "in red" asks for that product in red, not for red things. */
function wasAboutOneProduct(dialogue: Dialogue): boolean {
  const last = earlierTurns(dialogue).findLast(
    ({ results, answer }) => results.length > 0 || boldNames(answer).length > 0,
  );
  const tools = new Set(last?.results.map(({ name }) => name));
  return tools.has('get_product_info') || tools.has('calculate_discount');
}
