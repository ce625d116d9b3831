import type { ImageDecoder } from '../decoder/image-decoder.ts';
import { isSure, judgeSuspects } from '../look-alike/judge-suspects.ts';
import { SPACE as LOOK_SPACE } from '../look-alike/signature.ts';
import { type Examined, type Findings, judgePhoto } from '../recognition/judge-photo.ts';
import type { PictureSearch } from '../recognition/picture-search.ts';
import type { PictureTrait } from '../recognition/picture-traits.ts';
import { passOn, type SeenPhoto, seePhoto } from '../recognition/see-photo.ts';
import { FEWEST_PRODUCTS, type Suspicion } from '../recognition/store-index.ts';
import { type OpenIndex, storeIndexes } from '../recognition/store-indexes.ts';
import type { LookAlikePictures } from './look-alike-pictures.ts';
import type { PhotoMatcher, PhotoRanker, PhotoRanking, RankOptions } from './photo-matcher.ts';
import type { PhotoMeans } from './photo-means.ts';
import { type PictureSignatures, pictureKey } from './picture-signatures.ts';

export interface MatcherDeps {
  signatures: PictureSignatures;
  means: PhotoMeans;
  decoder: Pick<ImageDecoder, 'describe' | 'compare'>;
  search: PictureSearch;
  traits: PictureTrait[];
  /** For one way of looking and for all, in milliseconds; a photo takes some 400, the first one 2,000 more. */
  signalLimitMs?: number;
  totalLimitMs?: number;
}

/** Pictures that are compared closely; about 10 ms each. */
const SUSPECTS = 12;
const SIGNAL_LIMIT_MS = 6_000;
const TOTAL_LIMIT_MS = 12_000;
/** A mirrored picture of ours still has its shape. */
const MIRRORED_SHAPE = 0.5;
const NEIGHBOURS = 50;

/**
 * Recognises this shop's products: by copies of its pictures (screenshots, saved or forwarded pictures, photos of a
 * screen or a catalog), and by the thing itself: its shape, its colours, the text printed on it, and places of its
 * picture found again. What cannot be seen now is named in `degraded`, and the rest answers. Pictures that were not
 * indexed (on other hosts) are never found. A sibling that looks the same but is not sold is taken for ours.
 */
export function lookAlikeMatcher(
  deps: MatcherDeps,
): PhotoMatcher & PhotoRanker & LookAlikePictures {
  const indexes = storeIndexes(deps);
  const { signalLimitMs = SIGNAL_LIMIT_MS, totalLimitMs = TOTAL_LIMIT_MS } = deps;

  async function rank(photo: Buffer, options: RankOptions): Promise<PhotoRanking> {
    try {
      const index = await indexes.open(options.storeId);
      if (index.pictures === 0) return nothing('catalog_pictures_not_indexed');
      const deadline = AbortSignal.timeout(totalLimitMs);
      const { traits } = index;
      const how = { ...options, traits, deadline };
      const seen = await seePhoto({ ...deps, signalLimitMs }, photo, how);
      if (index.partial && seen.degraded.length === 0)
        seen.degraded.push('catalog_pictures_partly_indexed');
      return await judge(deps, { photo, index, seen }, { ...options, deadline });
    } catch (error) {
      passOn(error, options.signal);
      return nothing('pictures_not_compared');
    }
  }

  return {
    rank,
    async match(photo, options) {
      const { outcome, items, degraded } = await rank(photo, { ...options, learns: true });
      return { outcome, items, degraded };
    },
    async lookAlikePictures(storeId, productId) {
      const index = await indexes.open(storeId);
      if (index.pictures === 0) return { compared: [], alike: [] };
      return await index.neighbours(productId, NEIGHBOURS);
    },
  };
}

function nothing(degraded: string): PhotoRanking {
  return { outcome: 'none', items: [], ranked: [], ours: 0, degraded: [degraded] };
}

interface Timed extends RankOptions {
  deadline: AbortSignal;
}

interface Look {
  photo: Buffer;
  index: OpenIndex;
  seen: SeenPhoto;
}

