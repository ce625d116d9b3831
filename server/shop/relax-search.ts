import type { Relaxed } from '../../shared/product-search.ts';
import type { NamedValue, ProductQuery } from './catalog.ts';
import { oppositesIn } from './search-vocabulary.ts';

/** The part of a query that says what must hold. */
export type Wishes = Pick<
  ProductQuery,
  | 'text'
  | 'categories'
  | 'brands'
  | 'minPrice'
  | 'maxPrice'
  | 'available'
  | 'options'
  | 'attributes'
  | 'minAttributes'
  | 'maxAttributes'
  | 'onSale'
  | 'without'
> & {
  /** True: also what is the opposite of what the words ask for (see `oppositesIn`); nobody asks for that from the start. */
  orOpposite?: boolean | undefined;
};

/** Of a query the wishes alone, without how its answer is to look. */
export function wishesOf(query: Wishes): Wishes {
  const { text, categories, brands, minPrice, maxPrice, available, options, attributes } = query;
  const { minAttributes, maxAttributes, onSale, without } = query;
  return {
    text,
    categories,
    brands,
    minPrice,
    maxPrice,
    available,
    options,
    attributes,
    minAttributes,
    maxAttributes,
    onSale,
    without,
  };
}

export interface SearchProbe {
  /** Whether any product fulfils all of them. */
  matches(wishes: Wishes): Promise<boolean>;
  /** A few prices below `minPrice` and above `maxPrice` of what fulfils the others. */
  pricesNear(wishes: Wishes): Promise<number[]>;
}

export interface RelaxedSearch {
  query: Wishes;
  relaxed: Relaxed[];
}

/**
 * What to ask instead when nothing fulfils all wishes. They are given up in this order until something matches: the
 * price, that it can be bought now, that it is on sale, attributes, options, words that rule out their opposite, brands,
 * categories, and last the words, if other wishes are left; never what is not wanted.
 * Then each that was given up before is taken back if it still can be, so that no more is given up than must be. A price
 * limit is moved to the nearest prices there are, not dropped. Undefined when something matches as it is, and when nothing
 * helps. Asks at most twice for each wish.
 */
export async function relaxSearch(
  wishes: Wishes,
  probe: SearchProbe,
): Promise<RelaxedSearch | undefined> {
  const needed = await fewestSteps(wishes, probe);
  if (!needed) return undefined;
  const relaxed: Relaxed[] = [];
  let query = without(wishes, needed);
  for (const step of needed) {
    if (step.filter !== 'price') {
      relaxed.push({ filter: step.filter, was: step.was, now: null });
      continue;
    }
    const { minPrice, maxPrice } = wishes;
    const prices = await probe.pricesNear({ ...query, minPrice, maxPrice });
    query = { ...query, ...widened({ minPrice, maxPrice }, prices) };
    relaxed.push(...movedLimits({ minPrice, maxPrice }, query));
  }
  return isAnythingAsked(query) ? { query, relaxed } : undefined;
}

type Step =
  | { filter: 'price'; drop(wishes: Wishes): Wishes }
  | {
      filter: Exclude<Relaxed['filter'], 'min_price' | 'max_price'>;
      was: Relaxed['was'];
      drop(wishes: Wishes): Wishes;
    };

async function fewestSteps(wishes: Wishes, probe: SearchProbe): Promise<Step[] | undefined> {
  const steps = stepsOf(wishes);
  if (steps.length === 0 || (await probe.matches(wishes))) return undefined;
  const tried: Step[] = [];
  for (const step of steps) {
    tried.push(step);
    if (!(await probe.matches(without(wishes, tried)))) continue;
    let needed = tried;
    for (const early of tried.slice(0, -1)) {
      const fewer = needed.filter((other) => other !== early);
      if (await probe.matches(without(wishes, fewer))) needed = fewer;
    }
    return needed;
  }
  return undefined;
}

