import { newId } from '../../shop/new-id.ts';
import type { CatalogPicture, CatalogPictures } from '../matching/catalog-pictures.ts';
import type { Upload, UploadDeps } from './accept-upload.ts';
import { MAX_UPLOAD_BYTES } from './image-limits.ts';
import { tooLarge } from './incoming-files.ts';
import type { UploadLimits } from './upload-quota.ts';

export interface PictureDeps extends Omit<UploadDeps, 'images' | 'moderate'> {
  pictures: CatalogPictures;
}

/** A merchant's: whole catalogs are photographed in a day, but not from one who got hold of a key. */
export const PICTURE_LIMITS: UploadLimits = {
  visitor: { photosADay: 5_000 },
  store: {},
  visitorAtOnce: 8,
  inAll: 32,
};

/**
 * Takes a picture for the catalog in, as `acceptUpload` does a shopper's photo, and throws as that does. It is made
 * anew, so that what is served has neither metadata nor anything hidden in it.
 */
export async function acceptPicture(
  { pictures, incoming, decoder, quota, clock }: PictureDeps,
  storeId: string,
  upload: Upload,
): Promise<CatalogPicture> {
  if ((upload.contentLength ?? 0) > MAX_UPLOAD_BYTES) throw tooLarge();
  // A store's uploads are counted together, whoever makes them.
  using _ = await quota.enter({ storeId, visitorId: storeId });
  await using file = await incoming.receive(upload.body, upload.signal);
  const { webp, width, height } = await decoder.reencodePicture(file.path, upload.signal);
  upload.signal?.throwIfAborted();
  const createdAt = clock.now();
  const picture = { id: newId(), storeId, width, height, bytes: webp.length, createdAt };
  await pictures.add(picture, webp);
  return picture;
}
