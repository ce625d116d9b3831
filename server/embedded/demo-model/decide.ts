import type { Dialogue } from './dialogue.ts';
import { type Intent, understand } from './intent.ts';
import { knownProducts } from './known-products.ts';
import { answerComparison } from './policies/comparison.ts';
import { answerCoupon } from './policies/coupon.ts';
import { answerPhoto } from './policies/photo.ts';
import { answerProduct } from './policies/product.ts';
import { answerSearch } from './policies/search.ts';
import { answerSmallTalk } from './policies/small-talk.ts';
import { type Move, type Scene, sceneOf } from './scene.ts';

/** More lookups than any question needs: something goes in circles. */
const MOST_RESULTS = 10;

/** What to do next. The same dialogue always gets the same answer. */
export function decide(dialogue: Dialogue): Move {
  const known = knownProducts(dialogue);
  const scene = sceneOf(dialogue, known);
  const move = moveFor(scene, understand(dialogue, known));
  if ('say' in move) return move;
  if (scene.results.length > MOST_RESULTS) return { say: scene.labels.lookupFailed };
  const offered = move.call.filter(({ name }) => dialogue.tools.has(name));
  return offered.length === move.call.length ? move : { say: scene.labels.cannotLookUp };
}

function moveFor(scene: Scene, intent: Intent): Move {
  switch (intent.kind) {
    case 'photo':
      return answerPhoto(scene);
    case 'coupon':
      return answerCoupon(scene, intent.question);
    case 'comparison':
      return answerComparison(scene, intent.question);
    case 'product':
      return answerProduct(scene, intent.question);
    case 'search':
      return answerSearch(scene, intent.search);
    default:
      return answerSmallTalk(scene, intent.kind);
  }
}
