import { type Affine, findPose } from './find-pose.ts';
import { type Detail, THUMB } from './signature.ts';

/** How surely a photo shows a known picture. */
export interface Evidence {
  /** Places of the known picture that were found again in the photo, all in the same pose. */
  inliers: number;
  /** Whether the colours agree where the known picture lies: 1 is the same, 0 is unrelated. */
  agreement: number;
}

/** A picture that `assumeWhole` marks as a copy by its hash is compared as it is when too few corners say more. */
export function compareDetails(
  known: Detail,
  seen: Detail,
  { assumeWhole }: { assumeWhole: boolean },
): Evidence {
  const pose = findPose(known.corners, seen.corners);
  const found = pose
    ? { inliers: pose.inliers, agreement: colourAgreement(known, seen, pose.affine) }
    : { inliers: 0, agreement: 0 };
  if (!assumeWhole) return found;
  const whole: Affine = [seen.width / known.width, 0, 0, 0, seen.height / known.height, 0];
  const agreement = colourAgreement(known, seen, whole);
  return agreement > found.agreement ? { ...found, agreement } : found;
}

/** Too little of the known picture is in the photo to judge by. */
const MIN_SHARE = 0.25;

/**
 * Correlation of the colours of both pictures over the places that the pose maps onto each other. Each channel counts
 * against its own mean, so that a cast or other light costs little, but red instead of blue costs much.
 */
function colourAgreement(known: Detail, seen: Detail, [a, b, c, d, e, f]: Affine): number {
  const pairs: [from: number, to: number][] = [];
  for (let row = 0; row < THUMB; row += 1) {
    for (let column = 0; column < THUMB; column += 1) {
      const x = ((column + 0.5) / THUMB) * known.width;
      const y = ((row + 0.5) / THUMB) * known.height;
      const toColumn = Math.floor(((a * x + b * y + c) / seen.width) * THUMB);
      const toRow = Math.floor(((d * x + e * y + f) / seen.height) * THUMB);
      if (toColumn < 0 || toColumn >= THUMB || toRow < 0 || toRow >= THUMB) continue;
      pairs.push([(row * THUMB + column) * 3, (toRow * THUMB + toColumn) * 3]);
    }
  }
  if (pairs.length < MIN_SHARE * THUMB * THUMB) return 0;
  let [together, ofKnown, ofSeen] = [0, 0, 0];
  for (const channel of [0, 1, 2]) {
    const knownMean = mean(pairs, ([from]) => known.thumb[from + channel]!);
    const seenMean = mean(pairs, ([, to]) => seen.thumb[to + channel]!);
    for (const [from, to] of pairs) {
      const one = known.thumb[from + channel]! - knownMean;
      const other = seen.thumb[to + channel]! - seenMean;
      together += one * other;
      ofKnown += one * one;
      ofSeen += other * other;
    }
  }
  return ofKnown === 0 || ofSeen === 0 ? 0 : Math.max(0, together / Math.sqrt(ofKnown * ofSeen));
}

function mean(
  pairs: [from: number, to: number][],
  value: (pair: [from: number, to: number]) => number,
): number {
  return pairs.reduce((sum, pair) => sum + value(pair), 0) / pairs.length;
}
