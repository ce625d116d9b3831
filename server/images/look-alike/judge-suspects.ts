import type { PhotoMatch } from '../matching/photo-matcher.ts';
import { type Examined, type Judgement, matched } from '../recognition/judge-photo.ts';

/**
 * Calibrated on a sample of what `bench/photos.ts` runs over. 220 edits of the demo's pictures, many of them siblings:
 * 97 % verified, none wrongly, the right product among the answers in 99 %. 346 photos of other things (groceries,
 * another shop's pictures): none verified, none a candidate, none with more than 8 corners in one pose. With its own
 * product taken out of the catalog, a demo picture was still verified as a sibling drawn alike in 4 cases of 10, a
 * picture of two real shops in 1 of 10.
 */
const SURE_INLIERS = 10;
const SURE_AGREEMENT = 0.75;
/** Below it the shopper is asked, also when there is only one to choose: it may be a sibling that we do not sell. */
const VERIFIED_AGREEMENT = 0.8;
/** In units of `certainty`. The right picture was never behind a sibling; the nearest were 0.17 apart. */
const SIBLING_MARGIN = 0.35;
/** Alike in colours and edges only: worth a question, never an answer. */
const CANDIDATE_LIKENESS = 0.8;

/** Sorts what was found into the three outcomes; one item a product, best first. */
export function judgeSuspects(examined: Examined[], limit: number): Judgement {
  const sure = bestOfEachProduct(examined.filter(isSure), certainty);
  const [best] = sure;
  if (best) {
    const near = sure.filter((other) => certainty(best) - certainty(other) < SIBLING_MARGIN);
    const ranked = itemsOf(sure, ({ evidence }) => evidence.agreement);
    const verified = near.length === 1 && best.evidence.agreement >= VERIFIED_AGREEMENT;
    const outcome = verified ? 'verified' : 'candidates';
    return { outcome, items: ranked.slice(0, Math.min(limit, near.length)), ranked, ours: 1 };
  }
  const likeness = (suspect: Examined) => suspect.likeness;
  const ranked = itemsOf(bestOfEachProduct(examined, likeness), likeness);
  const ours = ranked[0]?.score ?? 0;
  const items = ranked.filter(({ score }) => score >= CANDIDATE_LIKENESS).slice(0, limit);
  return { outcome: items.length > 0 ? 'candidates' : 'none', items, ranked, ours };
}

/** It shows this very picture, or one drawn alike. */
export function isSure({ evidence, copy }: Examined): boolean {
  return (copy || evidence.inliers >= SURE_INLIERS) && evidence.agreement >= SURE_AGREEMENT;
}

/** Tells siblings apart: what colours disagree on counts most, then how many corners are there. */
function certainty({ evidence }: Examined): number {
  const disagreement = 1 - evidence.agreement + 0.01;
  return Math.log(Math.max(SURE_INLIERS, evidence.inliers)) / 2 - Math.log(disagreement);
}

function bestOfEachProduct(examined: Examined[], rank: (one: Examined) => number): Examined[] {
  const best = new Map<string, Examined>();
  for (const one of examined.toSorted((a, b) => rank(b) - rank(a))) {
    if (!best.has(one.productId)) best.set(one.productId, one);
  }
  return [...best.values()];
}

function itemsOf(examined: Examined[], score: (one: Examined) => number): PhotoMatch['items'] {
  return examined.map((one) => matched(one, score(one)));
}
