import { earlierTurns } from '../dialogue.ts';
import type { Move, Scene } from '../scene.ts';
import { ProductFacts, productsOf, readResult, type SeenProduct } from '../tool-results.ts';
import type { Utterance } from '../utterance.ts';
import { findWishes, type Wish, withVersions } from '../wishes.ts';
import { answerWishes, buyable } from './product-variants.ts';

/** The version of a product that the shopper asked for, in this message or since it was last priced. */
export function chosenVersion(
  scene: Scene,
  product: Pick<SeenProduct, 'id' | 'options'>,
  pricedBefore: string | undefined,
): { variantId?: string | undefined } | { move: Move } {
  const asked = wishesIn(scene.utterance, product);
  const earlier = asked.length > 0 ? [] : earlierWishes(scene, product);
  if (asked.length + earlier.length === 0) return { variantId: pricedBefore };
  const facts = factsOf(scene, product.id);
  if (!facts) {
    const tried = scene.results.some(({ name }) => name === 'get_product_info');
    if (tried) return { variantId: pricedBefore };
    return { move: { call: [{ name: 'get_product_info', args: { product_id: product.id } }] } };
  }
  const [variant] = buyable(facts, asked.length > 0 ? asked : fitting(facts, earlier));
  if (!variant && asked.length > 0) return { move: { say: answerWishes(scene, facts, asked) } };
  return { variantId: variant?.id ?? pricedBefore };
}

function wishesIn(utterance: Utterance, { options }: Pick<SeenProduct, 'options'>): Wish[] {
  const versions = options.flatMap(({ values }) => values);
  return withVersions(findWishes(utterance), utterance, versions);
}

/** The latest first. */
function earlierWishes(scene: Scene, product: Pick<SeenProduct, 'id' | 'options'>): Wish[] {
  const turns = earlierTurns(scene.dialogue).toReversed();
  const about = turns.findIndex(({ results }) => {
    const seen = results.flatMap(productsOf);
    const isOfOthers = seen.length > 0 && !seen.some(({ id }) => id === product.id);
    return isOfOthers || results.some(({ name }) => name === 'calculate_discount');
  });
  return turns
    .slice(0, about === -1 ? turns.length : about)
    .flatMap(({ utterance }) => wishesIn(utterance, product));
}

/** As many of them as one version has: a later "red" is meant instead of "blue". */
function fitting(facts: ProductFacts, wishes: Wish[]): Wish[] {
  const kept: Wish[] = [];
  for (const wish of wishes) if (buyable(facts, [...kept, wish]).length > 0) kept.push(wish);
  return kept;
}

function factsOf({ dialogue, results }: Scene, id: string): ProductFacts | undefined {
  return [...earlierTurns(dialogue).flatMap((turn) => turn.results), ...results]
    .filter(({ name }) => name === 'get_product_info')
    .map((result) => readResult(result, ProductFacts))
    .findLast((facts) => facts?.product.id === id);
}