function stepsOf(wishes: Wishes): Step[] {
  const { text, brands, categories, attributes = [], options = [] } = wishes;
  const steps: Step[] = [];
  if (wishes.minPrice !== undefined || wishes.maxPrice !== undefined) {
    const drop = ({ minPrice: _, maxPrice: __, ...rest }: Wishes) => rest;
    steps.push({ filter: 'price', drop });
  }
  if (wishes.available) {
    const drop = ({ available: _, ...rest }: Wishes) => rest;
    steps.push({ filter: 'available', was: true, drop });
  }
  if (wishes.onSale) {
    const drop = ({ onSale: _, ...rest }: Wishes) => rest;
    steps.push({ filter: 'on_sale', was: true, drop });
  }
  for (const item of attributes) {
    const drop = (rest: Wishes) => ({ ...rest, attributes: removed(rest.attributes, item) });
    steps.push({ filter: 'attribute', was: spelled(item), drop });
  }
  for (const item of wishes.minAttributes ?? []) {
    const drop = (rest: Wishes) => ({ ...rest, minAttributes: removed(rest.minAttributes, item) });
    steps.push({ filter: 'min_attribute', was: spelled(item), drop });
  }
  for (const item of wishes.maxAttributes ?? []) {
    const drop = (rest: Wishes) => ({ ...rest, maxAttributes: removed(rest.maxAttributes, item) });
    steps.push({ filter: 'max_attribute', was: spelled(item), drop });
  }
  for (const item of options) {
    const drop = (rest: Wishes) => ({ ...rest, options: removed(rest.options, item) });
    steps.push({ filter: 'option', was: spelled(item), drop });
  }
  const opposites = text ? oppositesIn(text) : [];
  if (opposites.length > 0) {
    const was = opposites.map(({ said }) => said).join(' ');
    steps.push({ filter: 'words', was, drop: (rest) => ({ ...rest, orOpposite: true }) });
  }
  if (brands?.length) {
    const drop = ({ brands: _, ...rest }: Wishes) => rest;
    steps.push({ filter: 'brand', was: brands, drop });
  }
  if (categories?.length) {
    const drop = ({ categories: _, ...rest }: Wishes) => rest;
    steps.push({ filter: 'category', was: categories, drop });
  }
  if (text && steps.length > 0) {
    const drop = ({ text: _, ...rest }: Wishes) => rest;
    steps.push({ filter: 'words', was: text, drop });
  }
  return steps;
}

function without(wishes: Wishes, steps: Step[]): Wishes {
  return steps.reduce((left, step) => step.drop(left), wishes);
}

function removed(list: NamedValue[] | undefined, item: NamedValue): NamedValue[] {
  return (list ?? []).filter((other) => other !== item);
}

function spelled({ name, value }: NamedValue): string {
  return `${name}: ${value}`;
}

type Limits = Pick<Wishes, 'minPrice' | 'maxPrice'>;

/** So many of the nearest prices are let in. */
const NEAREST = 3;

function widened({ minPrice, maxPrice }: Limits, prices: number[]): Limits {
  const distance = (price: number) =>
    Math.max((minPrice ?? 0) - price, price - (maxPrice ?? Number.MAX_SAFE_INTEGER));
  const nearest = prices.toSorted((a, b) => distance(a) - distance(b)).slice(0, NEAREST);
  return {
    minPrice: minPrice === undefined ? undefined : Math.min(minPrice, ...nearest),
    maxPrice: maxPrice === undefined ? undefined : Math.max(maxPrice, ...nearest),
  };
}

function movedLimits(was: Limits, now: Limits): Relaxed[] {
  const moved: Relaxed[] = [];
  if (was.minPrice !== undefined && now.minPrice !== was.minPrice) {
    moved.push({ filter: 'min_price', was: was.minPrice, now: now.minPrice ?? null });
  }
  if (was.maxPrice !== undefined && now.maxPrice !== was.maxPrice) {
    moved.push({ filter: 'max_price', was: was.maxPrice, now: now.maxPrice ?? null });
  }
  return moved;
}

/** Everything the shop has is an answer to nothing. */
function isAnythingAsked({ without: _, orOpposite: __, ...wishes }: Wishes): boolean {
  return Object.values(wishes).some((wish) =>
    Array.isArray(wish) ? wish.length > 0 : wish !== undefined && wish !== '' && wish !== false,
  );
}
