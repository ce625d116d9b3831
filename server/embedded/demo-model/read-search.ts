import { z } from 'zod';
import { type AttributeLimit, findAttributeLimits } from './attribute-limits.ts';
import { findBudget } from './budget.ts';
import { findComparisons } from './comparisons.ts';
import { type Dialogue, earlierTurns } from './dialogue.ts';
import type { KnownProducts } from './known-products.ts';
import { holdsProperName } from './named-things.ts';
import { says, tokensOf } from './phrases.ts';
import { findSuperlative, type MostOf, type Superlative } from './superlatives.ts';
import { FoundProducts, readResult, type ToolResult } from './tool-results.ts';
import { TOPICS } from './topics.ts';
import { fold, readUtterance, textWithout, tokensWithin, type Utterance } from './utterance.ts';
import {
  BROWSE,
  CHEAP,
  CHEAPER,
  CHEAPEST,
  DEAREST,
  FILLER,
  IN_STOCK_ONLY,
  MORE,
  OF_MOST,
  ON_SALE,
  PROTECTED,
  REFINING,
  SEEKING,
  WARES,
  WHOLE_SHOP,
} from './vocabulary.ts';
import { findWishes } from './wishes.ts';

/** A search, as `search_products` takes it, and how its answer is to be told. Prices in whole units. */
export interface Search {
  query: string;
  category?: string;
  min?: number;
  max?: number;
  availableOnly: boolean;
  /** Words that nothing found may be called. */
  without: string[];
  /** At less than its list price. */
  onSale: boolean;
  /** Cheapest or dearest first, in what is said. */
  byPrice: 'no' | 'cheap' | 'cheapest' | 'dearest';
  /** The most or the least of something comes first. */
  most?: MostOf | undefined;
  /** How long or warm it must be. */
  atLeast: AttributeLimit[];
  atMost: AttributeLimit[];
  /** The budget was in another currency and does not count. */
  foreignBudget: boolean;
  /** Asked for what was not shown yet. */
  more: boolean;
  /** Wanted something cheaper than what was shown. */
  cheaper: boolean;
}

const MAX_QUERY = 300;
const AttributeLimits = z.array(z.object({ name: z.string(), value: z.string() })).catch([]);

/** What a sentence looks for, whether or not it is a search. */
export function readSearch(utterance: Utterance, currency: string): Search {
  const budget = findBudget(utterance, currency);
  const superlative = findSuperlative(utterance);
  const limits = findAttributeLimits(utterance, { fahrenheit: currency === 'USD' });
  const others = [...(budget?.tokens ?? []), ...limits.tokens];
  const words = searchWords(utterance, others).slice(0, MAX_QUERY).trim();
  return {
    query: words === '' ? wareOf(superlative, utterance) : fold(words) === 'may' ? COMPUTER : words,
    min: budget?.min,
    max: budget?.max,
    availableOnly: says(utterance, IN_STOCK_ONLY),
    without: utterance.unwanted ?? [],
    onSale: says(utterance, ON_SALE),
    byPrice: readOrder(utterance),
    // "The cheapest and lightest" is the cheapest first.
    most:
      superlative && !['cheapest', 'dearest'].includes(readOrder(utterance))
        ? { by: superlative.by, order: superlative.order }
        : undefined,
    atLeast: limits.least,
    atMost: limits.most,
    foreignBudget: budget?.foreign ?? false,
    more: false,
    cheaper: false,
  };
}

/** "Máy nào" without more to it: no shop calls anything so. */
const COMPUTER = 'máy tính';

/** The biggest screen may be the screen of something, but by itself it is one. */
function wareOf(superlative: Superlative | undefined, { language }: Utterance): string {
  const named = superlative?.named ?? '';
  return says(readUtterance(named, language), WARES) ? named : '';
}

function readOrder(utterance: Utterance): Search['byPrice'] {
  if (says(utterance, CHEAPEST)) return 'cheapest';
  if (says(utterance, DEAREST)) return 'dearest';
  return says(utterance, CHEAP) ? 'cheap' : 'no';
}

/** "A tent for 4" is one for four people. */
const FOR_SO_MANY =
  /\bfor (\d{1,2}|two|three|four|five|six)(?=\s*(?:$|[,.!?]|(?:under|below|over|with|that|and|or|in|less|up|max)\b))/;

