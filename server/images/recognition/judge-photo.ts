import type { Evidence } from '../look-alike/compare-details.ts';
import type { MatchedProduct, PhotoRanking } from '../matching/photo-matcher.ts';
import type { Suspect, Suspicion } from './store-index.ts';

export interface Examined extends Suspect {
  evidence: Evidence;
}

/** What a photo is judged by when it is no copy of a catalog's picture. */
export interface Findings extends Omit<Suspicion, 'suspects'> {
  examined: Examined[];
  /** Absent when shapes could not be compared or there are too few to say what is usual: then likeness alone is no reason. */
  usual?: 'photos' | 'pictures';
}

/**
 * Everything below was chosen on 162 photos of 81 groceries, 62 of them cartons; photos of things not sold were the same
 * photos with their whole group taken out of the catalog, and 101 pictures of an outdoor shop.
 */
const INLIER_WEIGHT = 0.03;
const INLIERS_FROM = 4;
const MOST_INLIERS = 30;
/** Text or places agree. 0 of 101 other photos reach either; with the margin 41 of 42 such answers were right. */
const VERIFIED_INLIERS = 15;
const VERIFIED_TEXT = 1.5;
const VERIFIED_MARGIN = 0.1;
/** Least likely to be ours for which candidates are shown: keeps 9 of 10 photos of ours and 1 of 3 of other things. */
const WORTH_ASKING = 0.3;
/** How far scores spread over the candidates: the likeliest value. */
const SPREAD = 0.2;
const FEWEST_SHOWN = 3;
/** Candidates after the third are shown only when they may well be it. */
const WORTH_SHOWING = 0.04;

export type Judgement = Omit<PhotoRanking, 'degraded'>;

/**
 * Sorts the suspects into the three outcomes. A score is how likely the photo shows this very product: how likely it
 * shows anything of ours, shared among the candidates. Of photos scored 0.5 about half showed it; where a sibling is not
 * sold the scores are too high, as nothing on a photo tells that.
 */
export function judgePhoto(findings: Findings, limit: number): Judgement {
  const order = bestOfEachProduct(findings.examined);
  const [best, second] = order;
  if (!best) return { outcome: 'none', items: [], ranked: [], ours: 0 };
  const agreed = agrees(best);
  const ours = agreed ? 1 : oddsOfOurs(findings, order);
  const ranked = scored(order, ours);
  if (ours < WORTH_ASKING) return { outcome: 'none', items: [], ranked, ours };
  if (agreed && (!second || weight(best) - weight(second) >= VERIFIED_MARGIN))
    return { outcome: 'verified', items: ranked.slice(0, 1), ranked, ours };
  const shown = ranked.filter(({ score }, at) => at < FEWEST_SHOWN || score >= WORTH_SHOWING);
  return { outcome: 'candidates', items: shown.slice(0, limit), ranked, ours };
}

/** Text on the thing or places of its picture speak for it. */
function agrees({ text, evidence }: Examined): boolean {
  return text.score >= VERIFIED_TEXT || evidence.inliers >= VERIFIED_INLIERS;
}

function weight({ alike, evidence }: Examined): number {
  const inliers = Math.min(MOST_INLIERS, Math.max(0, evidence.inliers - INLIERS_FROM));
  return alike + INLIER_WEIGHT * inliers;
}

/** Logistic regression, for shapes compared with the mean of the store's photos and with that of its pictures. */
const WARM = { constant: -6.13, shapeTop: 20.8, text: 1.5, margin: 3.6 };
const COLD = { constant: -5.45, shapeTop: 18.8, text: 1.6, margin: 3.7 };

/** From 0 to 1. */
function oddsOfOurs({ shapeTop, usual }: Findings, ranked: Examined[]): number {
  if (!usual) return 0;
  const learnt = usual === 'photos' ? WARM : COLD;
  const [best, second] = ranked;
  const margin = best && second ? weight(best) - weight(second) : 0;
  const text = Math.log1p(Math.max(0, ...ranked.map((one) => one.text.score)));
  const sum =
    learnt.constant + learnt.shapeTop * shapeTop + learnt.text * text + learnt.margin * margin;
  return 1 / (1 + Math.exp(-sum));
}

function bestOfEachProduct(examined: Examined[]): Examined[] {
  const best = new Map<string, Examined>();
  for (const one of examined.toSorted((a, b) => weight(b) - weight(a))) {
    if (!best.has(one.productId)) best.set(one.productId, one);
  }
  return [...best.values()];
}

/** The odds are shared by how much more speaks for one than for another (softmax). */
function scored(ranked: Examined[], ours: number): MatchedProduct[] {
  const most = Math.max(...ranked.map(weight));
  const shares = ranked.map((one) => Math.exp((weight(one) - most) / SPREAD));
  const sum = shares.reduce((total, share) => total + share, 0);
  return ranked.map((one, at) => matched(one, (ours * shares[at]!) / sum));
}

/** One suspect as it is told to others; `score` is brought between 0 and 1. */
export function matched(one: Examined, score: number): MatchedProduct {
  const between = (value: number) => Math.min(1, Math.max(0, value));
  return {
    productId: one.productId,
    score: between(score),
    because: {
      shape: between(one.shape),
      colour: between(one.colour),
      text: one.text.words,
      inliers: one.evidence.inliers,
    },
  };
}
