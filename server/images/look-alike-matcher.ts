import { AppError } from '../errors.ts';
import type { DescribedPicture } from './decoder-messages.ts';
import type { ImageDecoder } from './image-decoder.ts';
import type { Images } from './images.ts';
import { type Examined, judgeSuspects } from './look-alike/judge-suspects.ts';
import { type PictureIndex, pictureIndex } from './look-alike/picture-index.ts';
import { decodeSummary } from './look-alike/signature.ts';
import type { MatchOptions, PhotoMatch, PhotoMatcher } from './photo-matcher.ts';
import type { PictureSignatures } from './picture-signatures.ts';

export interface MatcherDeps {
  images: Images;
  signatures: PictureSignatures;
  decoder: ImageDecoder;
}

/** Pictures that are compared closely; about 4 ms each. */
const SUSPECTS = 24;

/**
 * Recognises photos of this shop's own pictures: screenshots, saved or forwarded pictures, cut-outs, photos of a screen
 * or a catalog. It cannot recognise the thing itself: a shopper's own tent on a lawn shares no corners with a studio
 * picture of that tent, and alike colours only make it a candidate. Mirrored pictures are at most candidates. Pictures
 * that were not indexed (on other hosts) are never found.
 */
export function lookAlikeMatcher(deps: MatcherDeps): PhotoMatcher {
  const indexOf = cachedIndexes(deps.signatures);

  return {
    async match(owner, imageId, options) {
      const bytes = await deps.images.read(owner, imageId);
      if (!bytes) return undefined;
      const index = await indexOf(owner.storeId);
      if (index.size === 0)
        return { outcome: 'none', items: [], degraded: ['no_indexed_pictures'] };
      return matchPhoto(deps, index, { ...options, storeId: owner.storeId, bytes });
    },
  };
}

interface Search extends MatchOptions {
  storeId: string;
  bytes: Buffer;
}

async function matchPhoto(
  { decoder, signatures }: MatcherDeps,
  index: PictureIndex,
  search: Search,
): Promise<PhotoMatch> {
  const photo = await describePhoto(decoder, search);
  if (!photo) return { outcome: 'none', items: [], degraded: ['photo_not_read'] };
  const suspects = index.suspects(decodeSummary(photo.summary), SUSPECTS);
  const details = await signatures.details(
    search.storeId,
    suspects.map(({ picture }) => picture.id),
  );
  const kept = suspects.flatMap((suspect) => {
    const detail = details.get(suspect.picture.id);
    return detail ? [{ suspect, detail }] : [];
  });
  const known = kept.map(({ suspect, detail }) => ({ detail, copy: suspect.copy }));
  const evidence = await decoder.compare(photo.detail, known, search.signal);
  const examined = kept.map(
    ({ suspect }, at): Examined => ({ ...suspect, evidence: evidence[at]! }),
  );
  return { ...judgeSuspects(examined, search.limit), degraded: [] };
}

/** A photo that we re-encoded ourselves can be read; when the decoder is busy or ill, the answer says so. */
async function describePhoto(
  decoder: ImageDecoder,
  { bytes, signal }: Search,
): Promise<DescribedPicture | undefined> {
  try {
    return await decoder.describe(bytes, signal);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'shutting_down') return undefined;
    throw error;
  }
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
