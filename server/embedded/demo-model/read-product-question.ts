import { type About, askedAbout, askingTokens, propertyNamed, wishTokens } from './asked-about.ts';
import type { KnownProduct, KnownProducts } from './known-products.ts';
import { holdsProperName, speaksOfOthers } from './named-things.ts';
import { phrases, says, tokensOf } from './phrases.ts';
import { contentWords, hasLimit, measuresWanted, type Search } from './read-search.ts';
import { findReference, type Reference } from './references.ts';
import { topicNamed } from './topics.ts';
import { fold, tokensWithin, type Utterance } from './utterance.ts';
import { SEEKING, WARES } from './vocabulary.ts';
import { findWishes, optionWishes, type Wish } from './wishes.ts';

export interface ProductQuestion {
  about: About;
  wishes: Wish[];
  /** What is meant, when it is known from the conversation. */
  product?: KnownProduct;
  /** Its name, when it has to be looked up first. */
  name?: string;
  /** Something was asked that no topic covers: "is it machine washable?". */
  beyond?: boolean;
}

const GENERIC = phrases({
  en: 'any, some, anything, something, which, what kind',
  vi: 'nào, các, những, loại nào, mẫu nào, cái gì, món gì',
});

/** Undefined when the sentence is not about one product. `product` and `name` are both absent when nobody can tell which. */
export function readProductQuestion(
  utterance: Utterance,
  known: KnownProducts,
  search: Search,
): ProductQuestion | undefined {
  const reference = withoutLatePronoun(utterance, findReference(utterance, known));
  const about = askedAbout(utterance, known);
  const wishes = findWishes(utterance);
  const question = { about: about ?? 'general', wishes };
  const wares = says(utterance, WARES);
  if (asksForVersion(utterance, known, about)) return { ...question, product: known.focus };
  const [product] = reference.products;
  if (product && meansKnownProduct(utterance, { reference, about, search })) {
    return {
      ...question,
      about: propertyNamed(utterance, reference, about),
      product,
      beyond: !about && asksMore(utterance, reference),
    };
  }
  if (product && reference.named) return undefined;
  if (reference.points && !wares && !hasLimit(search) && reference.products.length === 0) {
    const rest = contentWords(utterance, [...reference.tokens, ...askingTokens(utterance)]);
    return rest === '' || about ? question : undefined;
  }
  if (!about) return undefined;
  return withoutReference(utterance, { known, search, question });
}

/** "In ember", "how much is the long one": nothing else is said but what the thing talked about has versions of. */
function asksForVersion(
  utterance: Utterance,
  { focus, focusIsFirstOfSeveral }: KnownProducts,
  about: About | undefined,
): boolean {
  if (!focus?.seen || (focusIsFirstOfSeveral && !about)) return false;
  const versions = optionWishes(
    utterance,
    focus.seen.options.flatMap(({ values }) => values),
  );
  const tokens = [
    ...versions.flatMap((wish) => tokensWithin(utterance, wish)),
    ...wishTokens(utterance),
    ...askingTokens(utterance),
  ];
  return versions.length > 0 && contentWords(utterance, tokens) === '';
}

/** Words are left that are neither the product nor politeness. */
function asksMore(utterance: Utterance, { named, tokens }: Reference): boolean {
  const known = [...tokens, ...askingTokens(utterance), ...wishTokens(utterance)];
  return !named && contentWords(utterance, known) !== '';
}

/** In "the Stormward in size M, is it available?" the pronoun stands for a name that was not seen before. */
function withoutLatePronoun(utterance: Utterance, reference: Reference): Reference {
  if (reference.named) return reference;
  const firstPointing = Math.min(...reference.tokens);
  const namesBefore = utterance.tokens.some(
    ({ start, folded }, index) =>
      index > 0 &&
      index < firstPointing &&
      /^\p{Lu}\p{Ll}/u.test(utterance.raw.slice(start)) &&
      holdsProperName(utterance, folded) &&
      fold(contentWords(utterance)).includes(folded),
  );
  return namesBefore ? { products: [], points: false, named: false, tokens: new Set() } : reference;
}

/**
 * A name may also start a search ("any laptop from Vexora"), and "it" may be a thing that is still to be found
 * ("I want a tent, is it possible under $100?").
 */
function meansKnownProduct(
  utterance: Utterance,
  { reference, about, search }: { reference: Reference; about: About | undefined; search: Search },
): boolean {
  const seeks = says(utterance, SEEKING);
  if (reference.named)
    return about !== undefined || (!hasLimit(search) && (!seeks || says(utterance, ONLY_THIS)));
  const wares = speaksOfOthers(utterance, reference);
  if (hasLimit(search)) return !wares && !seeks;
  if (wares && (about ?? 'general') === 'general') return false;
  return !wares || !seeks || about !== undefined || findWishes(utterance).length > 0;
}

const ONLY_THIS = phrases({ en: 'the, this, that', vi: 'cái, chiếc, mẫu, con, này, đó' });

function withoutReference(
  utterance: Utterance,
  { known, search, question }: { known: KnownProducts; search: Search; question: ProductQuestion },
): ProductQuestion | undefined {
  if (hasLimit(search) || measuresWanted(search)) return undefined;
  const topic = topicNamed(question.about);
  const name = contentWords(utterance, [
    ...askingTokens(utterance),
    ...wishTokens(utterance),
    ...(topic ? tokensOf(utterance, topic.named) : []),
  ]);
  const proper = holdsProperName(utterance, name);
  const ownQuestion = name === '' || (!says(utterance, WARES) && !proper);
  const isOfKind = question.about === 'stock' && contentWords(utterance, askingTokens(utterance));
  if (ownQuestion && !known.focus && isOfKind) return undefined;
  if (ownQuestion) return known.focus ? { ...question, product: known.focus } : question;
  return says(utterance, GENERIC) || !proper ? undefined : { ...question, name };
}
