import type { Config } from '../config.ts';
import type { OnDiskFailure } from '../images/storage/disk-failure.ts';
import { diskImageFiles } from '../images/storage/disk-image-files.ts';
import type { ImageFiles } from '../images/storage/image-files.ts';
import { movedImageFiles } from '../images/storage/moved-image-files.ts';
import { type S3Failure, s3Client } from '../images/storage/s3-client.ts';
import { s3ImageFiles } from '../images/storage/s3-image-files.ts';

interface FailureListeners {
  onS3Failure(failure: S3Failure): void;
  onDiskFailure: OnDiskFailure;
}

/** Where the settings say; photos from before they said so stay in the data folder, and are found there. */
export function openImageFiles(
  { images, dataDir }: Pick<Config, 'images' | 'dataDir'>,
  { onS3Failure, onDiskFailure }: FailureListeners,
): ImageFiles {
  const onDisk = diskImageFiles(dataDir, { onFailure: onDiskFailure });
  if (!images.s3) return onDisk;
  const inBucket = s3ImageFiles(s3Client(images.s3), { onFailure: onS3Failure });
  return movedImageFiles(inBucket, onDisk);
}
