import { findAmounts } from './amounts.ts';
import { type Count, findBareCount, findCount, findPieces } from './counts.ts';
import { type CouponQuestion, couponTokens, findCouponQuestion } from './coupon-codes.ts';
import { type CartItem, currentTurn, type Dialogue, earlierTurns, type Turn } from './dialogue.ts';
import type { KnownProduct, KnownProducts } from './known-products.ts';
import { holdsProperName, speaksOfOthers } from './named-things.ts';
import { phrases, says, tokensOf } from './phrases.ts';
import { COMPARE } from './read-comparison.ts';
import { contentWords } from './read-search.ts';
import { findReference } from './references.ts';
import { PricedCart, type PricedLine, readResult } from './tool-results.ts';
import { fold, readUtterance, tokensWithin, type Utterance } from './utterance.ts';
import { WARES } from './vocabulary.ts';
import { findWishes, withVersions } from './wishes.ts';

export interface CouponRequest {
  /** None: the shopper asks for codes, or speaks of one that nobody named; or for a total without one. */
  codes: string[];
  /** What it costs is asked for, with a code or without. */
  total: boolean;
  /** "This or that code" is worked out for each; else all count together. */
  apart: boolean;
  wanted: Wanted[];
  /** The product was not named: the answer says which one it took. */
  assumed: boolean;
  /** In whole units; only when no product is meant. */
  statedPrice?: number;
  /** What it is for where the shopper named neither a product nor a price. */
  cart: CartItem[];
}

export interface Wanted {
  /** Without an id where a name has to be looked up first. */
  product: KnownProduct;
  /** The one that was priced before. */
  variantId?: string;
  /** Undefined where nobody can buy so many. */
  quantity: number | undefined;
  /** No kind of ware: the words may as well be no name. */
  perhaps?: boolean;
}

/** Each code is a lookup of its own. */
const MOST_CODES = 3;

const TOTAL = phrases({
  en: `total, altogether, in all, all together, all that, all of that, together, how much for, how much are, how much would, how much is, what would`,
  vi: `tổng bao nhiêu, tổng cộng, tổng tiền, tổng, hết bao nhiêu, hết mấy, bao nhiêu tiền, bao nhiêu, tất cả`,
});
const WITHOUT_CODE = phrases({
  en: `without the coupon, without the code, without coupon, without code, without a coupon, without a code, without any coupon, without the discount, no coupon, no code, remove the coupon, remove the code, drop the coupon, drop the code, skip the coupon, skip the code`,
  vi: `bỏ mã, không dùng mã, không có mã, không lấy mã, không áp mã, không cần mã, không mã, chưa có mã`,
});
const DROPPING = phrases({ en: `without, remove, drop`, vi: `bỏ, không dùng, không lấy` });
const BOTH_CODES = phrases({
  en: `both codes, both coupons, both of the codes`,
  vi: `cả hai mã, cả 2 mã, hai mã, 2 mã`,
});
/** Apart, because "them" is no "thêm". */
const ADDING = {
  en: phrases({
    en: `too, as well, also, add, plus, stack, combine, combined, together with, on top`,
  }),
  vi: phrases({ vi: `thêm, nữa, cả, cùng, gộp, kèm, chung` }),
};
/** "And WELCOME10"; with a question mark it may be meant instead. */
const JOINED = /^\s*(?:and|va|plus|\+)\s(?!.*\binstead\b)[^?]*$/;
/** With nothing else it asks for the total of what was talked about. */
const SUM = phrases({
  en: `total, the total, in total, altogether, in all, together, all together`,
  vi: `tổng bao nhiêu, tổng cộng, tổng tiền, tổng, hết bao nhiêu, hết mấy, tất cả bao nhiêu, tất cả hết bao nhiêu`,
});
const EITHER = phrases({ en: `or, versus, vs, better`, vi: `hay, hoặc, hơn` });

/** Undefined when the message is neither about a coupon nor about what several cost. */
export function readCouponRequest(
  utterance: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): CouponRequest | undefined {
  const question =
    totalWithout(utterance, dialogue, known) ??
    findCouponQuestion(utterance) ??
    pendingQuestion(utterance, dialogue) ??
    addedQuestion(utterance, dialogue, known) ??
    totalQuestion(utterance, dialogue, known);
  if (!question) return undefined;
  const total = 'total' in question;
  const codes =
    question.codes.length === 0 && question.refersBack ? earlierCodes(dialogue) : question.codes;
  const bare = findBareCount(utterance);
  const count = bare ?? findCount(utterance);
  const reference = findReference(utterance, known);
  // "2 of them" are two of the same.
  const bothCodes = says(utterance, BOTH_CODES);
  // "All that" is all that was priced together, though "that" alone is one of it.
  const sums = total && says(utterance, SUM) && talkedOf(dialogue, known).length > 1;
  const isElsewhere = count || reference.named || bothCodes || sums;
  const referred = isElsewhere ? [] : reference.products;
  const stated = statedPrices(utterance, dialogue)[0];
  const said = referred.length === 0 && !bare ? namedWares(utterance, dialogue, known) : [];
  const named = counted(utterance, stated ? said.filter(({ perhaps }) => !perhaps) : said);
  const products = referred.length > 0 ? referred : talkedOf(dialogue, known);
  const pieces =
    named.length > 0 ? named : products.map((product) => wantedOf(dialogue, product, count));
  const wanted =
    'added' in question ? [...pricedBefore(dialogue, known, pieces), ...pieces] : pieces;
  return {
    codes: withEarlier(utterance, dialogue, codes).slice(0, MOST_CODES),
    total,
    apart: says(utterance, EITHER),
    wanted,
    assumed: referred.length === 0 && named.length === 0 && known.focusIsFirstOfSeveral,
    statedPrice: wanted.length === 0 ? stated?.value : undefined,
    cart: wanted.length === 0 && !stated ? currentTurn(dialogue).cart : [],
  };
}