async function judge(
  deps: MatcherDeps,
  { photo, index, seen }: Look,
  options: Timed,
): Promise<PhotoRanking> {
  const { signs, degraded } = seen;
  if (!signs.look && !signs.shape && !signs.colour && !signs.text)
    return nothing('pictures_not_compared');
  const suspicion = await index.search(signs, SUSPECTS);
  const examine = (detail: Buffer | undefined) =>
    examineSuspects(deps, suspicion, { ...options, detail, degraded });
  const examined = await examine(seen.detail);
  if (examined.some(isSure)) return { ...judgeSuspects(examined, options.limit), degraded };
  if (seen.detail && (!signs.shape || suspicion.shapeBest >= MIRRORED_SHAPE)) {
    const mirrored = await examineMirrored(deps, photo, { options, degraded, examine });
    if (mirrored.some(isSure)) return { ...judgeSuspects(mirrored, options.limit), degraded };
  }
  const usual = whatIsUsual(seen, suspicion);
  const judged = judgePhoto({ ...suspicion, examined, usual }, options.limit);
  if (judged.outcome === 'none' && !usual)
    return { ...judgeSuspects(examined, options.limit), degraded };
  const { learns, storeId } = options;
  if (learns && judged.outcome !== 'none') await learn(deps, index, { ...seen, storeId });
  return { ...judged, degraded };
}

function whatIsUsual({ signs, warm }: SeenPhoto, { products }: Suspicion): Findings['usual'] {
  if (!signs.shape || products < FEWEST_PRODUCTS) return undefined;
  return warm ? 'photos' : 'pictures';
}

/** Photos of something of ours make the store's mean; a copy of a picture is no photo, and strangers would spoil it. */
async function learn(
  { means }: MatcherDeps,
  { traits }: OpenIndex,
  { storeId, signs }: SeenPhoto & { storeId: string },
): Promise<void> {
  for (const kind of ['shape', 'colour'] as const) {
    const seen = signs[kind];
    const trait = traits.get(kind);
    if (seen && trait) await means.add(storeId, trait.space, seen.vector);
  }
}

interface Close extends Timed {
  detail: Buffer | undefined;
  degraded: string[];
}

const NO_EVIDENCE = { inliers: 0, agreement: 0 };

async function examineSuspects(
  { decoder, signatures }: MatcherDeps,
  { suspects }: Suspicion,
  { storeId, detail, degraded, signal, deadline }: Close,
): Promise<Examined[]> {
  const unseen = suspects.map((suspect) => ({ ...suspect, evidence: NO_EVIDENCE }));
  if (!detail) return unseen;
  try {
    const details = await signatures.details(storeId, LOOK_SPACE, suspects);
    const kept = suspects.flatMap((suspect) => {
      const known = details.get(pictureKey(suspect));
      return known ? [{ suspect, known: { detail: known, copy: suspect.copy } }] : [];
    });
    const known = kept.map((one) => one.known);
    const evidence = await decoder.compare(detail, known, AbortSignal.any([signal, deadline]));
    const found = new Map(kept.map(({ suspect }, at) => [suspect, evidence[at]!]));
    return suspects.map((one) => ({ ...one, evidence: found.get(one) ?? NO_EVIDENCE }));
  } catch (error) {
    passOn(error, signal);
    degraded.push('details_not_compared');
    return unseen;
  }
}

async function examineMirrored(
  { decoder }: MatcherDeps,
  photo: Buffer,
  {
    options: { signal, deadline },
    degraded,
    examine,
  }: {
    options: Timed;
    degraded: string[];
    examine(detail: Buffer): Promise<Examined[]>;
  },
): Promise<Examined[]> {
  try {
    const limited = AbortSignal.any([signal, deadline]);
    const how = { kind: 'photo', mirrored: true, signal: limited } as const;
    const { detail } = await decoder.describe(photo, how);
    return await examine(detail);
  } catch (error) {
    passOn(error, signal);
    degraded.push('details_not_compared');
    return [];
  }
}
