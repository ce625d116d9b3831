import { findCount } from '../counts.ts';
import { findCouponQuestion } from '../coupon-codes.ts';
import { currentTurn } from '../dialogue.ts';
import { nameOf } from '../known-products.ts';
import { says } from '../phrases.ts';
import { priceOf, productLine } from '../product-lines.ts';
import { readSearch } from '../read-search.ts';
import { lines, type Move, resultsOf, type Scene } from '../scene.ts';
import {
  PhotoMatch,
  PricedCart,
  readResult,
  type SeenProduct,
  type ToolResult,
} from '../tool-results.ts';
import { WARES } from '../vocabulary.ts';
import { sayQuote } from './coupon.ts';

const NAMED = 3;

/** One look a photo, all at once. */
export function answerPhoto(scene: Scene): Move {
  const { labels } = scene;
  const ids = currentTurn(scene.dialogue).photos.flatMap(({ imageId }) => imageId ?? []);
  if (ids.length === 0) return { say: labels.photoUnreadable };
  const looked = resultsOf(scene, 'find_products_like_photo');
  if (looked.length === 0) {
    const seen = wordsFor(scene);
    return {
      call: [...new Set(ids)].map((id) => ({
        name: 'find_products_like_photo',
        args: { image_id: id, ...(seen && { seen }) },
      })),
    };
  }
  const priced = priceOfPhoto(scene, looked);
  if (priced && 'call' in priced) return priced;
  const answers = looked.map((result, index) => {
    const match = readResult(result, PhotoMatch);
    const answer = match ? sayMatch(scene, match) : labels.photoUnreadable;
    return looked.length > 1 ? `${labels.photoNumber(index + 1)} ${answer}` : answer;
  });
  return { say: [...answers, priced?.say].filter(Boolean).join('\n\n') };
}

/** "How much is this with TENTS20?", where the photo shows one product for certain. */
function priceOfPhoto(scene: Scene, looked: ToolResult[]): Move | undefined {
  const codes = findCouponQuestion(scene.utterance)?.codes ?? [];
  const [only, ...others] = looked;
  const match = only && others.length === 0 ? readResult(only, PhotoMatch) : undefined;
  const [product] = match?.outcome === 'verified' ? match.products : [];
  const quantity = (findCount(scene.utterance) ?? { quantity: 1 }).quantity;
  const [code, ...more] = codes;
  if (!product || code === undefined || quantity === undefined) return undefined;
  const priced = resultsOf(scene, 'calculate_discount').at(-1);
  const cart = priced && readResult(priced, PricedCart);
  if (priced) return { say: cart ? sayQuote(scene, codes, cart) : scene.labels.lookupFailed };
  const args = {
    coupon_code: code,
    ...(more.length > 0 && { coupon_codes: more }),
    items: [{ product_id: product.id, quantity }],
  };
  return { call: [{ name: 'calculate_discount', args }] };
}

/** This model sees no picture: what the shopper calls the thing is all that it knows of it in words. */
function wordsFor({ dialogue, utterance }: Scene): string | undefined {
  return says(utterance, WARES) ? readSearch(utterance, dialogue.currency).query : undefined;
}

function sayMatch(scene: Scene, match: PhotoMatch): string {
  const { labels } = scene;
  const { outcome, products, similar_by_words: similar, degraded } = match;
  const partly = degraded.length > 0 ? labels.photoPartly : undefined;
  const named = (some: SeenProduct[]) =>
    some.slice(0, NAMED).map((product) => productLine(scene, product));
  const [first, ...others] = products;
  if (outcome === 'none' || !first) {
    if (similar.length === 0) return lines(labels.photoNone, partly);
    return lines(labels.photoNoneButSimilar, ...named(similar), partly);
  }
  if (outcome === 'verified') {
    const said = labels.photoVerified(nameOf(first), verifiedDetails(scene, first));
    return lines(said, ...named(others).slice(0, NAMED - 1), partly);
  }
  const also = similar.length > 0 ? [labels.photoAlsoSimilar, ...named(similar)] : [];
  return lines(labels.photoCandidates, ...named(products), ...also, partly);
}

function verifiedDetails({ labels }: Scene, product: SeenProduct): string {
  return [priceOf(product, labels), product.availability.available ? undefined : labels.outOfStock]
    .filter(Boolean)
    .join(', ');
}
