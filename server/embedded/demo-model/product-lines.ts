import { reasons } from './facts.ts';
import { nameOf } from './known-products.ts';
import type { Labels } from './labels.ts';
import type { Scene } from './scene.ts';
import type { SeenProduct } from './tool-results.ts';

/**
 * One product in a list: its name, its price as the tool wrote it, why it may be the right one. `asked` is what
 * it was looked for with, when that is more than the last message.
 */
export function productLine(scene: Scene, product: SeenProduct, asked = scene.utterance): string {
  const { labels } = scene;
  return `- ${labels.product(nameOf(product), priceOf(product, labels), reasons(product, asked, labels))}`;
}

export function priceOf({ price_range: { min, max } }: SeenProduct, labels: Labels): string {
  return min.amount === max.amount ? min.display : labels.fromPrice(min.display);
}

/** Amounts are compared, never calculated with. */
export function byPrice(a: SeenProduct, b: SeenProduct): number {
  return a.price_range.min.amount - b.price_range.min.amount;
}
