import { factsAbout, factsNamedIn, opening, plainText, ratingOf, sentenceAbout } from '../facts.ts';
import { nameOf } from '../known-products.ts';
import { priceOf } from '../product-lines.ts';
import type { ProductQuestion } from '../read-product-question.ts';
import { resolveProducts } from '../resolve-products.ts';
import { lines, type Move, resultsOf, type Scene, sentences } from '../scene.ts';
import { ProductFacts, readResult } from '../tool-results.ts';
import { type TopicName, topicNamed } from '../topics.ts';
import { versionsSaid, withVersions } from '../wishes.ts';
import { answerStock, answerWishes } from './product-variants.ts';

const GENERAL_FACTS = 4;

export function answerProduct(scene: Scene, question: ProductQuestion): Move {
  const { labels } = scene;
  const wanted = question.product ?? (question.name ? { title: question.name } : undefined);
  if (!wanted) return { say: labels.whichProduct };
  const resolved = resolveProducts(scene, [wanted]);
  if ('move' in resolved) return resolved.move;
  const [product] = resolved.products;
  if (!product) return { say: labels.unknownProduct(wanted.title) };
  const looked = resultsOf(scene, 'get_product_info').at(-1);
  if (!looked) return { call: [{ name: 'get_product_info', args: { product_id: product.id } }] };
  const facts = readResult(looked, ProductFacts);
  return { say: facts ? answerFrom(scene, question, facts) : labels.lookupFailed };
}

function answerFrom(scene: Scene, question: ProductQuestion, facts: ProductFacts): string {
  const { about } = question;
  const others = scene.known.all.flatMap(({ seen }) => seen ?? []);
  const named = versionsSaid(facts.product, others);
  const wishes = withVersions(question.wishes, scene.utterance, named);
  const answersTopic = factsOn(about, facts).length > 0;
  if (wishes.length > 0 && (!answersTopic || about === 'storage' || about === 'memory')) {
    return answerWishes(scene, facts, wishes);
  }
  switch (about) {
    case 'general':
      return sentences(
        question.beyond ? scene.labels.notStated : undefined,
        answerGeneral(scene, facts),
      );
    case 'price':
      return answerPrice(scene, facts);
    case 'stock':
      return answerStock(scene, facts);
    case 'colours':
      return answerOptions(scene, facts);
    case 'rating':
      return answerRating(scene, facts);
    case 'buy':
      return scene.labels.howToBuy(nameOf(facts.product), priceOf(facts.product, scene.labels));
    case 'size':
      return facts.product.options.some(({ name }) => SIZE_OPTION.test(name))
        ? answerOptions(scene, facts)
        : answerTopic(scene, about, facts);
    default:
      return answerTopic(scene, about, facts);
  }
}

const SIZE_OPTION = /size|kích|cỡ/i;

function factsOn(topic: string, { product }: ProductFacts) {
  const found = topicNamed(topic);
  return found ? factsAbout(found, product.attributes) : [];
}

function answerTopic({ labels }: Scene, about: TopicName, facts: ProductFacts): string {
  const name = nameOf(facts.product);
  const topic = labels.topic[about];
  const found = factsOn(about, facts);
  if (found.length === 1) return labels.topicIs(topic, name, found[0]?.value ?? '');
  if (found.length > 1) return labels.topicIs(topic, name, found.map(labels.fact).join(', '));
  const sentence = sentenceAbout(topicNamed(about), facts.description);
  return sentence ? `**${name}**: ${sentence}` : labels.topicUnknown(topic, name);
}

function answerGeneral(scene: Scene, facts: ProductFacts): string {
  const { labels, utterance } = scene;
  const { product, description } = facts;
  const name = nameOf(product);
  const asked = factsNamedIn(utterance, product.attributes);
  if (asked.length > 0) return `**${name}**: ${asked.map(labels.fact).join(', ')}.`;
  const attributes = Object.entries(product.attributes).slice(0, GENERAL_FACTS);
  return lines(
    sentences(`**${name}**: ${opening(description)}`),
    `- ${[priceOf(product, labels), ratingOf(product, labels)].filter(Boolean).join(', ')}`,
    ...attributes.map(([key, value]) => `- ${plainText(key)}: ${plainText(value)}`),
    product.availability.available ? undefined : `- ${labels.outOfStock}`,
  );
}

function answerPrice({ labels }: Scene, { product, variants }: ProductFacts): string {
  const { min, max } = product.price_range;
  const name = nameOf(product);
  const reduced =
    product.list_price_range &&
    product.list_price_range.min.amount > min.amount &&
    ` (${labels.wasPrice(product.list_price_range.min.display)})`;
  if (min.amount === max.amount) return labels.priceIs(name, `${min.display}${reduced || ''}`);
  return lines(
    sentences(labels.priceIs(name, priceOf(product, labels)), labels.priceDepends),
    ...variants.slice(0, 6).map(({ title, price }) => `- ${plainText(title)}: ${price.display}`),
  );
}

function answerOptions({ labels }: Scene, { product }: ProductFacts): string {
  const name = nameOf(product);
  if (product.options.length === 0) return labels.oneVersion(name);
  return product.options
    .map((option) => labels.comesIn(name, option.name, option.values))
    .join(' ');
}

function answerRating({ labels }: Scene, { product }: ProductFacts): string {
  const name = nameOf(product);
  const { rating } = product;
  if (!rating) return labels.ratingUnknown(name);
  return labels.ratingIs(name, labels.rated(rating.value, rating.scale_max, rating.count));
}
