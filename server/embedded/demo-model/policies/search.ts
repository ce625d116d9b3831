import { bestFits, comesOnlyAs, measures, unheld } from '../best-fits.ts';
import { findComparisons } from '../comparisons.ts';
import { plainText, reductionOf } from '../facts.ts';
import { nameOf } from '../known-products.ts';
import { sayMissed } from '../missed-wishes.ts';
import { byPrice, priceOf, productLine } from '../product-lines.ts';
import { namedAlone } from '../product-names.ts';
import { asksForBestRated } from '../read-comparison.ts';
import { hasLimit, lastPart, measuresWanted, type Search } from '../read-search.ts';
import { lines, type Move, type PlannedCall, resultsOf, type Scene, sentences } from '../scene.ts';
import {
  FoundProducts,
  type MissedWish,
  ProductFacts,
  readResult,
  type SeenProduct,
} from '../tool-results.ts';
import { fold, readUtterance, type Utterance } from '../utterance.ts';
import { findWishes, versionsSaid, withVersions } from '../wishes.ts';
import { bestFirst } from './best-first.ts';
import { answerWishes } from './product-variants.ts';

/** How many products an answer names; the cards beside it show the others. */
const NAMED = 2;
const CATEGORIES_NAMED = 6;
/** Enough to find the cheapest, or what was not shown yet. */
const WIDE_LIMIT = 20;

export function answerSearch(scene: Scene, search: Search): Move {
  const result = resultsOf(scene, 'search_products').at(-1);
  if (!result) {
    const wide = asksForBestRated(scene.utterance) && { limit: WIDE_LIMIT };
    const { name, args } = searchCall(search);
    return { call: [{ name, args: { ...args, ...wide } }] };
  }
  const found = readResult(result, FoundProducts);
  if (!found) return { say: scene.labels.lookupFailed };
  const version = search.more || search.most ? undefined : askedVersion(scene, found.products);
  if (version) return version;
  const isMissed = search.cheaper && found.not_fulfilled.length > 0;
  const products = isMissed
    ? []
    : found.products.filter(
        (product) =>
          !search.without.some((name) => comesOnlyAs(product, name, scene.language)) &&
          !(search.more && wasShown(scene, product.id)) &&
          (!search.cheaper || search.query === '' || isOfSameKind(scene, product)),
      );
  return {
    say:
      products.length === 0
        ? sayNothingFound(scene, search, found.categories)
        : sayFound(scene, search, {
            products,
            more: found.more && !search.more,
            missed: found.not_fulfilled,
            sortedBy: found.sorted_by,
          }),
  };
}

/** "Do you have the Granite Low in moss, size 11?": which versions can be had is told of the product alone. */
function askedVersion(scene: Scene, products: SeenProduct[]): Move | undefined {
  const { utterance } = scene;
  const id = namedAlone(utterance, products)?.id;
  const product = products.find((one) => one.id === id);
  if (!product) return undefined;
  const labels = versionsSaid(product, products);
  const wishes = withVersions(findWishes(utterance), utterance, labels);
  if (wishes.length === 0) return undefined;
  const looked = resultsOf(scene, 'get_product_info').at(-1);
  if (!looked) return { call: [{ name: 'get_product_info', args: { product_id: product.id } }] };
  const facts = readResult(looked, ProductFacts);
  return facts && { say: answerWishes(scene, facts, wishes) };
}

/** Leaves out what was not asked for, so that the arguments say only what the shopper said. */
export function searchCall(search: Search): PlannedCall {
  const ordered = search.byPrice === 'cheap' ? !hasLimit(search) : search.byPrice !== 'no';
  const { most } = search;
  const wide = search.more || ordered;
  return {
    name: 'search_products',
    args: {
      query: search.query,
      ...(search.category !== undefined && { category: search.category }),
      ...(search.min !== undefined && { min_price: search.min }),
      ...(search.max !== undefined && { max_price: search.max }),
      ...(search.availableOnly && { available_only: true }),
      ...(search.without.length > 0 && { without: search.without }),
      ...(search.atLeast.length > 0 && { min_attributes: search.atLeast }),
      ...(search.atMost.length > 0 && { max_attributes: search.atMost }),
      ...(search.onSale && { on_sale: true }),
      ...(most && !ordered && { sort: most.order, sort_by: most.by }),
      ...(ordered && { sort: search.byPrice === 'dearest' ? 'price_desc' : 'price_asc' }),
      ...(wide && { limit: WIDE_LIMIT }),
    },
  };
}

/** The best fits; the cheapest or the dearest first when that was asked for. */
export function ranked(
  { language }: Scene,
  search: Search,
  products: SeenProduct[],
): SeenProduct[] {
  const fits = bestFits(products, search.query, language);
  if (search.byPrice === 'no')
    return search.most ? products.filter((product) => fits.includes(product)) : fits;
  const inOrder = fits.toSorted(byPrice);
  return search.byPrice === 'dearest' ? inOrder.reverse() : inOrder;
}

interface FoundAnswer {
  products: SeenProduct[];
  more: boolean;
  missed: MissedWish[];
  /** What the shop calls what they are in order of; absent when it does not say. */
  sortedBy: string | undefined;
}

