import type {
  CheckedPicture,
  PhotoTrial,
  PictureCheck,
  PicturedProduct,
} from '../../../shared/admin-photos.ts';
import { AppError } from '../../errors.ts';
import type { Catalog } from '../../shop/catalog.ts';
import type { ImageDecoder } from '../decoder/image-decoder.ts';
import type { Upload } from '../intake/accept-upload.ts';
import { MAX_UPLOAD_BYTES } from '../intake/image-limits.ts';
import { type IncomingFiles, tooLarge } from '../intake/incoming-files.ts';
import type { UploadQuota } from '../intake/upload-quota.ts';
import { SearchFailure } from '../recognition/picture-search.ts';
import type { LookAlikePictures } from './look-alike-pictures.ts';
import type { PhotoRanker } from './photo-matcher.ts';

export interface PhotoTrialDeps {
  incoming: IncomingFiles;
  decoder: Pick<ImageDecoder, 'reencode'>;
  /** Of the store's pictures: trials count as long as they run. */
  pictureQuota: UploadQuota;
  matcher: PhotoRanker & LookAlikePictures;
  catalog: Catalog;
}

const RANKED = 10;
/** Twice the same picture, saved in different ways, is at least that alike. */
const SAME = 0.97;
/** So many products are named for a picture. */
const NAMED = 5;
/** With more pictures than that, further ones help little. */
const PICTURES_ENOUGH = 3;

/**
 * What a shopper's photo would come to. Nothing of it is kept. Throws what taking a photo in throws; see
 * `acceptUpload`.
 */
export async function tryPhoto(
  deps: PhotoTrialDeps,
  storeId: string,
  upload: Required<Pick<Upload, 'signal'>> & Upload,
): Promise<PhotoTrial> {
  if ((upload.contentLength ?? 0) > MAX_UPLOAD_BYTES) throw tooLarge();
  using _ = await deps.pictureQuota.enter({ storeId, visitorId: storeId });
  await using file = await deps.incoming.receive(upload.body, upload.signal);
  const { jpeg } = await deps.decoder.reencode(file.path, upload.signal);
  const { signal } = upload;
  const options = { storeId, limit: RANKED, signal, learns: false };
  const ranking = await deps.matcher.rank(jpeg, options);
  const { outcome, items, ranked, degraded } = ranking;
  const shown = new Set(items.map(({ productId }) => productId));
  const all = [...items, ...ranked.filter(({ productId }) => !shown.has(productId))];
  const products = await named(deps.catalog, storeId, all);
  const told = all.flatMap(({ productId, score, because }) => {
    const product = products.get(productId);
    const { shape, colour, text, inliers: details } = because;
    const isShown = shown.has(productId);
    return product ? [{ product, score, shape, colour, text, details, shown: isShown }] : [];
  });
  return { outcome, items: told.slice(0, RANKED), degraded };
}

/**
 * Which of a product's pictures (`urls`, as the product names them) look like pictures of others. Throws AppError
 * `overloaded` when pictures cannot be compared now.
 */
export async function checkPictures(
  deps: PhotoTrialDeps,
  { storeId, productId, urls }: { storeId: string; productId: string; urls: string[] },
): Promise<PictureCheck> {
  const found = await deps.matcher.lookAlikePictures(storeId, productId).catch((cause) => {
    if (!(cause instanceof SearchFailure)) throw cause;
    throw new AppError('overloaded', 'Pictures cannot be compared now. Try again shortly.', {
      retryAfter: SECONDS_TO_TRY_AGAIN,
      cause,
    });
  });
  const products = await named(deps.catalog, storeId, found.alike);
  const compared = new Set(found.compared);
  const pictures = urls.map((url): CheckedPicture => {
    if (!isOurs(url)) return { url, outcome: 'unknown', alike: [] };
    if (!compared.has(url)) return { url, outcome: 'pending', alike: [] };
    const like = found.alike.filter((one) => one.like === url && products.has(one.productId));
    const ids = [...new Set(like.map((one) => one.productId))].slice(0, NAMED);
    const alike = ids.map((id) => products.get(id)!);
    const isSame = like.some(({ likeness }) => likeness >= SAME);
    return { url, outcome: isSame ? 'same' : like.length > 0 ? 'near' : 'clear', alike };
  });
  const isHard = pictures.some(({ outcome }) => outcome === 'same' || outcome === 'near');
  return { pictures, wants_phone_photos: isHard && urls.length < PICTURES_ENOUGH };
}

const SECONDS_TO_TRY_AGAIN = 5;

/** Nothing is fetched from elsewhere. */
function isOurs(url: string): boolean {
  return url.startsWith('/');
}

/** By id, in the order given; what left the catalog a moment ago is not there. */
async function named(
  catalog: Catalog,
  storeId: string,
  of: { productId: string }[],
): Promise<Map<string, PicturedProduct>> {
  if (of.length === 0) return new Map();
  const ids = [...new Set(of.map(({ productId }) => productId))];
  const products = await catalog.getMany(storeId, ids);
  return new Map(
    products.map(({ id, title, media }) => [
      id,
      { id, title, picture: media?.find(({ type }) => type === 'image')?.url ?? null },
    ]),
  );
}