/** The content words as a search takes them. */
function searchWords(utterance: Utterance, without: Iterable<number> = []): string {
  const words = contentWords(utterance, without);
  const people = FOR_SO_MANY.exec(utterance.folded)?.[1];
  return people ? words.replace(new RegExp(`(?<!\\S)${people}(?!\\S)`, 'i'), '$& people') : words;
}

/** What is left when budget, politeness and asking are taken away. */
export function contentWords(utterance: Utterance, without: Iterable<number> = []): string {
  const superlative = findSuperlative(utterance);
  const dropped = new Set([
    ...without,
    ...(superlative ? tokensWithin(utterance, superlative) : []),
  ]);
  // The search understands "at least 16 GB".
  const compared = findComparisons(utterance).flatMap((span) => tokensWithin(utterance, span));
  const kept = new Set([...tokensOf(utterance, PROTECTED), ...compared]);
  for (const set of [FILLER, CHEAP, CHEAPEST, CHEAPER, DEAREST, IN_STOCK_ONLY, ON_SALE, OF_MOST]) {
    for (const index of tokensOf(utterance, set)) if (!kept.has(index)) dropped.add(index);
  }
  return textWithout(utterance, dropped);
}

export function hasLimit(search: Search): boolean {
  return search.min !== undefined || search.max !== undefined || search.foreignBudget;
}

/** How long or how warm it must be was said. */
export function measuresWanted({ atLeast, atMost }: Search): boolean {
  return atLeast.length + atMost.length > 0;
}

export function isBrowsing(utterance: Utterance): boolean {
  return says(utterance, BROWSE);
}

/** The last search with what this sentence changes; undefined when the sentence does not refine it. */
export function readRefinement(
  utterance: Utterance,
  dialogue: Dialogue,
  known: KnownProducts,
): Search | undefined {
  const last = lastSearch(dialogue);
  if (!last || says(utterance, WARES)) return undefined;
  const asked = readSearch(utterance, dialogue.currency);
  const cheaper = says(utterance, CHEAPER) && !hasLimit(asked);
  const more = says(utterance, MORE);
  const query = addedWords(utterance, { more, currency: dialogue.currency });
  const bare = query === '';
  const anew = hasLimit(asked) || says(utterance, WHOLE_SHOP);
  const changes =
    hasLimit(asked) ||
    asked.availableOnly ||
    asked.onSale ||
    asked.without.length > 0 ||
    asked.byPrice !== 'no' ||
    asked.most !== undefined ||
    measuresWanted(asked) ||
    cheaper ||
    more;
  if (bare ? !changes : !addsAttribute(utterance, query)) return undefined;
  return {
    ...asked,
    query: joinWords(withoutReplaced(last.query, utterance), query),
    category: last.category,
    min: asked.min ?? (anew || cheaper ? undefined : last.min),
    max:
      asked.max ??
      (anew ? undefined : cheaper ? (priceToBeat(known, dialogue) ?? last.max) : last.max),
    availableOnly: asked.availableOnly || last.availableOnly,
    without: [...last.without, ...asked.without],
    atLeast: [...last.atLeast, ...asked.atLeast],
    atMost: [...last.atMost, ...asked.atMost],
    onSale: asked.onSale || last.onSale,
    byPrice: cheaper ? 'no' : asked.byPrice,
    most: asked.most ?? (asked.byPrice === 'no' && !cheaper ? last.most : undefined),
    more: more && bare && !cheaper,
    cheaper,
  };
}

/** A category that an earlier empty search offered, when that is all that was said. */
export function readCategoryChoice(utterance: Utterance, dialogue: Dialogue): string | undefined {
  const said = fold(contentWords(utterance));
  const offered = earlierTurns(dialogue)
    .flatMap(({ results }) => results)
    .findLast(({ name }) => name === 'search_products');
  const categories = (offered && readResult(offered, FoundProducts)?.categories) ?? [];
  return said ? categories.find((category) => fold(lastPart(category)) === said) : undefined;
}

/** "Gear > Tents" is offered as "Tents". */
export function lastPart(category: string): string {
  return category.split(/\s*[>/›]\s*/).at(-1) ?? category;
}