function sayFound(scene: Scene, search: Search, { products, more, ...found }: FoundAnswer): string {
  const { labels, dialogue } = scene;
  const asked = readUtterance(search.query, scene.language);
  const fits = ranked(scene, search, products);
  const best = asksForBestRated(scene.utterance)
    ? bestFirst(scene, fits, { about: 'rating', reverse: false }).map(({ product }) => product)
    : [];
  const telling = fits.filter((product) => valueNamed(product, found.sortedBy) !== undefined);
  const fitting = best.length > 0 ? best : telling.length > 0 ? telling : fits;
  const missed = [...found.missed, ...unmeasured(asked, fitting)];
  const sortedBy = telling.length > 0 ? found.sortedBy : undefined;
  const named = fitting.slice(0, search.more ? NAMED + 1 : NAMED);
  const list = lines(
    search.foreignBudget ? labels.otherCurrency(dialogue.currency) : undefined,
    missed.length > 0
      ? sayClose(scene, search, missed)
      : best.length > 0
        ? labels.foundBest
        : opening(scene, search, { fitting: fitting.length, all: products.length, more, sortedBy }),
    missed.length > 0 && search.most && !sortedBy ? labels.notMeasured : undefined,
    ...named.map((product) =>
      search.onSale && product.list_price_range
        ? reducedLine(scene, product)
        : sortedBy
          ? measuredLine(scene, product, sortedBy)
          : productLine(
              scene,
              product,
              best.length > 0 || measuresWanted(search) ? undefined : asked,
            ),
    ),
  );
  return `${list}\n\n${named.length === 1 ? labels.nextAfterOne : labels.nextAfterSeveral}`;
}

function sayClose({ labels, language }: Scene, { query }: Search, missed: MissedWish[]): string {
  const isAll = missed.every(({ wish, was }) => wish === 'words' && fold(was) === fold(query));
  if (isAll) return labels.onlyMentioned(query);
  return labels.foundClose(missed.map((wish) => sayMissed(wish, language)));
}

/** Of what can be chosen all that there is. */
function valueNamed(
  { options, attributes }: SeenProduct,
  name: string | undefined,
): string | undefined {
  if (name === undefined) return undefined;
  const values = options.find((option) => option.name === name)?.values;
  return values?.join(' / ') ?? attributes[name];
}

function reducedLine({ labels }: Scene, product: SeenProduct): string {
  const reasons = [
    reductionOf(product, labels),
    product.availability.available ? undefined : labels.outOfStock,
  ].flatMap((reason) => reason ?? []);
  return `- ${labels.product(nameOf(product), priceOf(product, labels), reasons)}`;
}

/** What it was put in order by, and whether it can be had. */
function measuredLine({ labels }: Scene, product: SeenProduct, sortedBy: string): string {
  const value = valueNamed(product, sortedBy);
  const reasons = [
    value && labels.fact({ name: sortedBy, value: plainText(value) }),
    product.availability.available ? undefined : labels.outOfStock,
  ].flatMap((reason) => reason || []);
  return `- ${labels.product(nameOf(product), priceOf(product, labels), reasons)}`;
}

/** "60 liters or more", where none of what was found is that large. */
function unmeasured(asked: Utterance, found: SeenProduct[]): MissedWish[] {
  const crowd = unheld(asked, found);
  return [
    ...findComparisons(asked)
      .filter((wish) => !found.some((product) => measures(product, wish)))
      .map(({ said }) => ({ wish: 'measure', was: said })),
    ...(crowd ? [{ wish: 'people', was: crowd }] : []),
  ];
}

function opening(
  { labels }: Scene,
  search: Search,
  {
    fitting,
    all,
    more,
    sortedBy,
  }: { fitting: number; all: number; more: boolean; sortedBy: string | undefined },
): string {
  if (search.most) return sortedBy ? labels.foundBest : labels.notMeasured;
  if (search.more) return labels.foundMore;
  if (search.cheaper) return labels.foundCheaper(fitting);
  if (search.byPrice === 'cheapest') return labels.foundCheapest;
  if (search.byPrice === 'dearest') return labels.foundDearest;
  return fitting < all ? labels.foundAmong(fitting, all) : labels.found(all, more);
}

function sayNothingFound({ labels }: Scene, search: Search, categories: string[]): string {
  if (search.more) return labels.noMore;
  const isAnything = search.query === '' && !search.cheaper && !hasLimit(search);
  if (search.onSale && isAnything) return labels.nothingOnSale;
  const names = [...new Set(categories.map(lastPart))].slice(0, CATEGORIES_NAMED);
  return sentences(
    search.cheaper ? labels.nothingCheaper : labels.nothingFound(search.category ?? search.query),
    hasLimit(search) && !search.cheaper ? labels.relaxBudget : undefined,
    names.length > 0 ? labels.shopHas(names) : undefined,
  );
}

/** A lantern is no cheaper tent. */
function isOfSameKind({ known }: Scene, { categories }: SeenProduct): boolean {
  const kinds = known.focus?.seen?.categories.map(({ value }) => value) ?? [];
  return kinds.length === 0 || categories.some(({ value }) => kinds.includes(value));
}

function wasShown({ known }: Scene, id: string): boolean {
  return known.all.some((product) => product.id === id);
}