interface TotalQuestion extends CouponQuestion {
  total: true;
  /** To what was priced just now. */
  added?: true;
}

/** "Add", "and", "thêm" before what comes to something. */
const LEADS_ON =
  /^\s*(?:(?:please|ok|okay|and|also|now|then|vay|roi)\s+)*(?:and|plus|add|also add|with|va|them|cong(?: them)?)\s+/;

/** "And a Larch 2", "add 3 of the lanterns", after a price: all of it together, with the codes that it had. */
function addedQuestion(
  utterance: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): TotalQuestion | undefined {
  const last = earlierTurns(dialogue).at(-1);
  const priced = last?.results.some(({ name }) => name === 'calculate_discount');
  if (!priced || !LEADS_ON.test(utterance.folded) || /\binstead\b/.test(utterance.folded))
    return undefined;
  const { named } = findReference(utterance, known);
  if (!named && namedWares(utterance, dialogue, known).length === 0) return undefined;
  return { codes: codesPriced(last), refersBack: false, total: true, added: true };
}

/** What was priced just now, but for those of which another number is wanted. */
function pricedBefore(dialogue: Dialogue, known: KnownProducts, pieces: Wanted[]): Wanted[] {
  const anew = new Set(pieces.map(({ product }) => product.id));
  return talkedOf(dialogue, known)
    .filter(({ id }) => !anew.has(id))
    .map((product) => wantedOf(dialogue, product, undefined));
}

/** "What about without the coupon?", "remove TENTS20": the price again, with what codes are left. */
function totalWithout(
  utterance: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): TotalQuestion | undefined {
  const priced = codesPriced(earlierTurns(dialogue).at(-1));
  const codes = findCouponQuestion(utterance)?.codes ?? [];
  const drops = codes.length > 0 ? says(utterance, DROPPING) : says(utterance, WITHOUT_CODE);
  if (!drops || (!known.focus && currentTurn(dialogue).cart.length === 0)) return undefined;
  const left = codes.length === 0 ? [] : priced.filter((code) => !codes.includes(code));
  return { codes: left, refersBack: false, total: true };
}

/**
 * "Is SAVE10 valid?" was answered with "what for?": "for a sleeping bag" belongs to it. And after a price,
 * "if I buy 2 of them" and "make that 3" ask for it again.
 */
function pendingQuestion(
  utterance: Utterance,
  dialogue: Dialogue,
): CouponQuestion | TotalQuestion | undefined {
  const last = earlierTurns(dialogue).at(-1);
  const priced = last?.results.some(({ name }) => name === 'calculate_discount');
  const count = findCount(utterance) ?? findBareCount(utterance);
  if (priced && count && !says(utterance, COMPARE))
    return { codes: codesPriced(last), refersBack: false, total: true };
  const isOpen = last?.results.every(({ name }) => name === 'check_coupon');
  const asked = last && isOpen && findCouponQuestion(last.utterance);
  const answers = /^(?:for|on|to|buy|i want|cho|mua|dung cho)\b/.test(utterance.folded.trim());
  return asked && asked.codes.length > 0 && answers ? asked : undefined;
}

/** "Total for 2", "how much for 3 Larch 2", "mua 5 cái": nothing else is said but how many of what. */
function totalQuestion(
  utterance: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): TotalQuestion | undefined {
  const sums = says(utterance, SUM);
  // "For 2" is for two people, where nothing was priced.
  const count = findCount(utterance) ?? (sums ? findBareCount(utterance) : undefined);
  if (says(utterance, COMPARE) || (!count && !sums)) return undefined;
  const { tokens, named } = findReference(utterance, known);
  const counting = count ? tokensWithin(utterance, count) : [];
  const asks = [...tokensOf(utterance, TOTAL), ...tokensOf(utterance, ADDING[utterance.language])];
  const name = contentWords(utterance, [...tokens, ...counting, ...asks]);
  const isOfKnown = name === '' && (named || known.focus !== undefined);
  const isOfNamed =
    count && says(utterance, TOTAL) && name !== '' && holdsProperName(utterance, name);
  if (!isOfKnown && !isOfNamed) return undefined;
  const codes = isOfKnown ? codesPriced(earlierTurns(dialogue).at(-1)) : [];
  return { codes, refersBack: false, total: true };
}

