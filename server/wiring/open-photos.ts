import path from 'node:path';
import type { Metrics } from '../http/metrics.ts';
import { forkedImageDecoder } from '../images/decoder/image-decoder.ts';
import { PICTURE_LIMITS } from '../images/intake/accept-picture.ts';
import { incomingFiles } from '../images/intake/incoming-files.ts';
import { uploadQuota } from '../images/intake/upload-quota.ts';
import { catalogPictureId, uploadedPictures } from '../images/matching/catalog-picture-url.ts';
import { keepPicturesIndexed } from '../images/matching/keep-pictures-indexed.ts';
import { lookAlikeMatcher } from '../images/matching/look-alike-matcher.ts';
import { folderPictures } from '../images/matching/picture-source.ts';
import { threadedPictureSearch } from '../images/recognition/picture-search.ts';
import { pictureTraits } from '../images/recognition/picture-traits.ts';
import { forkedRecogniser } from '../images/recognition/recogniser.ts';
import type { OnDiskFailure } from '../images/storage/disk-failure.ts';
import type { ImageOwner } from '../images/storage/images.ts';
import type { Drizzle } from '../postgres/connection/database.ts';
import { postgresCatalogPictures } from '../postgres/images/catalog-pictures.ts';
import { postgresImages } from '../postgres/images/images.ts';
import { postgresPhotoMeans } from '../postgres/images/photo-means.ts';
import { postgresPictureSignatures } from '../postgres/images/picture-signatures.ts';
import { systemClock as clock } from '../shop/clock.ts';
import type { Stores } from '../shop/store.ts';
import { openImageFiles } from './open-image-files.ts';
import { openModeration } from './open-moderation.ts';
import type { Surroundings } from './surroundings.ts';

const DEMO_MEDIA = path.resolve(import.meta.dirname, '../../demo/media');

export type Photos = Awaited<ReturnType<typeof openPhotos>>;

export interface PhotosOptions extends Surroundings {
  metrics: Pick<Metrics, 'imageModerated'>;
}

/** Photos that shoppers send, and the catalog's pictures to compare them with. */
export async function openPhotos(db: Drizzle, { config, log, cleanup, metrics }: PhotosOptions) {
  const onDiskFailure: OnDiskFailure = ({ code, syscall }) =>
    log.error({ code, doing: syscall }, 'photos: DATA_DIR failed');
  const incoming = incomingFiles(config.dataDir, { onFailure: onDiskFailure });
  await incoming.sweep();
  const files = openImageFiles(config, {
    onS3Failure: ({ message, code }) => log.warn({ failure: message, code }, 'photos: S3 failed'),
    onDiskFailure,
  });
  const images = postgresImages(db, files);
  const pictures = postgresCatalogPictures(db, files);
  const countPictures = {
    sentSince: async ({ storeId }: ImageOwner, since: Date) => ({
      photos: await pictures.countSince(storeId, since),
      bytes: 0,
    }),
  };
  const ofDemo = folderPictures(DEMO_MEDIA, '/demo/media/');
  const uploaded = uploadedPictures(pictures.read);
  const signatures = postgresPictureSignatures(db);
  const means = postgresPhotoMeans(db);
  const decoder = forkedImageDecoder();
  const recogniser = forkedRecogniser();
  const search = threadedPictureSearch();
  for (const part of [decoder, recogniser, search]) cleanup.defer(() => part.stop());
  const traits = pictureTraits({ decoder, recogniser });
  return {
    images,
    files,
    incoming,
    decoder,
    clock,
    signatures,
    pictures,
    readPicture: async (url: string) => (await ofDemo(url)) ?? (await uploaded(url)),
    moderate: openModeration({ config, log, metrics }),
    pictureQuota: uploadQuota(countPictures, { clock, limits: PICTURE_LIMITS }),
    quota: uploadQuota(images, { clock, limits: config.limits.uploads }),
    traits,
    matcher: lookAlikeMatcher({ signatures, means, decoder, search, traits }),
  };
}

/** As the catalog changes, where this process is to. */
export function indexPictures(
  photos: Photos,
  { config, stores, logError, cleanup }: Surroundings & { stores: Stores },
): void {
  if (!config.images.indexes) return;
  cleanup.defer(
    keepPicturesIndexed({
      ...photos,
      stores,
      source: photos.readPicture,
      isFixed: (url) => catalogPictureId(url) !== undefined,
      onError: (error) => logError(error, 'index the pictures of the catalog'),
    }),
  );
}
