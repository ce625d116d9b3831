import type { Fact } from './fact.ts';
import type { CheckedCoupon } from './tool-results.ts';
import type { TopicName } from './topics.ts';

/** Every sentence this model can say. Prices arrive as the tool wrote them; nothing here computes. */
export interface Labels {
  greeting(shop: string): string;
  thanks: string;
  goodbye: string;
  acknowledgement: string;
  identity(shop: string): string;
  capabilities: string;
  injection: string;
  offTopic(shop: string): string;
  shopMatters(shop: string): string;
  /** `told`: the merchant's own sentences, in the shop's language. */
  shopSays(told: string): string;
  negotiation: string;
  promise: string;
  complaint(shop: string): string;
  tooLong: string;
  unclear: string;
  cannotLookUp: string;
  lookupFailed: string;

  product(name: string, price: string, reasons: string[]): string;
  fromPrice(display: string): string;
  wasPrice(display: string): string;
  outOfStock: string;
  fact(fact: Fact): string;
  rated(value: number, scale: number, count?: number): string;

  found(count: number, more: boolean): string;
  /** `fitting` of the `all` that came up are what was asked for. */
  foundAmong(fitting: number, all: number): string;
  foundCheapest: string;
  foundDearest: string;
  /** Of some versions. */
  partlyReduced(before: string): string;
  foundBest: string;
  /** The shop says nothing of what the most was asked for. */
  notMeasured: string;
  nothingOnSale: string;
  foundCheaper(count: number): string;
  /** Nothing fulfils all wishes; `missed` are those that these products do not. */
  foundClose(missed: string[]): string;
  /** Nothing is what was asked for; it stands in the descriptions of these. */
  onlyMentioned(query: string): string;
  foundMore: string;
  noMore: string;
  nothingCheaper: string;
  nothingFound(query: string): string;
  relaxBudget: string;
  shopHas(categories: string[]): string;
  otherCurrency(currency: string): string;
  nextAfterOne: string;
  nextAfterSeveral: string;

  whichProduct: string;
  unknownProduct(name: string): string;
  topic: Record<TopicName, string>;
  topicIs(topic: string, name: string, facts: string): string;
  topicUnknown(topic: string, name: string): string;
  priceIs(name: string, price: string): string;
  priceDepends: string;
  inStock(name: string): string;
  left(count: number): string;
  soldOut(name: string): string;
  /** Can be ordered although there is none: `backorder`, `preorder`. */
  toOrder(name: string, status: string): string;
  orderable: string;
  availableIn(option: string, values: string[]): string;
  comesIn(name: string, option: string, values: string[]): string;
  oneVersion(name: string): string;
  wishGranted(name: string, wish: string): string;
  /** Leads to the versions that can be bought. */
  stillThere: string;
  wishSoldOut(name: string, wish: string): string;
  wishUnknown(name: string, wish: string): string;
  ratingIs(name: string, rating: string): string;
  ratingUnknown(name: string): string;
  notStated: string;
  howToBuy(name: string, price: string): string;

  whichCompare: string;
  compared(count: number): string;
  noDifference: string;
  winner(
    about: TopicName | 'price' | 'rating',
    reverse: boolean,
    name: string,
    values: string[],
  ): string;
  draw(value: string): string;

  couponNeedsCode: string;
  couponNeedsProduct(code: string): string;
  /** It is valid now: what it takes off, and of what. */
  couponValid(coupon: CheckedCoupon): string;
  couponForWhat: string;
  couponTookFirst: string;
  couponApplied(codes: string[], name: string): string;
  couponStatedPrice(codes: string[]): string;
  quote(display: { subtotal: string; discount: string; total: string }): string;
  couponRefused(code: string, reason: string): string;
  couponChangesNothing(code: string): string;
  refusal: Record<string, string>;
  refusalUnknown: string;
  quoteUnchanged(name: string, total: string): string;
  quoteTotal(name: string, total: string): string;
  notSoMany: string;
  wholePieces(most: number): string;

  photoNumber(index: number): string;
  photoVerified(name: string, details: string): string;
  photoCandidates: string;
  photoNone: string;
  photoNoneButSimilar: string;
  photoAlsoSimilar: string;
  photoUnreadable: string;
  photoPartly: string;
}
