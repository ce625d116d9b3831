import type { Config } from '../config.ts';
import { diskImageFiles } from '../images/storage/disk-image-files.ts';
import type { ImageFiles } from '../images/storage/image-files.ts';
import { movedImageFiles } from '../images/storage/moved-image-files.ts';
import { type S3Failure, s3Client } from '../images/storage/s3-client.ts';
import { s3ImageFiles } from '../images/storage/s3-image-files.ts';

/** Where the settings say; photos from before they said so stay in the data folder, and are found there. */
export function openImageFiles(
  { images, dataDir }: Pick<Config, 'images' | 'dataDir'>,
  { onFailure }: { onFailure(failure: S3Failure): void },
): ImageFiles {
  const onDisk = diskImageFiles(dataDir);
  if (!images.s3) return onDisk;
  return movedImageFiles(s3ImageFiles(s3Client(images.s3), { onFailure }), onDisk);
}
