import path from 'node:path';
import { diskImageFiles } from '../images/disk-image-files.ts';
import { forkedImageDecoder } from '../images/image-decoder.ts';
import { incomingFiles } from '../images/incoming-files.ts';
import { keepPicturesIndexed } from '../images/keep-pictures-indexed.ts';
import { SPACE } from '../images/look-alike/signature.ts';
import { lookAlikeMatcher } from '../images/look-alike-matcher.ts';
import { folderPictures } from '../images/picture-source.ts';
import { uploadQuota } from '../images/upload-quota.ts';
import type { Drizzle } from '../postgres/database.ts';
import { postgresImages } from '../postgres/images.ts';
import { postgresPictureSignatures } from '../postgres/picture-signatures.ts';
import { systemClock as clock } from '../shop/clock.ts';
import type { Stores } from '../shop/store.ts';
import type { Surroundings } from './surroundings.ts';

const DEMO_MEDIA = path.resolve(import.meta.dirname, '../../demo/media');

export type Photos = Awaited<ReturnType<typeof openPhotos>>;

/** Photos that shoppers send, and the catalog's pictures to compare them with. */
export async function openPhotos(db: Drizzle, { config, cleanup }: Surroundings) {
  const incoming = incomingFiles(config.dataDir);
  await incoming.sweep();
  const files = diskImageFiles(config.dataDir);
  const images = postgresImages(db, files);
  const signatures = postgresPictureSignatures(db, { space: SPACE });
  const decoder = forkedImageDecoder();
  cleanup.defer(() => decoder.stop());
  return {
    images,
    files,
    incoming,
    decoder,
    clock,
    signatures,
    quota: uploadQuota(images, { clock, limits: config.limits.uploads }),
    matcher: lookAlikeMatcher({ images, signatures, decoder }),
  };
}

/** As the catalog changes. */
export function indexPictures(
  photos: Photos,
  { stores, logError, cleanup }: Surroundings & { stores: Stores },
): void {
  cleanup.defer(
    keepPicturesIndexed({
      ...photos,
      stores,
      source: folderPictures(DEMO_MEDIA, '/demo/media/'),
      onError: (error) => logError(error, 'index the pictures of the catalog'),
    }),
  );
}
