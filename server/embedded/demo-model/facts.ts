import type { Fact } from './fact.ts';
import type { Labels } from './labels.ts';
import { says } from './phrases.ts';
import type { SeenProduct } from './tool-results.ts';
import { TOPICS, type Topic } from './topics.ts';
import { fold, type Utterance } from './utterance.ts';
import { findWishes, grants } from './wishes.ts';

export function factsAbout(topic: Topic, attributes: Record<string, string>): Fact[] {
  for (const pattern of topic.attribute) {
    const facts = Object.entries(attributes).filter(
      ([name, value]) => value && pattern.test(fold(name)),
    );
    if (facts.length > 0) return facts.map(([name, value]) => ({ name, value: plainText(value) }));
  }
  return [];
}

/** Attributes whose own name is in the question: "what is the denier?". */
export function factsNamedIn(utterance: Utterance, attributes: Record<string, string>): Fact[] {
  const said = new Set(utterance.tokens.map(({ folded }) => folded));
  return Object.entries(attributes)
    .filter(([name]) => {
      const words = fold(name).match(/\p{L}{3,}/gu) ?? [];
      return words.length > 0 && words.every((word) => said.has(word));
    })
    .map(([name, value]) => ({ name, value: plainText(value) }));
}

/**
 * Why this one: what was asked for first (a version, then an attribute), then what others thought of it, then
 * what it cost before. At most two.
 */
export function reasons(product: SeenProduct, asked: Utterance, labels: Labels): string[] {
  const versions = versionsAsked(product, asked);
  const attributes = TOPICS.filter((topic) => says(asked, topic.named))
    .flatMap((topic) => factsAbout(topic, product.attributes).slice(0, 1))
    .filter(({ name }) => !versions.some((version) => version.name === name));
  const answers = [...versions, ...attributes];
  const facts = answers.length > 0 ? answers : firstAttribute(product);
  const found = [
    product.availability.available ? undefined : labels.outOfStock,
    ...[...new Map(facts.map((fact) => [fact.name, fact])).values()].map(labels.fact),
    ratingOf(product, labels),
    reductionOf(product, labels),
  ];
  return found.filter((reason) => reason !== undefined).slice(0, 2);
}

/** What it cost before; of some versions alone that is said so. */
export function reductionOf(
  { price_range: now, list_price_range: before }: SeenProduct,
  labels: Labels,
): string | undefined {
  if (!before) return undefined;
  if (before.min.amount > now.min.amount) return labels.wasPrice(before.min.display);
  return before.max.amount > now.min.amount ? labels.partlyReduced(before.max.display) : undefined;
}

function versionsAsked({ options }: SeenProduct, asked: Utterance): Fact[] {
  return findWishes(asked).flatMap((wish) =>
    options.flatMap(({ name, values }) =>
      values.filter((value) => grants(wish, value)).map((value) => ({ name, value })),
    ),
  );
}

/** What the shop names first, unless it is only that something is missing. */
function firstAttribute({ attributes }: SeenProduct): Fact[] {
  const [first] = Object.entries(attributes).filter(
    ([, value]) => !/^(?:no|không|none)$/i.test(value),
  );
  return first ? [{ name: first[0], value: plainText(first[1]) }] : [];
}

/** Only a good rating is a reason. */
export function ratingOf({ rating }: SeenProduct, labels: Labels): string | undefined {
  if (!rating || rating.value / rating.scale_max < 0.8) return undefined;
  return labels.rated(rating.value, rating.scale_max, rating.count);
}

/** The first sentences of a description: no markup, no addresses, at most about 240 letters. */
export function opening(description: string, limit = 240): string {
  const text = plainText(description);
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('! '), cut.lastIndexOf('? '));
  return end > 60 ? cut.slice(0, end + 1) : `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 60))}…`;
}

/** Sentences of a description that hold one of the words of a question. */
export function sentenceAbout(topic: Topic | undefined, description: string): string | undefined {
  if (!topic) return undefined;
  return plainText(description)
    .split(/(?<=[.!?])\s+/)
    .find((sentence) => topic.attribute.some((pattern) => pattern.test(fold(sentence))))
    ?.slice(0, 300);
}

export function plainText(text: string): string {
  return text
    .replace(/https?:\/\/\S+|www\.\S+/g, '')
    .replace(/[*_`#[\]<>]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
