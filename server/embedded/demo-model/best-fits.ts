import { numberFromWords } from '../../../shared/number-words.ts';
import { type Comparison, findComparisons, isWithin } from './comparisons.ts';
import { factsAbout } from './facts.ts';
import type { Language } from './language.ts';
import { tokensOf } from './phrases.ts';
import type { SeenProduct } from './tool-results.ts';
import { topicNamed } from './topics.ts';
import { fold, readUtterance, type Utterance } from './utterance.ts';
import { WARES } from './vocabulary.ts';
import { findWishes, grants } from './wishes.ts';

const PEOPLE = /\b(\d{1,2}|[a-z]{2,5})[\s-]?(?:people|persons?|man|nguoi)\b/;

/**
 * Those that are the kind of thing, the size and the colour that were asked for, what can be bought first. A
 * search by words also brings what is merely near; when nothing fits strictly, near is all there is.
 */
export function bestFits(
  products: SeenProduct[],
  query: string,
  language: Language,
): SeenProduct[] {
  const utterance = readUtterance(query, language);
  const people = countOf(PEOPLE.exec(utterance.folded)?.[1]);
  const wishes = findWishes(utterance);
  const ofKind = ofSameKind(products, utterance);
  const roomy = people ? narrowTo(ofKind, people) : ofKind;
  const fitting = wishes.reduce(
    (list, wish) =>
      narrow(list, (product) => labelsOf(product).some((label) => grants(wish, label))),
    roomy,
  );
  const measured = findComparisons(utterance).reduce(
    (list, wish) => narrow(list, (product) => measures(product, wish)),
    fitting,
  );
  return measured.toSorted(
    (a, b) => Number(b.availability.available) - Number(a.availability.available),
  );
}

/** Those that are the kind of thing that was asked for, if any is. */
export function ofSameKind(products: SeenProduct[], utterance: Utterance): SeenProduct[] {
  const wares = [...tokensOf(utterance, WARES)].map(
    (index) => utterance.tokens[index]?.folded ?? '',
  );
  const near = narrow(products, (product) => wares.some((ware) => isKind(product, ware)));
  // In "balo đựng laptop" the first noun says what it is.
  const [head] = utterance.language === 'vi' ? wares : [];
  return narrow(near, (product) => head !== undefined && isKind(product, head));
}

/** "4" or "four", as digits. */
function countOf(said: string | undefined): string | undefined {
  if (said === undefined || /\d/.test(said)) return said;
  return numberFromWords([said])?.toString();
}

function narrow(products: SeenProduct[], fits: (product: SeenProduct) => boolean): SeenProduct[] {
  const fitting = products.filter(fits);
  return fitting.length > 0 ? fitting : products;
}

/** Its category says what a thing is; its title may only say what it is for ("Balo laptop"). */
function isKind({ title, categories }: SeenProduct, ware: string): boolean {
  const stem = ware.replace(/s$/, '');
  const [category = ''] = categories.map(({ value }) => fold(value));
  return category.includes(stem) || fold(title).split(/\s+/).slice(-1).join('').includes(stem);
}

/** Those for so many people, else for more. */
function narrowTo(products: SeenProduct[], people: string): SeenProduct[] {
  const exact = products.filter((product) => capacityOf(product) === Number(people));
  return exact.length > 0 ? exact : narrow(products, (product) => holds(product, people));
}

/** How many people a search is for, as it says it, where none of those products holds so many. */
export function unheld(query: Utterance, products: SeenProduct[]): string | undefined {
  const match = PEOPLE.exec(query.folded);
  const people = countOf(match?.[1]);
  const told = products.filter((product) => capacityOf(product) !== undefined);
  if (!match || !people || told.length === 0) return undefined;
  if (told.some((product) => holds(product, people))) return undefined;
  return query.raw.slice(match.index, match.index + match[0].length);
}

function holds(product: SeenProduct, people: string): boolean {
  return (capacityOf(product) ?? 0) >= Number(people);
}

function capacityOf(product: SeenProduct): number | undefined {
  const capacity = topicNamed('capacity');
  const facts = capacity ? factsAbout(capacity, product.attributes) : [];
  const [held] = facts.flatMap(({ value }) => value.match(/\d+/)?.[0] ?? []);
  return held === undefined ? undefined : Number(held);
}

/** There is no version of it but in that colour, size or measure. */
export function comesOnlyAs({ options }: SeenProduct, name: string, language: Language): boolean {
  return findWishes(readUtterance(name, language)).some((wish) =>
    options.some(({ values }) => values.length > 0 && values.every((value) => grants(wish, value))),
  );
}

/** Of what is measured in that unit, something measures so much. */
export function measures(product: SeenProduct, wish: Comparison): boolean {
  const { title, options, attributes } = product;
  const chosen = options.flatMap(({ values }) => values);
  return [title, ...chosen, ...Object.values(attributes)].some((said) => isWithin(wish, said));
}

function labelsOf({ options, attributes }: SeenProduct): string[] {
  const values = options.flatMap((option) => option.values);
  return [...values, ...Object.values(attributes).map((value) => value.replace(/\([^)]*\)/g, ''))];
}
