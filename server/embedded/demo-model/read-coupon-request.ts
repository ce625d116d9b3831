import { findAmounts } from './amounts.ts';
import { type CouponQuestion, couponTokens, findCouponQuestion } from './coupon-codes.ts';
import { type CartItem, currentTurn, type Dialogue, earlierTurns } from './dialogue.ts';
import type { KnownProduct, KnownProducts } from './known-products.ts';
import { holdsProperName, speaksOfOthers } from './named-things.ts';
import { says } from './phrases.ts';
import { COMPARE } from './read-comparison.ts';
import { contentWords } from './read-search.ts';
import { findReference } from './references.ts';
import { PricedCart, readResult } from './tool-results.ts';
import { tokensWithin, type Utterance } from './utterance.ts';
import { WARES } from './vocabulary.ts';

export interface CouponRequest {
  /** None: the shopper asks for codes, or speaks of one that nobody named. */
  codes: string[];
  /** Without an id where a name has to be looked up first. */
  products: KnownProduct[];
  /** The product was not named: the answer says which one it took. */
  assumed: boolean;
  quantity: number;
  /** In whole units; only when no product is meant. */
  statedPrice?: number;
  /** What it is for where the shopper named neither a product nor a price. */
  cart: CartItem[];
}

export const QUANTITY =
  /\b(\d{1,2})\s(?:of (?:them|those|these|it)|pieces|items|units|cai|chiec|mau|con|may)\b(?! (?:dau|tren|nay|do|kia)\b)/;
/** "I want to buy 3 Larch 2 tents". */
const BUYING =
  /\b(?:buy|get|order|purchase|mua|lay|dat)\s(\d{1,2})\s(?!(?:trieu|tr|cu|million|nghin|k)\b)/;
/** "SAVE10 on 2 Lull 3 tents", "3 x Larch 2"; not "for 4 people" or "on a 16 inch laptop". */
const BEFORE_NAME =
  /\b(?:(?:on|to|for|with|cho)\s(\d{1,2})|(\d{1,2})\s?x)\s(?!(?:x|percent|phan tram|people|persons?|man|nguoi|seasons?|mua|inch|inches|in|gb|tb|kg|g|l|lit|liters?|litres?|mm|cm|m|hz|w|mah|days?|ngay|trieu|tr|cu|million|nghin|ngan|k|usd|dollars?|dong)\b)(?=[a-z])/;
/** Each code is a lookup of its own. */
const MOST_CODES = 3;

/** Undefined when the message is not about a coupon. */
export function readCouponRequest(
  utterance: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): CouponRequest | undefined {
  const question = findCouponQuestion(utterance) ?? pendingQuestion(utterance, dialogue);
  if (!question) return undefined;
  const codes =
    question.codes.length === 0 && question.refersBack ? earlierCodes(dialogue) : question.codes;
  const reference = findReference(utterance, known);
  const counted = countIn(utterance);
  // "2 of them" are two of the same.
  const referred = counted && !reference.named ? [] : reference.products;
  const name = referred.length === 0 ? nameOfAnother(utterance, dialogue, known) : undefined;
  const focus = known.focus ? [known.focus] : [];
  const products = referred.length > 0 ? referred : name ? [{ title: name }] : focus;
  const stated = statedPrices(utterance, dialogue)[0];
  return {
    codes: codes.slice(0, MOST_CODES),
    products,
    assumed: referred.length === 0 && !name && known.focusIsFirstOfSeveral,
    quantity: counted ? Math.max(1, Number(numberOf(counted))) : quantityBefore(dialogue, products),
    statedPrice: products.length === 0 ? stated?.value : undefined,
    cart: products.length === 0 && !stated ? currentTurn(dialogue).cart : [],
  };
}

/**
 * "Is SAVE10 valid?" was answered with "what for?": "for a sleeping bag" belongs to it. And after a price,
 * "if I buy 2 of them" asks for it again.
 */
function pendingQuestion(utterance: Utterance, dialogue: Dialogue): CouponQuestion | undefined {
  const last = earlierTurns(dialogue).at(-1);
  const priced = last?.results.some(({ name }) => name === 'calculate_discount');
  const another = countIn(utterance) !== null && !says(utterance, COMPARE);
  if (priced && another) return { codes: earlierCodes(dialogue), refersBack: true };
  const asked = last && last.results.length === 0 && findCouponQuestion(last.utterance);
  const answers = /^(?:for|on|to|buy|i want|cho|mua|dung cho)\b/.test(utterance.folded.trim());
  return asked && asked.codes.length > 0 && answers ? asked : undefined;
}

/** "And SAVE20?" after a price for three asks for three. */
function quantityBefore(dialogue: Dialogue, products: KnownProduct[]): number {
  const last = earlierTurns(dialogue)
    .flatMap(({ results }) => results)
    .findLast(({ name }) => name === 'calculate_discount');
  const items = last && readResult(last, PricedCart)?.quote.line_items;
  const same = items?.find(({ product_id: id }) => id && id === products[0]?.id);
  return same?.quantity ?? 1;
}

/** A ware that is not the one talked about: "TENTS20 for a Larch 2 tent". */
function nameOfAnother(
  utterance: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): string | undefined {
  const meant = { tokens: new Set<number>(), products: known.focus ? [known.focus] : [] };
  const amounts = statedPrices(utterance, dialogue).flatMap((amount) =>
    tokensWithin(utterance, amount),
  );
  const count = countIn(utterance);
  const counting = count ? tokensWithin(utterance, placeOfCount(count)) : [];
  const name = contentWords(utterance, [...couponTokens(utterance), ...amounts, ...counting]);
  const isOfShop = says(utterance, WARES)
    ? speaksOfOthers(utterance, meant)
    : count !== null && holdsProperName(utterance, name);
  return name !== '' && isOfShop ? name : undefined;
}

function countIn({ folded }: Utterance): RegExpExecArray | null {
  return BUYING.exec(folded) ?? QUANTITY.exec(folded) ?? BEFORE_NAME.exec(folded);
}

const numberOf = ([, before, after = '']: RegExpExecArray) => before ?? after;

function placeOfCount(match: RegExpExecArray): { start: number; end: number } {
  const start = match.index + match[0].indexOf(numberOf(match));
  return { start, end: match.index + match[0].trimEnd().length };
}

function statedPrices(utterance: Utterance, dialogue: Dialogue) {
  return findAmounts(utterance, dialogue.currency).filter(
    ({ certain, currency }) => certain && (currency ?? dialogue.currency) === dialogue.currency,
  );
}

function earlierCodes(dialogue: Dialogue): string[] {
  return (
    earlierTurns(dialogue)
      .toReversed()
      .map((turn) => findCouponQuestion(turn.utterance)?.codes ?? [])
      .find((codes) => codes.length > 0) ?? []
  );
}
