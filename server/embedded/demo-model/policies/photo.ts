import { currentTurn } from '../dialogue.ts';
import { nameOf } from '../known-products.ts';
import { priceOf, productLine } from '../product-lines.ts';
import { lines, type Move, resultsOf, type Scene } from '../scene.ts';
import { PhotoMatch, readResult } from '../tool-results.ts';

const NAMED = 3;

/** One look a photo, all at once. */
export function answerPhoto(scene: Scene): Move {
  const { labels } = scene;
  const ids = currentTurn(scene.dialogue).photos.flatMap(({ imageId }) => imageId ?? []);
  if (ids.length === 0) return { say: labels.photoUnreadable };
  const looked = resultsOf(scene, 'find_products_like_photo');
  if (looked.length === 0) {
    return {
      call: [...new Set(ids)].map((id) => ({
        name: 'find_products_like_photo',
        args: { image_id: id },
      })),
    };
  }
  const answers = looked.map((result, index) => {
    const match = readResult(result, PhotoMatch);
    const answer = match ? sayMatch(scene, match) : labels.photoUnreadable;
    return looked.length > 1 ? `${labels.photoNumber(index + 1)} ${answer}` : answer;
  });
  return { say: answers.join('\n\n') };
}

function sayMatch(scene: Scene, { outcome, products, degraded }: PhotoMatch): string {
  const { labels } = scene;
  const partly = degraded.length > 0 ? labels.photoPartly : undefined;
  const [first] = products;
  if (outcome === 'none' || !first) return lines(labels.photoNone, partly);
  if (outcome === 'verified') {
    const others = products.slice(1, NAMED).map((product) => productLine(scene, product));
    return lines(
      labels.photoVerified(nameOf(first), verifiedDetails(scene, first)),
      ...others,
      partly,
    );
  }
  return lines(
    labels.photoCandidates,
    ...products.slice(0, NAMED).map((product) => productLine(scene, product)),
    partly,
  );
}

function verifiedDetails({ labels }: Scene, product: Parameters<typeof priceOf>[0]): string {
  return [priceOf(product, labels), product.availability.available ? undefined : labels.outOfStock]
    .filter(Boolean)
    .join(', ');
}