/** All that was priced together just now, else the one talked about last. */
function talkedOf(dialogue: Dialogue, { focus, all }: KnownProducts): KnownProduct[] {
  const last = earlierTurns(dialogue)
    .at(-1)
    ?.results.findLast(({ name }) => name === 'calculate_discount');
  const lines = (last && readResult(last, PricedCart)?.quote.line_items) ?? [];
  const priced = lines.flatMap(({ product_id: id, title }) =>
    id === undefined ? [] : [all.find((product) => product.id === id) ?? { id, title }],
  );
  if (priced.length > 1) return priced;
  return focus ? [focus] : [];
}

/** "Is the Larch 2 in stock, and can I use TRAIL15 on 2 of them?" */
function counted(utterance: Utterance, wanted: Wanted[]): Wanted[] {
  const pieces = findPieces(utterance);
  return pieces && wanted.length === 1
    ? wanted.map((one) => ({ ...one, quantity: pieces.quantity }))
    : wanted;
}

function wantedOf(dialogue: Dialogue, product: KnownProduct, count: Count | undefined): Wanted {
  const before = lineBefore(dialogue, product);
  return {
    product,
    variantId: before?.variant_id,
    quantity: count ? count.quantity : (before?.quantity ?? 1),
  };
}

/** "And SAVE20?" after a price for three of a version asks for three of it. */
function lineBefore(dialogue: Dialogue, { id }: KnownProduct): PricedLine | undefined {
  const last = earlierTurns(dialogue)
    .flatMap(({ results }) => results)
    .findLast(({ name }) => name === 'calculate_discount');
  const items = last && readResult(last, PricedCart)?.quote.line_items;
  return items?.find(({ product_id }) => product_id !== undefined && product_id === id);
}

const AND = /\s(?:\+|&|and|va|và|với|voi|plus)\s|,\s/iu;

/** Those that were seen by their names, and others: "TENTS20 for a Larch 2 tent", "an Alder 4 and 2 Lull 3 with TRAIL15". */
function namedWares(utterance: Utterance, dialogue: Dialogue, known: KnownProducts): Wanted[] {
  const meant = { tokens: new Set<number>(), products: known.focus ? [known.focus] : [] };
  const codes = (findCouponQuestion(utterance)?.codes ?? []).map(fold);
  const versions = known.focus?.seen?.options.flatMap(({ values }) => values) ?? [];
  const said = utterance.raw.slice(LEADS_ON.exec(utterance.folded)?.[0].length ?? 0);
  return said.split(AND).flatMap((text) => {
    const part = readUtterance(text, utterance.language);
    const count = findCount(part);
    const seen = findReference(part, known);
    if (seen.named) return seen.products.map((product) => wantedOf(dialogue, product, count));
    const named = part.tokens.flatMap(({ folded }, index) =>
      codes.includes(folded) ? [index] : [],
    );
    const amounts = statedPrices(part, dialogue).flatMap((amount) => tokensWithin(part, amount));
    const name = contentWords(part, [
      ...couponTokens(part),
      ...named,
      ...amounts,
      ...withVersions(findWishes(part), part, versions).flatMap((wish) => tokensWithin(part, wish)),
      ...(count ? tokensWithin(part, count) : []),
      ...tokensOf(part, TOTAL),
      ...tokensOf(part, ADDING[part.language]),
      ...tokensOf(part, DROPPING),
      ...tokensOf(part, BOTH_CODES),
    ]);
    const wares = says(part, WARES);
    const isOfShop = wares ? speaksOfOthers(part, meant) : holdsProperName(part, name);
    if (name === '' || !isOfShop) return [];
    const quantity = count ? count.quantity : 1;
    return [{ product: { title: name }, quantity, perhaps: !wares }];
  });
}

function statedPrices(utterance: Utterance, dialogue: Dialogue) {
  return findAmounts(utterance, dialogue.currency).filter(
    ({ certain, currency }) => certain && (currency ?? dialogue.currency) === dialogue.currency,
  );
}

/** "And WELCOME10 too" is for what was priced with TENTS20. */
function withEarlier(utterance: Utterance, dialogue: Dialogue, codes: string[]): string[] {
  const joins = says(utterance, ADDING[utterance.language]) || JOINED.test(utterance.folded);
  const adds = codes.length > 0 && joins;
  if (codes.length === 0 && says(utterance, BOTH_CODES)) return lastTwoCodes(dialogue);
  return [...new Set(adds ? [...codesPriced(earlierTurns(dialogue).at(-1)), ...codes] : codes)];
}

/** Of those that were tried, the last two. */
function lastTwoCodes(dialogue: Dialogue): string[] {
  return [...new Set(earlierTurns(dialogue).flatMap(codesPriced))].slice(-2);
}

/** The codes that a turn's prices were worked out with. */
function codesPriced(turn: Turn | undefined): string[] {
  const priced = turn?.results.filter(({ name }) => name === 'calculate_discount') ?? [];
  return priced.flatMap(({ args: { coupon_code: code, coupon_codes: more } }) =>
    [code, more].flat().filter((one) => typeof one === 'string'),
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
