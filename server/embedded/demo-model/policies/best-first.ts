import { factsAbout } from '../facts.ts';
import { hoursOf, measureOf } from '../measures.ts';
import { priceOf } from '../product-lines.ts';
import type { Criterion } from '../read-comparison.ts';
import type { Scene } from '../scene.ts';
import type { SeenProduct } from '../tool-results.ts';
import { topicNamed } from '../topics.ts';

interface Scored {
  product: SeenProduct;
  value: number;
  shown: string;
}

/** Those of which the catalog says how much of it they have, the winner first. */
export function bestFirst(scene: Scene, products: SeenProduct[], criterion: Criterion): Scored[] {
  const scored = products.flatMap((product) => score(product, criterion, scene) ?? []);
  const lessWins = criterion.about === 'price' || topicNamed(criterion.about)?.better === 'less';
  const sign = lessWins === criterion.reverse ? -1 : 1;
  return scored.toSorted((a, b) => sign * (a.value - b.value));
}

function score(
  product: SeenProduct,
  { about }: Criterion,
  { labels, language }: Scene,
): Scored | undefined {
  if (about === 'price') {
    const { min } = product.price_range;
    return { product, value: min.amount, shown: priceOf(product, labels) };
  }
  if (about === 'rating') {
    const { rating } = product;
    if (!rating) return undefined;
    return {
      product,
      value: rating.value,
      shown: `${rating.value.toLocaleString(language)}/${rating.scale_max}`,
    };
  }
  const topic = topicNamed(about);
  const fact = topic?.better && factsAbout(topic, product.attributes)[0];
  const value = fact
    ? ((about === 'battery' ? hoursOf(fact.value) : undefined) ?? measureOf(fact.value))
    : undefined;
  return fact && value !== undefined ? { product, value, shown: fact.value } : undefined;
}