export function soundsLikeSearch(utterance: Utterance, search: Search): boolean {
  const words = search.query.split(' ').filter(Boolean);
  if (says(utterance, WARES) || hasLimit(search) || search.byPrice !== 'no') return true;
  if (measuresWanted(search)) return true;
  if (words.length === 0 || !/\p{L}{2}/u.test(search.query)) return false;
  if (says(utterance, SEEKING)) return words.length <= 14;
  return words.length <= 5 && !isGibberish(search.query);
}

/** No word of English or Vietnamese has five consonants in a row or thirty letters. */
function isGibberish(text: string): boolean {
  return /[bcdfghjklmnpqrstvwxz]{5}|\p{L}{25}|(\p{L})\1{3}/u.test(fold(text));
}

function lastSearch(dialogue: Dialogue): ReturnType<typeof searchOf> | undefined {
  const result = earlierTurns(dialogue)
    .flatMap(({ results }) => results)
    .findLast(({ name }) => name === 'search_products');
  return result && searchOf(result);
}

function searchOf({
  args,
}: ToolResult): Pick<
  Search,
  | 'query'
  | 'category'
  | 'min'
  | 'max'
  | 'availableOnly'
  | 'onSale'
  | 'most'
  | 'atLeast'
  | 'atMost'
  | 'without'
> {
  const { sort, sort_by: by } = args;
  const isByAttribute = sort === 'attribute_asc' || sort === 'attribute_desc';
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
  return {
    query: typeof args.query === 'string' ? args.query : '',
    category: typeof args.category === 'string' ? args.category : undefined,
    min: number(args.min_price),
    max: number(args.max_price),
    availableOnly: args.available_only === true,
    onSale: args.on_sale === true,
    atLeast: AttributeLimits.parse(args.min_attributes),
    atMost: AttributeLimits.parse(args.max_attributes),
    most: isByAttribute && typeof by === 'string' ? { by, order: sort } : undefined,
    without: [args.without ?? []].flat().filter((name) => typeof name === 'string'),
  };
}

function addedWords(
  utterance: Utterance,
  { more, currency }: { more: boolean; currency: string },
): string {
  const budget = findBudget(utterance, currency);
  const limits = findAttributeLimits(utterance, { fahrenheit: currency === 'USD' });
  return searchWords(utterance, [
    ...limits.tokens,
    ...(more ? tokensOf(utterance, MORE) : []),
    ...(budget?.tokens ?? []),
  ]);
}

/** "32GB RAM", "lighter" or "with two doors"; "is the Basecamp 6 waterproof?" names something new. */
function addsAttribute(utterance: Utterance, query: string): boolean {
  const wishes = findWishes(utterance);
  const describes = wishes.length > 0 || TOPICS.some((topic) => says(utterance, topic.named));
  const wished = wishes.flatMap((wish) => tokensWithin(utterance, wish));
  const rest = contentWords(utterance, wished);
  const short = query.split(' ').length <= 6;
  return short && ((describes && !holdsProperName(utterance, rest)) || startsRefining(utterance));
}

function startsRefining(utterance: Utterance): boolean {
  const first = Math.min(...tokensOf(utterance, REFINING));
  return first === 0 && !says(utterance, SEEKING);
}

/** "And in blue?" after "in red" means no red things. */
function withoutReplaced(query: string, { raw, language }: Utterance): string {
  const before = readUtterance(query, language);
  const kinds = findWishes(readUtterance(raw, language)).map(({ kind }) => kind);
  const replaced = findWishes(before).filter(
    ({ kind }) => kind !== 'measure' && kinds.includes(kind),
  );
  return textWithout(before, new Set(replaced.flatMap((wish) => tokensWithin(before, wish))));
}

function joinWords(before: string, added: string): string {
  const known = fold(before).split(' ');
  const news = added.split(' ').filter((word) => word && !known.includes(fold(word)));
  return [before, ...news].filter(Boolean).join(' ').slice(0, MAX_QUERY);
}

/** Just under the price of what was named first, as the search takes it: in whole units. */
function priceToBeat({ focus }: KnownProducts, { currency }: Dialogue): number | undefined {
  const price = focus?.seen?.price_range.min;
  if (!price || price.amount < 1) return undefined;
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: price.currency || currency || 'USD',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return Number(((price.amount - 1) / 10 ** digits).toFixed(digits));
}
