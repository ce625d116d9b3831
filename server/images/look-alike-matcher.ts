import { AppError } from '../errors.ts';
import type { ImageDecoder } from './image-decoder.ts';
import { type Examined, isSure, judgeSuspects } from './look-alike/judge-suspects.ts';
import { type PictureIndex, pictureIndex } from './look-alike/picture-index.ts';
import { decodeSummary } from './look-alike/signature.ts';
import type { MatchOptions, PhotoMatch, PhotoMatcher } from './photo-matcher.ts';
import type { PictureSignatures } from './picture-signatures.ts';

export interface MatcherDeps {
  signatures: PictureSignatures;
  decoder: ImageDecoder;
}

/** Pictures that are compared closely; about 4 ms each. */
const SUSPECTS = 24;

/**
 * Recognises photos of this shop's own pictures: screenshots, saved or forwarded pictures, cut-outs, photos of a screen
 * or a catalog. It cannot recognise the thing itself: a shopper's own tent on a lawn shares no corners with a studio
 * picture of that tent, and alike colours only make it a candidate. What looks like one of ours in almost every detail
 * (another flavour in the same box, a model that left the catalog) may be taken for it. Pictures that were not indexed
 * (on other hosts) are never found. When pictures cannot be compared now, the answer is `none` and `degraded` says so.
 */
export function lookAlikeMatcher(deps: MatcherDeps): PhotoMatcher {
  const indexOf = cachedIndexes(deps.signatures);

  return {
    async match(photo, options) {
      const index = await indexOf(options.storeId);
      if (index.size === 0) return NOTHING_TO_COMPARE;
      return matchPhoto(deps, index, { ...options, bytes: photo });
    },
  };
}

const NOTHING_TO_COMPARE: PhotoMatch = {
  outcome: 'none',
  items: [],
  degraded: ['catalog_pictures_not_indexed'],
};

interface Search extends MatchOptions {
  bytes: Buffer;
}

async function matchPhoto(
  deps: MatcherDeps,
  index: PictureIndex,
  search: Search,
): Promise<PhotoMatch> {
  try {
    const straight = await examine(deps, index, { ...search, mirrored: false });
    if (straight.some(isSure)) return { ...judgeSuspects(straight, search.limit), degraded: [] };
    const mirrored = await examine(deps, index, { ...search, mirrored: true });
    const seen = mirrored.some(isSure) ? mirrored : straight;
    return { ...judgeSuspects(seen, search.limit), degraded: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'shutting_down') throw error;
    return { outcome: 'none', items: [], degraded: ['pictures_not_compared'] };
  }
}

/** Compares the photo closely with the most promising pictures. Throws what the decoder throws. */
async function examine(
  { decoder, signatures }: MatcherDeps,
  index: PictureIndex,
  { bytes, storeId, mirrored, signal }: Search & { mirrored: boolean },
): Promise<Examined[]> {
  const photo = await decoder.describe(bytes, { mirrored, signal });
  const suspects = index.suspects(decodeSummary(photo.summary), SUSPECTS);
  const details = await signatures.details(
    storeId,
    suspects.map(({ picture }) => picture.id),
  );
  const kept = suspects.flatMap((suspect) => {
    const detail = details.get(suspect.picture.id);
    return detail ? [{ suspect, known: { detail, copy: suspect.copy } }] : [];
  });
  const evidence = await decoder.compare(
    photo.detail,
    kept.map(({ known }) => known),
    signal,
  );
  return kept.map(({ suspect }, at) => ({ ...suspect, evidence: evidence[at]! }));
}

/** One index a store, made anew when its signatures changed. */
function cachedIndexes(signatures: PictureSignatures): (storeId: string) => Promise<PictureIndex> {
  const cached = new Map<string, { version: string; index: Promise<PictureIndex> }>();

  async function read(storeId: string): Promise<PictureIndex> {
    const summaries = await signatures.summaries(storeId);
    return pictureIndex(
      summaries.map(({ id, productId, summary }) => ({
        id,
        productId,
        summary: decodeSummary(summary),
      })),
    );
  }

  return async (storeId) => {
    const version = await signatures.version(storeId);
    const known = cached.get(storeId);
    if (known?.version === version) return known.index;
    const index = read(storeId);
    cached.set(storeId, { version, index });
    index.catch(() => cached.delete(storeId));
    return index;
  };
}
