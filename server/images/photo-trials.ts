import type { PhotoTrial, PictureCheck, PicturedProduct } from '../../shared/admin-photos.ts';
import type { Catalog } from '../shop/catalog.ts';
import type { Upload } from './accept-upload.ts';
import type { ImageDecoder } from './image-decoder.ts';
import { MAX_UPLOAD_BYTES } from './image-limits.ts';
import { type IncomingFiles, tooLarge } from './incoming-files.ts';
import type { PhotoMatch, PhotoMatcher } from './photo-matcher.ts';
import type { PictureSource } from './picture-source.ts';
import type { UploadQuota } from './upload-quota.ts';

export interface PhotoTrialDeps {
  incoming: IncomingFiles;
  decoder: Pick<ImageDecoder, 'reencode'>;
  /** Of the store's pictures: trials count as long as they run. */
  pictureQuota: UploadQuota;
  matcher: PhotoMatcher;
  /** The bytes of a picture of the catalog. */
  readPicture: PictureSource;
  catalog: Catalog;
}

const SHOWN = 10;
/** Each takes some tenths of a second. */
const PICTURES_CHECKED = 6;
/** So near to the product itself, in parts of its own score, another one cannot be told from it. */
const AS_GOOD_AS = 0.9;
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
  const match = await deps.matcher.match(jpeg, { storeId, limit: SHOWN, signal });
  const products = await named(deps.catalog, storeId, match);
  const items = match.items.flatMap(({ productId, score, because }) => {
    const product = products.get(productId);
    const { shape, colour, text, inliers } = because;
    return product ? [{ product, score, shape, colour, text, details: inliers }] : [];
  });
  return { outcome: match.outcome, items, degraded: match.degraded };
}

/** Compares each of the first of a product's pictures (`urls`, as the product names them) with all of the shop's, as if it were a shopper's photo. */
export async function checkPictures(
  deps: PhotoTrialDeps,
  { storeId, productId, urls }: { storeId: string; productId: string; urls: string[] },
  signal: AbortSignal,
): Promise<PictureCheck> {
  const pictures: PictureCheck['pictures'] = [];
  // One after the other: shoppers' photos wait in the same line.
  for (const url of urls.slice(0, PICTURES_CHECKED)) {
    const bytes = await deps.readPicture(url);
    const match = bytes && (await deps.matcher.match(bytes, { storeId, limit: SHOWN, signal }));
    pictures.push({ url, ...(await judged(deps, { storeId, productId }, match)) });
  }
  const isAlike = pictures.some(({ outcome }) => outcome === 'alike');
  return { pictures, wants_phone_photos: isAlike && urls.length < PICTURES_ENOUGH };
}

async function judged(
  { catalog }: PhotoTrialDeps,
  { storeId, productId }: { storeId: string; productId: string },
  match: PhotoMatch | undefined,
): Promise<Pick<PictureCheck['pictures'][number], 'outcome' | 'alike'>> {
  const own = match?.items.find((item) => item.productId === productId);
  if (!match || !own) return { outcome: 'unknown', alike: [] };
  const items = match.items.filter((item) => item !== own && item.score >= own.score * AS_GOOD_AS);
  const alike = [...(await named(catalog, storeId, { ...match, items })).values()];
  return { outcome: alike.length > 0 ? 'alike' : 'clear', alike };
}

/** By id, best first; what left the catalog a moment ago is not there. */
async function named(
  catalog: Catalog,
  storeId: string,
  { items }: PhotoMatch,
): Promise<Map<string, PicturedProduct>> {
  if (items.length === 0) return new Map();
  const ids = items.map(({ productId }) => productId);
  const products = await catalog.getMany(storeId, ids);
  return new Map(
    products.map(({ id, title, media }) => [
      id,
      { id, title, picture: media?.find(({ type }) => type === 'image')?.url ?? null },
    ]),
  );
}
