import { factsAbout, plainText } from '../facts.ts';
import { nameOf } from '../known-products.ts';
import { priceOf, productLine } from '../product-lines.ts';
import type { ComparisonQuestion, Criterion } from '../read-comparison.ts';
import { resolveProducts } from '../resolve-products.ts';
import { lines, type Move, resultsOf, type Scene, sentences } from '../scene.ts';
import { Comparison, FoundProducts, readResult, type SeenProduct } from '../tool-results.ts';
import { topicNamed } from '../topics.ts';
import { bestFirst } from './best-first.ts';
import { ranked, searchCall } from './search.ts';

const DIFFERENCES = 5;
const DIFFERENCES_BESIDE_VERDICT = 2;

export function answerComparison(scene: Scene, question: ComparisonQuestion): Move {
  const compared = resultsOf(scene, 'compare_products').at(-1);
  if (compared) {
    const found = readResult(compared, Comparison);
    return {
      say: found ? sayComparison(scene, found.products, question) : scene.labels.lookupFailed,
    };
  }
  return question.search ? searchThenCompare(scene, question) : compareNamed(scene, question);
}

function searchThenCompare(scene: Scene, { search, count }: ComparisonQuestion): Move {
  const { labels } = scene;
  if (!search) return { say: labels.whichCompare };
  const result = resultsOf(scene, 'search_products').at(-1);
  if (!result) return { call: [searchCall(search)] };
  const found = readResult(result, FoundProducts);
  if (!found) return { say: labels.lookupFailed };
  const products = ranked(scene, search, found.products).slice(0, count);
  if (products.length >= 2) return compareCall(products.map(({ id }) => id));
  const [only] = products;
  return {
    say: only
      ? lines(labels.found(1, false), productLine(scene, only))
      : labels.nothingFound(search.query),
  };
}

function compareNamed(scene: Scene, { products, names }: ComparisonQuestion): Move {
  const wanted = [...products, ...names.map((title) => ({ title }))];
  if (wanted.length < 2) return { say: scene.labels.whichCompare };
  const resolved = resolveProducts(scene, wanted);
  if ('move' in resolved) return resolved.move;
  const ids = [...new Set(resolved.products.map(({ id }) => id))];
  if (ids.length >= 2) return compareCall(ids);
  return {
    say: sentences(...resolved.missing.map(scene.labels.unknownProduct), scene.labels.whichCompare),
  };
}

function compareCall(ids: string[]): Move {
  return { call: [{ name: 'compare_products', args: { product_ids: ids.slice(0, 5) } }] };
}

function sayComparison(
  scene: Scene,
  products: SeenProduct[],
  { criterion }: ComparisonQuestion,
): string {
  const { labels } = scene;
  const verdict = criterion && sayWinner(scene, products, criterion);
  const most = verdict ? DIFFERENCES_BESIDE_VERDICT : DIFFERENCES;
  const names = [...namesAbout(criterion, products), ...differences(products)];
  const differing = [...new Set(names)].slice(0, most);
  return lines(
    verdict ?? labels.compared(products.length),
    ...products.map((product) => `- ${describe(scene, product, differing)}`),
    differing.length === 0 ? labels.noDifference : undefined,
  );
}

function describe({ labels }: Scene, product: SeenProduct, names: string[]): string {
  const facts = names.flatMap((name) => {
    const value = plainText(product.attributes[name] ?? '');
    return value ? [labels.fact({ name: plainText(name), value })] : [];
  });
  return labels.product(nameOf(product), priceOf(product, labels), facts);
}

/** Of the attributes that were asked about: "which one lasts longest" is told with each one's battery. */
function namesAbout(criterion: Criterion | undefined, products: SeenProduct[]): string[] {
  const topic = criterion && topicNamed(criterion.about);
  if (!topic) return [];
  return products.flatMap(({ attributes }) =>
    factsAbout(topic, attributes)
      .slice(0, 1)
      .map(({ name }) => name),
  );
}

function differences(products: SeenProduct[]): string[] {
  const names = new Set(products.flatMap(({ attributes }) => Object.keys(attributes)));
  return [...names].filter(
    (name) => new Set(products.map(({ attributes }) => attributes[name] ?? '')).size > 1,
  );
}

/** Undefined when the catalog does not say enough to judge. */
function sayWinner(
  scene: Scene,
  products: SeenProduct[],
  criterion: Criterion,
): string | undefined {
  const { labels } = scene;
  const inOrder = bestFirst(scene, products, criterion);
  const [best, next] = inOrder;
  if (!best || !next || inOrder.length < products.length) return undefined;
  if (best.value === next.value) return labels.draw(best.shown);
  return labels.winner(criterion.about, criterion.reverse, nameOf(best.product), [
    best.shown,
    next.shown,
  ]);
}
