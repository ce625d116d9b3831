import { currentTurn, type Dialogue, earlierTurns, type Turn } from './dialogue.ts';
import { phrases, says } from './phrases.ts';
import {
  PricedCart,
  productsOf,
  readResult,
  type SeenProduct,
  type ToolResult,
} from './tool-results.ts';

/** A product of the conversation. `id` is absent when only its name is left in the history. */
export interface KnownProduct {
  id?: string;
  title: string;
  seen?: SeenProduct;
}

/** Which products the shopper can mean without naming them in full. */
export interface KnownProducts {
  /** The last list they were shown, in the order that they would count in. */
  list: KnownProduct[];
  /** The one talked about last. */
  focus?: KnownProduct;
  /** The focus was picked out of a list of several, not by the shopper. */
  focusIsFirstOfSeveral: boolean;
  /** Everything, the latest first. */
  all: KnownProduct[];
}

const LISTING_TOOLS = new Set(['search_products', 'find_products_like_photo', 'compare_products']);

export function knownProducts(dialogue: Dialogue): KnownProducts {
  const turns = earlierTurns(dialogue);
  const all = new Map<string, KnownProduct>();
  for (const product of turns.toReversed().flatMap(turnProducts)) {
    const key = product.id ?? product.title;
    if (!all.get(key)?.seen && (product.seen || !all.has(key))) all.set(key, product);
  }
  const listTurn =
    turns.findLast((turn) => listOf(turn).length > 1) ??
    turns.findLast((turn) => listOf(turn).length > 0);
  const list = listTurn ? listOf(listTurn) : [];
  const focusTurn = turns.findLast((turn) => turnProducts(turn).length > 0);
  const talkedAbout = focusTurn && focusOf(focusTurn, [...all.values()]);
  const { pageProductId, utterance } = currentTurn(dialogue);
  const onPage = pageProductId === undefined ? undefined : { id: pageProductId, title: '' };
  const isPageMeant = onPage !== undefined && (!talkedAbout || says(utterance, THIS));
  const focus = isPageMeant ? onPage : talkedAbout;
  return {
    list,
    focus,
    focusIsFirstOfSeveral:
      !isPageMeant &&
      focusTurn !== undefined &&
      focusTurn === listTurn &&
      list.length > 1 &&
      !focusTurn.results.some(({ name }) => name === 'calculate_discount'),
    all: [...all.values()],
  };
}

/** Said of what one sees. */
const THIS = phrases({ en: 'this, this one, this product', vi: 'này' });

/** Those that the answer named come first, in its order: that is what a shopper counts. */
function listOf(turn: Turn): KnownProduct[] {
  const listing = turn.results.filter((result) => LISTING_TOOLS.has(result.name)).map(productsOf);
  const products = listing.findLast((found) => found.length > 0) ?? [];
  const named = listedNames(turn.answer);
  const rank = (product: SeenProduct) => {
    const position = named.indexOf(nameOf(product));
    return position === -1 ? named.length : position;
  };
  const ranked = products.toSorted((a, b) => rank(a) - rank(b)).map(known);
  return ranked.length > 0 || turn.results.length > 0 ? ranked : named.map((title) => ({ title }));
}

function turnProducts(turn: Turn): KnownProduct[] {
  const quoted = turn.results.flatMap(quotedProducts);
  const found = turn.results.toReversed().flatMap(productsOf).map(known);
  const products = [...found, ...quoted];
  return products.length > 0 ? products : boldNames(turn.answer).map((title) => ({ title }));
}

/** What the answer named first; a quote's own product when it was about a coupon. */
function focusOf(turn: Turn, all: KnownProduct[]): KnownProduct | undefined {
  const candidates = turnProducts(turn);
  const quoted = turn.results.flatMap(quotedProducts).at(-1);
  const named = boldNames(turn.answer);
  const chosen =
    quoted ??
    candidates.find(({ title }) => named[0] === plainName(title)) ??
    listOf(turn)[0] ??
    candidates[0];
  return all.find(({ id }) => id !== undefined && id === chosen?.id) ?? chosen;
}

function quotedProducts(result: ToolResult): KnownProduct[] {
  const lines = readResult(result, PricedCart)?.quote.line_items ?? [];
  return lines.flatMap(({ product_id: id, title }) => (id ? [{ id, title }] : []));
}

function known(product: SeenProduct): KnownProduct {
  return { id: product.id, title: product.title, seen: product };
}

/** A product's name as an answer writes it: nothing in it can end the bold type. */
export function plainName(title: string): string {
  return title.replace(/[*_`[\]<>#\s]+/g, ' ').trim();
}

export function nameOf(product: { title: string }): string {
  return plainName(product.title);
}

/** The names that stand at the head of list items, else all. */
function listedNames(answer: string): string[] {
  const listed = boldNames(
    answer
      .split('\n')
      .filter((line) => line.startsWith('- **'))
      .join('\n'),
  );
  return listed.length > 0 ? listed : boldNames(answer);
}

export function boldNames(answer: string): string[] {
  return [
    ...new Set([...answer.matchAll(/\*\*([^*\n]+)\*\*/g)].map((match) => match[1]?.trim() ?? '')),
  ];
}
