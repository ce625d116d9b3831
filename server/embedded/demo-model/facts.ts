import type { Labels } from './labels.ts';
import { says } from './phrases.ts';
import type { SeenProduct } from './tool-results.ts';
import { TOPICS, type Topic } from './topics.ts';
import { fold, type Utterance } from './utterance.ts';

/** One attribute, as the catalog writes it. */
export interface Fact {
  name: string;
  value: string;
}

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

/** Why this one: what was asked for first, then what others thought of it, then what stands out. At most two. */
export function reasons(product: SeenProduct, utterance: Utterance, labels: Labels): string[] {
  const asked = TOPICS.filter((topic) => says(utterance, topic.named)).flatMap((topic) =>
    factsAbout(topic, product.attributes).slice(0, 1),
  );
  const first = Object.entries(product.attributes)
    .filter(([, value]) => !/^(?:no|không|none)$/i.test(value))
    .slice(0, 1)
    .map(([name, value]) => ({ name, value: plainText(value) }));
  const facts = [
    ...new Map((asked.length > 0 ? asked : first).map((fact) => [fact.name, fact])).values(),
  ];
  const found = [
    product.availability.available ? undefined : labels.outOfStock,
    ...facts.slice(0, 2).map(labels.fact),
    ratingOf(product, labels),
    product.list_price_range && labels.wasPrice(product.list_price_range.min.display),
  ];
  return found.filter((reason) => reason !== undefined).slice(0, 2);
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
