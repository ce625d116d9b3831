import type { PhotoMatch } from '../photo-matcher.ts';
import type { Evidence } from './compare-details.ts';
import type { Suspect } from './picture-index.ts';

export interface Examined extends Suspect {
  evidence: Evidence;
}

/** So many corners in one pose: no photo of something else had more than 8 in the calibration (`npm run bench -- photos`). */
const SURE_INLIERS = 12;
const SURE_AGREEMENT = 0.75;
/** Another product so near is a sibling (another colour, another size) and the shopper must choose. */
const SIBLING_MARGIN = 0.04;
/** Alike in colours and edges only: worth a question, never an answer. */
const CANDIDATE_LIKENESS = 0.8;

/** Sorts what was found into the three outcomes; one item a product, best first. */
export function judgeSuspects(examined: Examined[], limit: number): Omit<PhotoMatch, 'degraded'> {
  const sure = bestPerProduct(examined.filter(isSure), certainty);
  const [best, second] = sure;
  if (best) {
    const alone = !second || best.score - second.score > SIBLING_MARGIN;
    if (alone) return { outcome: 'verified', items: [best] };
    const siblings = sure.filter(({ score }) => best.score - score <= 2 * SIBLING_MARGIN);
    return { outcome: 'candidates', items: siblings.slice(0, limit) };
  }
  const alike = bestPerProduct(
    examined.filter(({ likeness }) => likeness >= CANDIDATE_LIKENESS),
    ({ likeness }) => likeness,
  );
  if (alike.length === 0) return { outcome: 'none', items: [] };
  return { outcome: 'candidates', items: alike.slice(0, limit) };
}

/** It shows this very picture, or one drawn alike. */
export function isSure({ evidence, copy }: Examined): boolean {
  return (copy || evidence.inliers >= SURE_INLIERS) && evidence.agreement >= SURE_AGREEMENT;
}

function certainty({ evidence }: Examined): number {
  return evidence.agreement;
}

function bestPerProduct(examined: Examined[], scoreOf: (suspect: Examined) => number) {
  const scores = new Map<string, number>();
  for (const suspect of examined) {
    const { productId } = suspect.picture;
    scores.set(productId, Math.max(scores.get(productId) ?? 0, Math.min(1, scoreOf(suspect))));
  }
  return [...scores]
    .map(([productId, score]) => ({ productId, score }))
    .sort((one, other) => other.score - one.score);
}
